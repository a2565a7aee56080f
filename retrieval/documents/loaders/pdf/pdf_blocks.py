"""What the lines of a printed page are: headings by their type, items by their marks. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ....types import Span
from ...leads import Part
from ...text_lines import ends_sentence, marker
from ..composer import LINE, WORD, Composer
from .pdf_lines import PrintedLine, PrintedPage

_NOWHERE = Span(0, 0)
_LARGER = 1.1
_LONGEST_HEADING = 120
_MOST_HEADING_LINES = 3
_DEEPEST_HEADING = 6
_MARGIN = 8.0  # points by which the items of one list may differ, for "9." and "10."
_FARTHEST = 120.0
_FEWEST_LETTERS = 3
_LEADER = re.compile(r"(?:[.·] ?){4}")
_NO_HEADING_END = re.compile(r"[.,;:]\Z")


def with_headings(pages: Sequence[PrintedPage]) -> list[PrintedPage]:
    """Return the pages, the headings among their lines with a level by how large they are.

    A heading is set in larger type than most of the document, or in bold where that is not, and is
    short. The largest are of the first level.
    """
    sizes: Counter[tuple[float, bool]] = Counter()
    for page in pages:
        for line in page:
            sizes[_type(line)] += len(line.text)
    if not sizes:
        return list(pages)
    body = sizes.most_common(1)[0][0]
    kept = [_headings_of(page, body) for page in pages]
    used = sorted({_type(line) for page in kept for line in page if line.level}, reverse=True)
    levels = {size: min(level, _DEEPEST_HEADING) for level, size in enumerate(used, start=1)}
    return [
        [replace(line, level=levels[_type(line)]) if line.level else line for line in page]
        for page in kept
    ]


def _type(line: PrintedLine) -> tuple[float, bool]:
    return round(2 * line.height) / 2, line.is_bold


def _headings_of(page: PrintedPage, body: tuple[float, bool]) -> list[PrintedLine]:
    """Return the lines, each that is of a heading with a level that is not 0."""
    found: list[PrintedLine] = []
    for is_candidate, group in groupby(page, lambda line: _may_be_heading(line, body)):
        for _, run in groupby(group, _type):
            lines = list(run)
            length = sum(len(line.text) for line in lines)
            short = len(lines) <= _MOST_HEADING_LINES and length <= _LONGEST_HEADING
            ends = not _NO_HEADING_END.search(lines[-1].text)
            begins = (
                not found or lines[0].height > _LARGER * body[0] or _is_below(found[-1], lines[0])
            )
            is_heading = is_candidate and short and ends and begins
            found += [replace(line, level=1) for line in lines] if is_heading else lines
    return found


def _may_be_heading(line: PrintedLine, body: tuple[float, bool]) -> bool:
    if line.kind != "text" or sum(map(str.isalpha, line.text)) < _FEWEST_LETTERS:
        return False
    if _LEADER.search(line.text):  # to a page number, in a table of contents
        return False
    found = marker(line.text)
    if found and found.style == "bullet":
        return False
    larger = line.height > _LARGER * body[0]
    return larger or (line.is_bold and not body[1] and line.height > body[0] / _LARGER)


def _is_below(before: PrintedLine, line: PrintedLine) -> bool:
    """Return whether a line in bold begins something new rather than going on with a paragraph."""
    distance = before.bottom - line.bottom
    return (
        before.kind != "text" or ends_sentence(before.text) or not 0 < distance < 1.5 * line.height
    )


class BlockWriter:
    """Writes lines one after the other and notes the blocks that they make up."""

    def __init__(self, composer: Composer, *, note_headings: bool) -> None:
        self._composer = composer
        self._note_headings = note_headings
        self._start = 0
        self._part: Part | None = None
        self._before: PrintedLine | None = None
        self._begin: PrintedLine | None = None
        self._margins: list[float] = []
        self._last_value = 0

    def write(self, line: PrintedLine, text: str, gap: str) -> int:
        """Write the text of a line behind a gap; where it starts."""
        begins = self._part is None or self._begins(line, gap)
        if begins:
            self.end()
        self._composer.gap(gap)
        start = self._composer.add(text)
        if begins:
            self._start, self._begin, self._part = start, line, self._kind(line)
        self._before = line
        return start

    def end(self) -> None:
        """Note the last block."""
        if self._part is None or self._begin is None:
            return
        self._composer.block(self._start, self._part)
        if self._part.kind == "heading" and self._note_headings:
            title = self._composer.since(self._start)
            self._composer.heading(self._start, self._begin.level, title)
        self._part = None

    def _begins(self, line: PrintedLine, gap: str) -> bool:
        if gap in ("", WORD):
            return False
        before, part = self._before, self._part
        if gap != LINE or before is None or part is None or part.kind not in ("paragraph", "item"):
            return True
        if line.kind != "text" or ends_sentence(before.text) or self._item_value(line) is not None:
            return True
        return part.kind == "item" and line.left <= self._margins[-1] + _MARGIN

    def _kind(self, line: PrintedLine) -> Part:
        if line.kind != "text":
            return Part("header" if line.kind == "header" else "row", _NOWHERE)
        if line.level:
            self._margins.clear()
            return Part("heading", _NOWHERE)
        value = self._item_value(line)
        if value is None:
            self._margins.clear()
            return Part("paragraph", _NOWHERE)
        self._last_value = value
        found = marker(line.text)
        number = value if found and found.style == "number" else None
        return Part("item", _NOWHERE, self._level(line), number)

    def _level(self, line: PrintedLine) -> int:
        """Return how far in an item begins, among those open; a new column begins at its own margin."""
        if self._before and abs(line.left - self._before.left) > _FARTHEST:
            self._margins.clear()
        while len(self._margins) > 1 and line.left < self._margins[-1] - _MARGIN:
            self._margins.pop()
        if not self._margins or line.left > self._margins[-1] + _MARGIN:
            self._margins.append(line.left)
        return len(self._margins) - 1

    def _item_value(self, line: PrintedLine) -> int | None:
        """Return the place in its list of an item that a line begins, 0 for a bullet; None if none."""
        found = marker(line.text)
        if found is None:
            return None
        if found.style in ("bullet", "number"):
            return found.value
        # An initial ("A. Miller") begins a line too.
        goes_on = bool(self._margins) and found.value == self._last_value + 1
        return found.value if goes_on or (found.value == 1 and line.text[0] in "(ai") else None
