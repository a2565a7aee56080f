"""reStructuredText (.rst): the file's own characters; headings, code and the date are found in it.

The line numbers that docutils gives are of a block's beginning or of its end, depending on its kind,
and it gives no ends. So what is marked line by line is recognised here, as Sphinx and docutils read it;
nothing that a file asks to include is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...types import Document, Heading, Span
from ..leads import Part
from ..marked_text import marked_blocks
from ..text_lines import TextLine, lines_of
from .encoding import decoded_body
from .metadata import clean_line, day

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1+")
_SHORTEST_ADORNMENT = 4
_CODE_DIRECTIVE = re.compile(
    r"\.\.[ ](?:code|code-block|sourcecode|parsed-literal|literalinclude|prompt|math|raw"
    r"|productionlist|graphviz|mermaid)::"
)
_DATE = re.compile(r":date:[ \t]+(.+)", re.IGNORECASE)
_ROLE = re.compile(
    r":[\w:+.-]+:`([^`<]+?)(?:[ ]?<[^`>]*>)?`|`{1,2}([^`<]+?)(?:[ ]?<[^`>]*>`_{1,2}|`{1,2}_{0,2})"
)
_LONGEST_TITLE = 500
_MOST_DOCUMENT_FIELDS = 40
"""How many lines at the beginning may tell about the document."""


def parse(path: str, data: bytes) -> Document:
    """Return the decoded text. The heading above all others is the title, `:date:` the date."""
    text, body = decoded_body(data)
    lines = lines_of(text, body)
    scanner = _Scanner(lines)
    parts = list(scanner.parts())
    headings = tuple(scanner.headings)
    first = lines[:_MOST_DOCUMENT_FIELDS]
    dates = (match[1] for line in first if (match := _DATE.fullmatch(line.text)))
    return Document(
        path,
        text,
        body,
        title=next((heading.title for heading in headings if heading.level == 1), None),
        date=day(next(dates, None)),
        headings=headings,
        blocks=marked_blocks(text, body, parts),
    )


@dataclass
class _Scanner:
    """Goes through the lines once. `_ranks` are the kinds of heading in the order of their use."""

    _lines: list[TextLine]
    headings: list[Heading] = field(default_factory=list)
    _ranks: list[tuple[str, bool]] = field(default_factory=list)

    def parts(self) -> Iterator[Part]:
        """Yield headings and code; note the headings."""
        at = 0
        while at < len(self._lines):
            count = self._heading(at)
            if count:
                yield Part("heading", self._span(at, at + count))
                at += count
                continue
            begin, end = self._code(at)
            if end > begin:
                yield Part("code", self._span(begin, end))
            at = max(end, at + 1)

    def _span(self, begin: int, end: int) -> Span:
        return Span(self._lines[begin].start, self._lines[end - 1].end)

    def _heading(self, at: int) -> int:
        """Return how many lines the heading has that begins here, 0 if none does."""
        if self._overlined(at):
            return self._note(at, at + 1, 3, overlined=True)
        if self._underlined(at):
            return self._note(at, at, 2, overlined=False)
        return 0

    def _overlined(self, at: int) -> bool:
        if at + 2 >= len(self._lines):
            return False
        over, title, under = self._lines[at : at + 3]
        return (
            over.text == under.text
            and _is_adornment(over, title)
            and not (title.after_blank or under.after_blank)
        )

    def _underlined(self, at: int) -> bool:
        if at + 1 >= len(self._lines):
            return False
        title, under = self._lines[at : at + 2]
        begins = at == 0 or title.after_blank or self._follows_heading(at)
        return (
            begins and not under.after_blank and title.indent == 0 and _is_adornment(under, title)
        )

    def _follows_heading(self, at: int) -> bool:
        above = self._lines[at - 1]
        return bool(_ADORNMENT.fullmatch(above.text) or above.text.startswith(".. _"))

    def _note(self, at: int, title_line: int, count: int, *, overlined: bool) -> int:
        rank = (self._lines[at + count - 1].text[0], overlined)
        if rank not in self._ranks:
            self._ranks.append(rank)
        written = self._lines[title_line].text
        title = clean_line(_ROLE.sub(lambda match: match[1] or match[2], written[:_LONGEST_TITLE]))
        if title:
            level = self._ranks.index(rank) + 1
            self.headings.append(Heading(self._lines[title_line].start, level, title))
        return count

    def _code(self, at: int) -> tuple[int, int]:
        """Return the lines of the code that begins with this line or is announced by it."""
        line = self._lines[at]
        if _CODE_DIRECTIVE.match(line.text):
            return at, self._indented(at)
        if line.text.startswith(">>> ") and line.after_blank:
            end = at + 1
            while end < len(self._lines) and not self._lines[end].after_blank:
                end += 1
            return at, end
        is_literal = line.text.endswith("::") and not line.text.startswith(".. ")
        if is_literal and at + 1 < len(self._lines) and self._lines[at + 1].after_blank:
            return at + 1, self._indented(at)
        return at, at

    def _indented(self, at: int) -> int:
        """Return the number of the first line below one that is not indented more than that."""
        end = at + 1
        while end < len(self._lines) and self._lines[end].indent > self._lines[at].indent:
            end += 1
        return end


def _is_adornment(rule: TextLine, title: TextLine) -> bool:
    """Return whether a line draws a rule that is long enough for the title beside it."""
    if rule.indent or not _ADORNMENT.fullmatch(rule.text) or _ADORNMENT.fullmatch(title.text):
        return False
    return len(rule.text) >= min(_SHORTEST_ADORNMENT, len(title.text))
