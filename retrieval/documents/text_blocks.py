"""The blocks and headings of a text that has no markup, as a reader sees them in its lines. Pure.

Linear in the length of the text. What is not clear is a paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

from ..types import Block, BlockKind, Heading, Span
from .leads import Part, with_leads
from .questions import LONGEST_QUESTION, is_answered, is_asked, with_answers
from .text_headings import FoundHeading, as_headings, find_heading
from .text_lines import (
    LONGEST_WRAPPED,
    Marker,
    TextLine,
    had_room,
    is_wrapped,
    lines_of,
    looks_like_code,
    marker,
)
from .text_tables import begins_table, find_table

_FENCES = ("```", "~~~")
_CODE_INDENT = 4
_DEEPEST = 50


def text_blocks(text: str, body: Span) -> tuple[tuple[Block, ...], tuple[Heading, ...]]:
    """Return the blocks of a plain text's body, and its headings."""
    reader = _Reader(lines_of(text, body))
    reader.read()
    headings = as_headings(reader.headings)
    return with_leads(text, with_answers(text, reader.parts)), headings


def text_parts(text: str, span: Span) -> list[Part]:
    """Return the parts of a stretch of text whose headings are told by marks, and so not sought."""
    reader = _Reader(lines_of(text, span), seeks_headings=False)
    reader.read()
    return reader.parts


@dataclass
class _Open:
    """An item that further lines and deeper items may belong to."""

    indent: int
    text_indent: int
    style: str
    value: int


@dataclass
class _Reader:
    """Goes through the lines once; `at` is the line that is read next."""

    lines: list[TextLine]
    seeks_headings: bool = True
    at: int = 0
    parts: list[Part] = field(default_factory=list)
    headings: list[tuple[Span, FoundHeading]] = field(default_factory=list)
    open_items: list[_Open] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._widths = _widths(self.lines)
        self._markers = [marker(line.text) for line in self.lines]
        self._followed = _followed(self.lines, self._markers)
        self._unclosed: set[str] = set()
        self._indented_ends = _indented_ends(self.lines)
        self._telling = _telling(self.lines)

    def read(self) -> None:
        """Find all the parts."""
        while self.at < len(self.lines):
            for find in (
                self._fence, self._table, self._question, self._heading, self._item,
                self._continuation, self._code,
            ):  # fmt: skip
                if find():
                    break
            else:
                self._paragraph()

    def _note(self, kind: BlockKind, count: int, *, continues: bool = False) -> Span:
        last = self.lines[self.at + count - 1]
        span = Span(self.lines[self.at].start, last.end)
        if continues:
            level = len(self.open_items) - 1
            self.parts.append(Part(kind, span, level, continues=True))
        else:
            self.open_items.clear()
            self.parts.append(Part(kind, span))
        self.at += count
        return span

    def _fence(self) -> bool:
        fence = self.lines[self.at].text[:3]
        if fence not in _FENCES or fence in self._unclosed:
            return False
        for end in range(self.at + 1, len(self.lines)):
            if self.lines[end].text.rstrip(fence[0]) == "" and len(self.lines[end].text) >= 3:
                self._note("code", end + 1 - self.at, continues=self._is_inside_item())
                return True
        self._unclosed.add(fence)
        return False

    def _is_inside_item(self) -> bool:
        return bool(self.open_items) and self.lines[self.at].indent > self.open_items[-1].indent

    def _table(self) -> bool:
        found = find_table(self.lines, self.at)
        if found is None:
            return False
        for number, row in enumerate(found.rows):
            self._note("header" if found.has_header and not number else "row", len(row))
        return True

    def _question(self) -> bool:
        line = self.lines[self.at]
        if is_asked(line.text):
            self._note("question", self._length())
            return True
        count = self._asked_lines()
        if not count or (self._markers[self.at] and self._markers[self.at + count]):
            return False
        self._note("question", count)
        return True

    def _asked_lines(self) -> int:
        """Return how many lines the question has that stands alone here, above its answer; else 0."""
        line = self.lines[self.at]
        if not line.after_blank or self._is_inside_item() or line.text[0] in "\"'“‘«„>–—-":
            return 0
        length = 0
        for count in (1, 2):
            below = self.at + count
            if below >= len(self.lines) or length > LONGEST_QUESTION:
                return 0
            length += len(self.lines[below - 1].text)
            following = self.lines[below]
            if self.lines[below - 1].text.rstrip("*_ ").endswith(("?", "？")):
                ends = following.after_blank or self._breaks_before(below)
                answered = not following.text.rstrip("*_ ").endswith(("?", "？"))
                return count if ends and answered and length <= LONGEST_QUESTION else 0
            if following.after_blank:
                return 0
        return 0

    def _breaks_before(self, number: int) -> bool:
        """Return whether the line before was ended on purpose."""
        before, line = self.lines[number - 1], self.lines[number]
        return not line.text[0].islower() and had_room(before.text, line.text, self._widths[number])

    def _heading(self) -> bool:
        if not self.seeks_headings:
            return False
        indent = self.lines[self.at].indent
        in_list = any(item.style == "number" and item.indent >= indent for item in self.open_items)
        found = find_heading(self.lines, self.at, self._widths[self.at], in_list=in_list)
        if found is None:
            return False
        self.headings.append((self._note("heading", found.lines), found))
        return True

    def _item(self) -> bool:
        found, line = self._markers[self.at], self.lines[self.at]
        if found is None or not self._begins_item(self.at):
            return False
        self._close_items(line, found)
        del self.open_items[_DEEPEST:]
        self.open_items.append(
            _Open(line.indent, line.indent + found.width, found.style, found.value)
        )
        count = self._length()
        span = Span(line.start, self.lines[self.at + count - 1].end)
        number = found.value if found.style == "number" else None
        self.parts.append(Part("item", span, len(self.open_items) - 1, number))
        self.at += count
        return True

    def _close_items(self, line: TextLine, found: Marker) -> None:
        """Close the items that one with this indent and marker is not nested in."""
        while self.open_items and self.open_items[-1].indent > line.indent + 1:
            self.open_items.pop()
        for level, item in enumerate(self.open_items):
            if item.style == found.style and abs(item.indent - line.indent) <= 1:
                del self.open_items[level:]
                return
        # "a)" or a bullet right below a number is nested in it, indented or not.
        if line.after_blank or (found.style != "bullet" and found.value != 1):
            while self.open_items and self.open_items[-1].indent >= line.indent - 1:
                self.open_items.pop()

    def _begins_item(self, number: int) -> bool:
        found, line = self._markers[number], self.lines[number]
        if found is None:
            return False
        before = self.lines[number - 1] if number else None
        begins = line.after_blank or before is None or before.text.endswith((":", "："))
        in_list = any(item.style == found.style for item in self.open_items)
        goes_on = any(
            item.style == found.style and item.value + 1 == found.value for item in self.open_items
        )
        if found.style == "bullet":
            return begins or in_list or bool(self.open_items) or self._is_bullet(number)
        if found.style == "number":
            return begins or goes_on or found.value == 1
        return goes_on or (found.value == 1 and self._followed[number])

    def _is_bullet(self, number: int) -> bool:
        """Return whether a dash within a group of lines begins an item rather than going on."""
        if self.lines[number].text[0] not in "-–—*+" or number + 1 == len(self.lines):
            return True
        following = self.lines[number + 1]
        return (
            following.after_blank or self._markers[number + 1] is not None or following.indent > 1
        )

    def _continuation(self) -> bool:
        """Take a further paragraph of the item above, which is indented like its text."""
        line = self.lines[self.at]
        while self.open_items and line.indent <= self.open_items[-1].indent:
            self.open_items.pop()
        if not self.open_items or line.indent + 1 < self.open_items[-1].text_indent:
            return False
        self._note("item", self._length(), continues=True)
        return True

    def _code(self) -> bool:
        if not self.lines[self.at].after_blank or self.lines[self.at].indent < _CODE_INDENT:
            return False
        end = self._indented_ends[self.at]
        if (self._telling[end] - self._telling[self.at]) * 2 < end - self.at:
            return False
        self._note("code", end - self.at)
        return True

    def _paragraph(self) -> None:
        self.open_items.clear()
        self._note("paragraph", self._length())

    def _length(self) -> int:
        """Return how many lines the paragraph or item has that begins here."""
        end = self.at + 1
        while end < len(self.lines) and not self._ends_before(end):
            end += 1
        return end - self.at

    def _ends_before(self, number: int) -> bool:
        line = self.lines[number]
        if line.after_blank or line.text[:3] in _FENCES or self._begins_item(number):
            return True
        if is_asked(line.text) or is_answered(line.text) or begins_table(self.lines, number):
            return True
        if self.open_items and line.indent > self.open_items[-1].indent:
            return False
        before = self.lines[number - 1].text
        return not is_wrapped(before, line.text, self._widths[number])


def _widths(lines: list[TextLine]) -> list[int]:
    """Return for each line how wide the widest is of those without a blank line between.

    A long address at the end of a line, which nothing can wrap, does not count.
    """
    widths: list[int] = []
    begin = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or lines[number].after_blank:
            widest = max((_width(line.text) for line in lines[begin:number]), default=0)
            widths += [widest] * (number - begin)
            begin = number
    return widths


def _width(line: str) -> int:
    return len(line) if len(line) <= LONGEST_WRAPPED else line.rfind(" ", 0, len(line)) + 1


def _followed(lines: list[TextLine], markers: list[Marker | None]) -> list[bool]:
    """Return for each line whether its marker is one whose next comes later, at the same indent."""
    following: dict[tuple[str, int], int] = {}
    followed = [False] * len(lines)
    for number in range(len(lines) - 1, -1, -1):
        found = markers[number]
        if found is not None:
            key = (found.style, lines[number].indent)
            followed[number] = following.get(key) == found.value + 1
            following[key] = found.value
    return followed


def _indented_ends(lines: list[TextLine]) -> list[int]:
    """Return for each line where the lines end that are indented like code from it on."""
    ends = list(range(len(lines)))
    end = len(lines)
    for number in range(len(lines) - 1, -1, -1):
        if lines[number].indent < _CODE_INDENT:
            end = number
        ends[number] = end
    return ends


def _telling(lines: list[TextLine]) -> list[int]:
    """Return before each line, and after the last, how many indented ones so far look like code."""
    looks = (line.indent >= _CODE_INDENT and looks_like_code(line.text) for line in lines)
    return list(accumulate(looks, initial=0))
