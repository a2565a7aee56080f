"""From an offset in a document's text to the place where a person finds it: line, page, headings.

Pure. It knows neither files nor formats, only the positions that a loader handed out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from ..types import Document, Heading, Location, Position, Span


class Outline:
    """The headings of a document, asked which of them stand above an offset."""

    def __init__(self, headings: Sequence[Heading]) -> None:
        ordered = sorted(headings, key=lambda heading: heading.start)
        self._starts = [heading.start for heading in ordered]
        self._paths = list(_paths(ordered))

    def path(self, offset: int) -> str | None:
        """Return the headings above the offset, outermost first ("Rules > Fees"); None without any."""
        index = bisect_right(self._starts, offset) - 1
        return self._paths[index] if index >= 0 else None

    def section(self, offset: int, body: Span) -> Span:
        """Return the part of `body` around the offset, from its heading to the next one."""
        index = bisect_right(self._starts, offset)
        start = self._starts[index - 1] if index else body.start
        end = self._starts[index] if index < len(self._starts) else body.end
        return Span(start, end)


class Locator:
    """Answers where an offset of one text lies, by bisection: made once, asked often.

    A line ends at "\\n", so "\\r\\n" counts once. Only a text without any "\\n" counts "\\r", as old
    Macintosh files do: a stray "\\r" elsewhere is not what an editor shows as a line end.
    """

    def __init__(
        self,
        text: str,
        headings: Sequence[Heading] = (),
        positions: Sequence[tuple[int, Position]] = (),
    ) -> None:
        self._line_ends = list(_line_ends(text))
        self._positions = positions
        self._outline = Outline(headings)

    @classmethod
    def of(cls, document: Document) -> Locator:
        """Return the locator of a whole document."""
        return cls(document.text, document.headings, document.positions)

    def locate(self, offset: int) -> Location:
        """Return where the offset lies."""
        return Location(self.line(offset), self.position(offset), self.heading(offset))

    def line(self, offset: int) -> int:
        """Return the number of the line that holds the offset, from 1."""
        return bisect_right(self._line_ends, offset) + 1

    def position(self, offset: int) -> Position | None:
        """Return the page, slide or row that holds the offset; None where nothing is counted."""
        index = bisect_right(self._positions, offset, key=_offset) - 1
        return self._positions[max(0, index)][1] if self._positions else None

    def heading(self, offset: int) -> str | None:
        """Return the headings above the offset, outermost first; None without any."""
        return self._outline.path(offset)

    def section(self, offset: int, body: Span) -> Span:
        """Return the part of `body` around the offset, from its heading to the next one."""
        return self._outline.section(offset, body)

    def section_start(self, offset: int) -> int:
        """Return where the section of the offset begins, 0 before the first heading."""
        return self._outline.section(offset, Span(0, offset)).start


def _offset(start: tuple[int, Position]) -> int:
    return start[0]


def _line_ends(text: str) -> Iterator[int]:
    """Yield the offsets just after each line end."""
    end = "\n" if "\n" in text else "\r"
    position = text.find(end)
    while position >= 0:
        yield position + 1
        position = text.find(end, position + 1)


def _paths(headings: Sequence[Heading]) -> Iterator[str | None]:
    """Yield the path down to each heading; one without a title closes those of its level."""
    above: list[Heading] = []
    for heading in headings:
        while above and above[-1].level >= heading.level:
            above.pop()
        above.append(heading)
        yield " > ".join(each.title for each in above if each.title) or None
