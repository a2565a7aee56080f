"""A part of a Markdown document as Discord shows it, with the quoted words in bold. Pure.

What stands before the quote, the quote and what follows are rendered one by one, for the quote is cut
at sentences, items and rows, which Markdown does not know.
"""

from __future__ import annotations

import re

from .inline_markdown import MarkStyle
from .quoted_markdown import rendered

CONTEXT = MarkStyle(apart=True)
EMPHASISED = MarkStyle(apart=True, bold=True)

_FENCE = re.compile(r"^[ \t>]*(?:```|~~~)", re.MULTILINE)
_CUT_ROW_BEFORE = re.compile(r"\A(?![ \t]*\|)[^\n|]+(?:\|[^\n|]*)*\|(?=[ \t]*\r?\n[ \t]*(?:\||\Z))")
"""What is left of a row of a table above a whole one, or above the quote."""

_CUT_ROW_AFTER = re.compile(r"(?:\A|(?<=\|))[ \t]*\r?\n[ \t]*\|[^\n]*[^\n|\s](?=\s*\Z)")
"""What there is of a row of a table below a whole one, or below the quote."""

_CODE_ENDS = re.compile(r"(?:```|~~~)\s*\Z")

_MARK_BEFORE = re.compile(r"^[ \t]*(?:[-*+>]|#{1,6}|\d{1,9}[.)])[ \t]+\Z", re.MULTILINE)
_BLOCK = re.compile(r"[ \t]*(?:[-*+>|]|#{1,6}|\d{1,9}[.)])(?:\s|\b)")


def without_quote(text: str, fence: str = "") -> str:
    """Return a part in which nothing is quoted, safe to show.

    `fence` is the line that opens the code in which it begins, if it does.
    """
    return rendered(_whole(text, fence), CONTEXT)


def emphasised(before: str, words: str, after: str, fence: str = "") -> str | None:
    """Return the three as one, safe to show.

    `fence` is the line that opens the code in which they begin, if they do. None where the quote begins
    or ends within code, in which nothing can be bold, and where no word is quoted.
    """
    before = _whole(before, fence)
    if any(len(_FENCE.findall(part)) % 2 for part in (before, words)):
        return None
    after = _with_whole_rows(after)
    mark = _MARK_BEFORE.search(before)
    if mark is not None:
        before, words = before[: mark.start()], mark.group() + words
    first, quote, last = (
        rendered(before, CONTEXT),
        rendered(words, EMPHASISED),
        rendered(after, CONTEXT),
    )
    if not quote:
        return None
    above = _gap(before, words) if first else ""
    below = _gap(words, after) if last else ""
    return f"{first}{above}{quote}{below}{last}"


def _whole(text: str, fence: str) -> str:
    """Return a text from the middle of a document, with the code or the row that it cuts made whole."""
    return f"{fence}\n{text}" if fence else _with_whole_rows(text)


def _with_whole_rows(text: str) -> str:
    """Return a text with the mark of a table's row at both its ends, where a row is cut there."""
    text = _CUT_ROW_BEFORE.sub(r"| \g<0>", text)
    return _CUT_ROW_AFTER.sub(r"\g<0> |", text)


def _gap(before: str, after: str) -> str:
    """Return what keeps two parts as far from each other as they are in the document."""
    space = before[len(before.rstrip()) :] + after[: len(after) - len(after.lstrip())]
    breaks = space.count("\n")
    if breaks > 1:
        return "\n\n"
    below = after.lstrip("\r\n")
    if breaks and (_BLOCK.match(below) or _FENCE.match(below) or _CODE_ENDS.search(before)):
        return "\n"
    return " " if space else ""
