"""The blocks of a Markdown file, from the lines that its parser gives to every token. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ....types import Block, Span
from ...leads import Part, with_leads
from ...questions import with_questions

if TYPE_CHECKING:
    from markdown_it.token import Token

_ONLY_QUOTED = re.compile(r"[>\s]++")
_NOWHERE = Span(0, 0)


def markdown_blocks(text: str, lines: Sequence[int], tokens: Iterable[Token]) -> tuple[Block, ...]:
    """Return the blocks of a text. `lines` are the offsets at which the parser's lines begin.

    The rule below the header of a table belongs to the header, and what no token claims, such as the
    target of a link, is a paragraph.
    """
    ends = [*lines[1:], len(text)]
    parts: list[Part] = []
    claimed = 0
    for part, first, last in _claims(tokens):
        begin, end = max(first, claimed), min(last, len(ends))
        if begin >= end:
            continue
        _add_unclaimed(parts, text, Span(lines[claimed], lines[begin]))
        _add(parts, text, replace(part, span=Span(lines[begin], ends[end - 1])))
        claimed = end
    if claimed < len(lines):
        _add_unclaimed(parts, text, Span(lines[claimed], len(text)))
    return with_leads(text, with_questions(text, parts, plain=False))


def _add(parts: list[Part], text: str, part: Part) -> None:
    if span := _trimmed(text, part.span):
        parts.append(replace(part, span=span))


def _add_unclaimed(parts: list[Part], text: str, between: Span) -> None:
    span = _trimmed(text, between)
    if span is None:
        return
    if parts and _ONLY_QUOTED.fullmatch(text, span.start, span.end):
        parts[-1] = replace(parts[-1], span=Span(parts[-1].span.start, span.end))
    else:
        parts.append(Part("paragraph", span))


def _trimmed(text: str, span: Span) -> Span | None:
    words = text[span.start : span.end]
    content = words.strip()
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(content)) if content else None


@dataclass
class _OpenItem:
    """An item of a list that the tokens are in; `number` is None for a bullet."""

    number: int | None
    has_text: bool = False


def _claims(tokens: Iterable[Token]) -> Iterator[tuple[Part, int, int]]:
    """Yield what the leaves of the tree are, without a place yet, with their first and last line."""
    open_items: list[_OpenItem] = []
    last_numbers: list[int] = []  # of the lists that are open
    in_header = False
    for token in tokens:
        if token.type == "list_item_open":
            open_items.append(_OpenItem(_next_number(token.info, last_numbers)))
        elif token.type in ("ordered_list_open", "bullet_list_open"):
            last_numbers.append(-1)
        elif token.type in ("ordered_list_close", "bullet_list_close"):
            last_numbers.pop()
        elif token.type == "list_item_close":
            open_items.pop()
        elif token.type in ("thead_open", "thead_close"):
            in_header = token.type == "thead_open"
        elif token.map and (part := _leaf(token.type, open_items, in_header=in_header)):
            first, last = token.map
            yield part, first, last + (part.kind == "header")


def _next_number(written: str, last_numbers: list[int]) -> int | None:
    """Return the number of an item, by which the innermost list then goes on; None for a bullet.

    Where an author writes "1." before every item, they are shown counted.
    """
    if not written.isdecimal():
        return None
    last_numbers[-1] = max(int(written), last_numbers[-1] + 1)
    return last_numbers[-1]


def _leaf(kind: str, open_items: Sequence[_OpenItem], *, in_header: bool) -> Part | None:
    """Return what a token opens; None where it opens no leaf of the tree."""
    if kind == "heading_open":
        return Part("heading", _NOWHERE)
    if kind == "tr_open":
        return Part("header" if in_header else "row", _NOWHERE)
    item = open_items[-1] if open_items else None
    level = max(len(open_items) - 1, 0)
    continues = item is not None and item.has_text
    if kind in ("fence", "code_block"):
        return Part("code", _NOWHERE, level, continues=continues)
    if kind not in ("paragraph_open", "html_block", "hr"):
        return None
    if item is None:
        return Part("paragraph", _NOWHERE)
    item.has_text = True
    return Part("item", _NOWHERE, level, None if continues else item.number, continues)
