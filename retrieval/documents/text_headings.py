"""Which lines of a plain text are headings, and of what level. Pure.

A line is a heading only if it is clear that it is one: an author who wants to be understood underlines
it, numbers it, writes it in capitals, or lets it stand alone above running text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..types import Heading, Span
from .text_lines import TextLine, ends_sentence, had_room, marker
from .text_tables import begins_table

_LONGEST = 80
_LONGEST_UNMARKED = 45
_MOST_WORDS_UNMARKED = 6
_SHORTEST_RUNNING_TEXT = 80
_UNDERLINE = re.compile(r"={3,}+|-{3,}+|~{3,}+|\*{3,}+|_{3,}+|#{3,}+")
_HASHES = re.compile(r"(#{1,6})[ \t]+(\S[^\r\n]*)")
_NUMBERED = re.compile(
    r"(?P<number>\d{1,2}(?:[.)]|(?:\.\d{1,2}){1,3}+[.)]?)|[IVX]{1,5}\.|§[ ]?\d+\.?"
    r"|(?:Article|Section|Chapter|Part|Rule|Appendix)[ ](?:\d{1,3}|[IVX]{1,5}|[A-Z])[.:]?)"
    r"[ \t]++(?=[^\W\d_])(?P<title>[^\r\n]++)"
)
_GREETING = re.compile(r"(?:dear|hello|hi|best|kind|yours|regards|thanks|thank)\b", re.IGNORECASE)
_RANK = {"=": 10, "*": 15, "#": 15, "-": 30, "~": 30, "_": 30}
_CAPITALS, _NUMBER = 20, 40
_UNMARKED = _NUMBER  # beside numbered headings it is one that was left without a number


@dataclass(frozen=True, slots=True)
class FoundHeading:
    """A heading of `lines` lines; the smaller its rank, the higher it stands in the document."""

    title: str
    lines: int
    rank: int


def find_heading(
    lines: Sequence[TextLine], at: int, width: int, *, in_list: bool
) -> FoundHeading | None:
    """Return the heading that begins with a line, which something must follow.

    `width` is that of the widest line around it; `in_list` tells that a list of
    numbers was begun above that the line may go on with.
    """
    if at + 1 >= len(lines) or not _may_begin(lines, at):
        return None
    line, below = lines[at], lines[at + 1]
    if len(line.text) > _LONGEST or not any(map(str.isalpha, line.text)):
        return None
    if not below.after_blank and _UNDERLINE.fullmatch(below.text):
        return FoundHeading(line.text, 2, _RANK[below.text[0]])
    if match := _HASHES.fullmatch(line.text):
        return FoundHeading(match[2].rstrip("# ") or line.text, 1, len(match[1]))
    if line.text[-1] in ".,;!?" or _goes_on(line, below, width):
        return None
    rank = _rank(lines, at, in_list=in_list)
    return FoundHeading(line.text.rstrip(": "), 1, rank) if rank else None


def _rank(lines: Sequence[TextLine], at: int, *, in_list: bool) -> int | None:
    """Return the rank that a line without a rule below it has as a heading; None if it is none."""
    line = lines[at]
    rank = _numbered_rank(line, lines[at + 1], in_list=in_list)
    if rank is not None:
        return rank
    if marker(line.text):
        return None
    if _is_in_capitals(line.text):
        return _CAPITALS
    return _UNMARKED if _stands_out(lines, at) else None


def _may_begin(lines: Sequence[TextLine], at: int) -> bool:
    return lines[at].after_blank or _UNDERLINE.fullmatch(lines[at - 1].text) is not None


def _goes_on(line: TextLine, below: TextLine, width: int) -> bool:
    """Return whether the line is only the first of a paragraph or of an item."""
    if below.after_blank:
        return False
    if below.text[0].islower() or below.indent > line.indent + 1:
        return not _begins_table(line, below)
    return not had_room(line.text, below.text, width)


def _begins_table(line: TextLine, below: TextLine) -> bool:
    """Return whether the line below is indented as the first row of a table is."""
    return below.indent > line.indent and "  " in below.text


def _numbered_rank(line: TextLine, below: TextLine, *, in_list: bool) -> int | None:
    match = _NUMBERED.fullmatch(line.text)
    if match is None or not match["title"][0].isupper() or line.text.endswith(":"):
        return None
    if len(match["title"].split()) > 2 * _MOST_WORDS_UNMARKED:
        return None
    depth = match["number"].rstrip(".)").count(".")
    if match["number"][0].isdigit() and not depth and not _is_in_capitals(match["title"]):
        # In a list each item is followed by the next.
        follows = _NUMBERED.match(below.text)
        deeper = follows is not None and follows["number"].startswith(
            match["number"].rstrip(".)") + "."
        )
        if in_list or (marker(below.text) and not deeper):
            return None
    return _NUMBER + depth


def _is_in_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return len(letters) >= 4 and capitals >= 0.9 * len(letters) and not text.endswith(":")


def _stands_out(lines: Sequence[TextLine], at: int) -> bool:
    """Return whether a short line without a mark stands alone above running text or a table."""
    line, below = lines[at], lines[at + 1]
    text = line.text.rstrip(":")
    short = len(text) <= _LONGEST_UNMARKED and len(text.split()) <= _MOST_WORDS_UNMARKED
    if not short or not text[0].isupper() or line.indent > 3 or _GREETING.match(text):
        return False
    if "  " in text or "\t" in text or any(mark in text for mark in ",|:;"):
        return False
    if any(map(str.isdigit, text)) or (at and _is_short(lines[at - 1])):
        return False
    if begins_table(lines, at + 1):
        return not line.text.endswith(":")
    if line.text.endswith(":") and not below.after_blank:
        return False
    running = len(below.text) >= _SHORTEST_RUNNING_TEXT or (
        below.text[-1] in ".!?" and len(below.text) > len(text)
    )
    wrapped_text = len(below.text) >= _LONGEST_UNMARKED and at + 2 < len(lines)
    goes_on = wrapped_text and not lines[at + 2].after_blank
    return (running or goes_on) and not marker(below.text)


def _is_short(line: TextLine) -> bool:
    """Return whether a line may be one of a title page, an address or a poem."""
    text = line.text
    return len(text) <= _LONGEST_UNMARKED and not (ends_sentence(text) or marker(text))


def as_headings(found: Sequence[tuple[Span, FoundHeading]]) -> tuple[Heading, ...]:
    """Return headings with levels from 1, by the ranks that the document uses."""
    ranks = sorted({heading.rank for _, heading in found})
    return tuple(
        Heading(span.start, ranks.index(heading.rank) + 1, heading.title) for span, heading in found
    )
