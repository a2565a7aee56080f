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
_MARK_BEFORE = re.compile(r"^[ \t]*(?:[-*+>]|#{1,6}|\d{1,9}[.)])[ \t]+\Z", re.MULTILINE)
_BLOCK = re.compile(r"[ \t]*(?:[-*+>|]|#{1,6}|\d{1,9}[.)])(?:\s|\b)")


def emphasised(before: str, words: str, after: str) -> str | None:
    """Return the three as one, safe to show.

    None where code is cut, which could not be told from words, and where no word is quoted.
    """
    if any(len(_FENCE.findall(part)) % 2 for part in (before, words, after)):
        return None
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


def _gap(before: str, after: str) -> str:
    """Return what keeps two parts as far from each other as they are in the document."""
    space = before[len(before.rstrip()) :] + after[: len(after) - len(after.lstrip())]
    breaks = space.count("\n")
    if breaks > 1:
        return "\n\n"
    if breaks and _BLOCK.match(after.lstrip("\r\n")):
        return "\n"
    return " " if space else ""
