"""AsciiDoc: the file's own characters; headings, items, rows and code are found in it.

Only what is marked line by line is recognised; nothing that a file asks to include is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...types import BlockKind, Document, Heading, Span
from ..leads import Part
from ..marked_text import marked_blocks
from ..text_lines import TextLine, lines_of
from .encoding import decoded_body
from .metadata import clean_line, day, web_address

_HEADING = re.compile(r"(={1,6}|#{1,6})[ \t]+(\S.*)")
_ITEM = re.compile(r"(?P<mark>\*{1,5}|\.{1,5}|-|\d{1,3}\.)[ \t]+\S")
_TERM = re.compile(r"\S.{0,120}?(?P<mark>:{2,4}|;;)(?:[ \t]|\Z)")
_FENCE = re.compile(r"-{4,}|\.{4,}|`{3,}[\w,+#-]*|/{4,}|\+{4,}")
_TABLE = "|==="
_ATTRIBUTE = re.compile(r":(?P<name>[\w-]+):[ \t]+(?P<value>\S.*)")
_REVISION = re.compile(r"(?:v\S+,[ ]*)?(\d{4}-\d\d-\d\d)\b.*")
_ATTRIBUTES = re.compile(r"\[[^\]]*\]")
_CAPTION = re.compile(r"\.[^\s.].*")
_CONTINUES = "+"
_MOST_HEADER_LINES = 40


def parse(path: str, data: bytes) -> Document:
    """Return the decoded text. The heading of level 0 is the title, `:revdate:` the date."""
    text, body = decoded_body(data)
    lines = lines_of(text, body)
    scanner = _Scanner(lines)
    parts = list(scanner.parts())
    about = _attributes(lines[:_MOST_HEADER_LINES])
    return Document(
        path,
        text,
        body,
        title=next((heading.title for heading in scanner.headings if heading.level == 1), None),
        url=web_address(about.get("url")),
        date=day(about.get("revdate") or about.get("date")),
        headings=tuple(scanner.headings),
        blocks=marked_blocks(text, body, parts),
    )


def _attributes(lines: list[TextLine]) -> dict[str, str]:
    """Return what the header says about the document; its revision line says the date too."""
    about: dict[str, str] = {}
    for line in lines:
        if match := _ATTRIBUTE.fullmatch(line.text):
            about.setdefault(match["name"].lower(), match["value"])
        elif line.after_blank:
            if about or line is not lines[0]:
                break
        elif match := _REVISION.fullmatch(line.text):
            about.setdefault("revdate", match[1])
    return about


@dataclass
class _Scanner:
    """Goes through the lines once; `_marks` are those of the lists that are open, outermost first."""

    _lines: list[TextLine]
    headings: list[Heading] = field(default_factory=list)
    _marks: list[str] = field(default_factory=list)
    _numbers: list[int] = field(default_factory=list)
    _unclosed: set[str] = field(default_factory=set)
    _claimed: int = 0

    def parts(self) -> Iterator[Part]:
        """Yield headings, items, rows and code; note the headings."""
        at = 0
        while at < len(self._lines):
            line = self._lines[at]
            if part := self._heading(line):
                self._marks.clear()
                yield part
                at += 1
            elif end := self._fence(at):
                yield self._code(at, end)
                at = end
            elif line.text == _TABLE:
                end = self._closing(at)
                yield from self._rows(at, end)
                at = end
            elif end := self._item(at):
                yield self._nested(at, end)
                at = end
            else:
                if line.after_blank and not self._is_about_block(at):
                    self._marks.clear()
                at += 1
                continue
            self._claimed = at

    def _span(self, begin: int, end: int) -> Span:
        return Span(self._lines[begin].start, self._lines[end - 1].end)

    def _heading(self, line: TextLine) -> Part | None:
        match = _HEADING.fullmatch(line.text)
        if match is None or line.indent or not (title := clean_line(match[2].rstrip("= "))):
            return None
        self.headings.append(Heading(line.start, len(match[1]), title))
        return Part("heading", Span(line.start, line.end))

    def _fence(self, at: int) -> int:
        """Return the line after the code or comment that begins with a fence here; 0 if none does."""
        line = self._lines[at].text
        fence = line.rstrip("".join(set(line) - {line[0]})) if line[0] == "`" else line
        if not _FENCE.fullmatch(line) or fence in self._unclosed:
            return 0
        for end in range(at + 1, len(self._lines)):
            if self._lines[end].text == fence:
                return end + 1
        self._unclosed.add(fence)
        return 0

    def _is_about_block(self, at: int) -> bool:
        """Return whether a line only says something about the block below it."""
        line = self._lines[at].text
        return line == _CONTINUES or bool(_ATTRIBUTES.fullmatch(line) or _CAPTION.fullmatch(line))

    def _code(self, at: int, end: int) -> Part:
        """Return the code between two fences, with the lines above that say what it is."""
        if self._lines[at].text[0] == "/":
            return Part("paragraph", self._span(at, end))
        begin = at
        while begin > self._claimed and not self._lines[begin].after_blank:
            if not self._is_about_block(begin - 1):
                break
            begin -= 1
        continues = bool(self._marks) and self._lines[begin].text == _CONTINUES
        level = max(len(self._marks) - 1, 0)
        return Part("code", self._span(begin, end), level, continues=continues)

    def _closing(self, at: int) -> int:
        end = at + 1
        while end < len(self._lines) and self._lines[end].text != _TABLE:
            end += 1
        return min(end + 1, len(self._lines))

    def _rows(self, at: int, end: int) -> Iterator[Part]:
        """Yield the rows of a table; the first is its header where a blank line sets it apart.

        A row in several lines is one where a blank line ends it. The lines that open and close the
        table belong to its first and its last row.
        """
        inner = range(at + 1, end - (self._lines[end - 1].text == _TABLE))
        in_lines = [number for number in inner if self._lines[number].text.count("|") > 1]
        starts = [number for number in inner if in_lines or self._lines[number].after_blank]
        starts = sorted({*starts, *inner[:1]})
        starts = [
            number for number in starts if self._lines[number].text.startswith("|")
        ] or starts[:1]
        has_header = len(starts) > 1 and self._lines[starts[1]].after_blank and bool(in_lines)
        for place, number in enumerate(starts):
            last = starts[place + 1] if place + 1 < len(starts) else end
            kind: BlockKind = "header" if has_header and not place else "row"
            yield Part(kind, self._span(at if not place else number, last))

    def _item(self, at: int) -> int:
        """Return the line after the item that begins here; 0 if none does."""
        line = self._lines[at].text
        if not (_ITEM.match(line) or _TERM.match(line)):
            return 0
        end = at + 1
        while end < len(self._lines) and not self._ends_before(end):
            end += 1
        return end

    def _ends_before(self, number: int) -> bool:
        line = self._lines[number]
        return (
            line.after_blank
            or line.text in (_CONTINUES, _TABLE)
            or any(each.match(line.text) for each in (_ITEM, _TERM, _HEADING))
            or any(each.fullmatch(line.text) for each in (_FENCE, _ATTRIBUTES))
        )

    def _nested(self, at: int, end: int) -> Part:
        """Return an item with its level and number, by the marks of the lists that are open."""
        line = self._lines[at].text
        match = _ITEM.match(line) or _TERM.match(line)
        mark = match["mark"] if match else ""
        mark = "." if mark[:1].isdigit() else mark
        if mark in self._marks:
            del self._marks[self._marks.index(mark) + 1 :]
            del self._numbers[len(self._marks) :]
            self._numbers[-1] += 1
        else:
            del self._numbers[len(self._marks) :]
            self._marks.append(mark)
            self._numbers.append(1)
        number = self._numbers[-1] if mark[0] == "." else None
        return Part("item", self._span(at, end), len(self._marks) - 1, number)
