"""The cells of a table's row, which rows of a text align, and which row is the header. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..types import Span

# A pipe that no backslash escapes, a tab, two or more spaces, dots that lead to a number, a line end.
_SEPARATOR = re.compile(
    r"[ \t]*+(?<!\\)\|[ \t]*+|[ ]*+\t[ \t]*+|[ ]{2,}+|[ ]?\.{4,}+[ ]?|[ \t]*+[\r\n]++[ \t]*+"
)
_SENTENCE_GAP = re.compile(r"(?<=[.!?:;,])[ ]{2}(?=\S)")
_RULE_CHARACTERS = frozenset("|:=+-_ \t\r\n")
_YEAR = re.compile(r"(?:19|20)\d\d(?:[/-]\d{2,4})?")
_DIGIT = re.compile(r"\d")
_LONGEST_TITLE = 40
"""How long, in characters, the title of a column is at most where only its look tells that it is one."""


def cells(text: str) -> list[Span]:
    """Return the spans of a row's cells, empty ones too; of the text itself if nothing sets them apart.

    Cells are set apart by pipes that are not escaped (Markdown's at both ends count as its border),
    or else by tabs, two or more spaces, or leading dots. A line that only rules has no cells.
    """
    if is_rule(text.rpartition("\n")[2]):
        text = text[: text.rfind("\n") + 1]
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    piped = _has_pipe(text)
    spans: list[Span] = []
    begin = start
    for match in _SEPARATOR.finditer(text, start, end):
        is_pipe = "|" in match.group()
        if piped and not is_pipe:
            continue
        if not (is_pipe and match.start() == start):  # else it is the border at the left
            spans.append(Span(begin, match.start()))
        begin = match.end()
    if begin < end:  # else the border at the right ended the last
        spans.append(Span(begin, end))
    return spans


def row_text(texts: Sequence[str]) -> str:
    """Return a row's cells in one line, as `cells` cuts them; nothing if all are empty.

    Empty cells keep their places, but for those at the end: the second bar of "| | 4" sets an empty
    cell apart, its first is the border.
    """
    filled = next((place for place, text in enumerate(texts) if text), None)
    if filled is None:
        return ""
    border = "" if filled == 0 else "| " * (filled + 1)
    return border + re.sub(r"\|  (?=\|)", "| ", " | ".join(texts[filled:])).rstrip(" |")


def _has_pipe(text: str) -> bool:
    return re.search(r"(?<!\\)\|", text) is not None


def is_rule(line: str) -> bool:
    """Return whether a line only draws a rule below a header ("|---|---|", "====  ====")."""
    drawn = "--" in line or "==" in line or "__" in line or ("|" in line and "-" in line)
    return drawn and _RULE_CHARACTERS.issuperset(line)


def aligned_cells(line: str) -> list[Span]:
    """Return the cells of a line of plain text; two spaces after a sentence set nothing apart."""
    if not _has_pipe(line) and "\t" not in line.strip():
        line = _SENTENCE_GAP.sub("_.", line)
    return cells(line)


def align(first: str, second: str) -> bool:
    """Return whether two lines of plain text are rows of one table."""
    ours, theirs = aligned_cells(first), aligned_cells(second)
    if min(len(ours), len(theirs)) < 2:
        return False
    if any(_has_pipe(line) or "\t" in line.strip() or "...." in line for line in (first, second)):
        return len(ours) == len(theirs)
    starts = {cell.start for cell in ours[1:]} & {cell.start for cell in theirs[1:]}
    ends = {cell.end for cell in ours[1:]} & {cell.end for cell in theirs[1:]}
    return bool(starts or ends)


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether the first of a table's rows, of cells each, names the columns.

    It has no numbers, but perhaps years, where rows below it have some. Where numbers tell nothing
    the first row of three or more columns does, if all its cells are short; of two columns the
    left one more often names what stands beside it.
    """
    if len(rows) < 2 or len(rows[0]) < 2 or not all(cell.strip() for cell in rows[0][1:]):
        return False
    titles, below = rows[0], rows[1:]
    if any(len(title) > 2 * _LONGEST_TITLE for title in titles):
        return False
    plain = [_YEAR.sub("", title) for title in titles]
    if any(map(_DIGIT.search, plain)):
        return any(map(_unit_only, plain)) and _numbers_below(titles, below)
    if _numbers_below(titles, below):
        return True
    years_in_title = plain != list(titles)
    return not years_in_title and len(titles) > 2 and max(map(len, titles)) <= _LONGEST_TITLE


def _unit_only(title: str) -> bool:
    """Return whether it is a word with a number in brackets behind it, as a unit has."""
    return re.fullmatch(r"[^\d()]+\([^()]*\d[^()]*\)", title) is not None


def _numbers_below(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    return any(
        _DIGIT.search(cell)
        and not (_YEAR.fullmatch(cell.strip()) and _YEAR.fullmatch(title.strip()))
        for row in rows
        for title, cell in zip(titles, row, strict=False)
    )
