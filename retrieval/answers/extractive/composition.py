"""From a chosen quotable to what is quoted: as much of its block as a reader needs. Pure.

A quote begins and ends where the document does: with a sentence, an item or a row. What makes no sense
alone is quoted with what it depends on; a lead-in with what it leads to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...arrays import Floats
from ...types import Block, Span
from .quotables import SHORT_BLOCK, Quotable, shown
from .shape_features import DEPENDENT

LONGEST_LIST = 900
"""The most characters of a list or of code that are quoted at once."""

_LONGEST_LEAD = 160
"""The most characters of a lead-in that is read before a single item."""

_FEW_SENTENCES = 240
"""A paragraph of at most this many characters is quoted whole: a part of it would save nobody time."""

_MARGIN = 2.0
"""How much lower the sentence before or after may score to be quoted along."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """What is quoted for a quotable: a span of its document, and how it is to be read."""

    path: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes quotations of the quotables of one question, which have these scores.

    `asked_above[i]` tells that what stands above quotable i asks the same question; `wants_list` that
    the question asks for a list or a procedure as a whole.
    """

    found: Sequence[Quotable]
    scores: Floats
    asked_above: Sequence[bool]
    wants_list: bool

    def quotation(self, index: int, blocks: Sequence[Block], text: str) -> Quotation:
        """Return what to quote for a quotable; `blocks` stand around it in the document's `text`."""
        chosen = self.found[index]
        span, lead = chosen.span, ""
        if chosen.kind == "row":
            return Quotation(chosen.path, span, chosen.shown)
        if chosen.kind == "paragraph":
            span = self._with_neighbours(index)
        if led := self._led_by(chosen, span, blocks):
            span = Span(span.start, led[-1].span.end)
        elif chosen.kind == "code" or (chosen.kind == "item" and self.wants_list):
            span = _with_siblings(chosen, blocks)
        elif chosen.kind == "item":
            span = _with_parent(chosen, blocks)
        if chosen.kind == "item" and span == chosen.span:
            lead = _lead_in(chosen, text)
        if led and led[-1].kind == "row":
            return Quotation(chosen.path, span, _with_rows(chosen, led, text))
        return Quotation(chosen.path, span, lead + _block_by_block(span, blocks, text))

    def _with_neighbours(self, index: int) -> Span:
        """Return a very short paragraph whole, else a sentence with those beside it that belong to it.

        Those that score nearly as well belong to it, those that it depends on or that depend on it, and
        below a heading that asks the same all of them. Together they are at most a short block.
        """
        chosen = self.found[index]
        if len(chosen.block.span) <= _FEW_SENTENCES:
            return chosen.block.span
        same = [
            number
            for number, other in enumerate(self.found)
            if other.path == chosen.path and other.block.span == chosen.block.span
        ]
        span, here = chosen.span, same.index(index)
        for side in (same[here + 1 :], same[:here][::-1]):
            last = index
            for number in side:
                other = self.found[number].span
                wider = Span(min(span.start, other.start), max(span.end, other.end))
                if len(wider) > SHORT_BLOCK or not self._belongs(number, last, index):
                    break
                span, last = wider, number
        return span

    def _belongs(self, number: int, beside: int, chosen: int) -> bool:
        follower = max(number, beside)
        return (
            self.asked_above[chosen]
            or self.scores[number] >= self.scores[chosen] - _MARGIN
            or DEPENDENT.match(self.found[follower].text) is not None
        )

    def _led_by(self, chosen: Quotable, span: Span, blocks: Sequence[Block]) -> list[Block]:
        """Return the items, code or rows that a lead-in leads to, as far as they can be quoted.

        A table is led to by its header, which is nothing to quote without rows.
        """
        if not chosen.leads_in and chosen.kind != "item" and not self.wants_list:
            return []
        led = [block for block in blocks if block.lead == chosen.block.span and block.kind != "row"]
        headers = {block.span for block in led if block.kind == "header"}
        if headers:
            led = [block for block in blocks if block.kind == "row" and block.lead in headers]
        return [block for block in led if block.span.end - span.start <= LONGEST_LIST]


def _with_rows(chosen: Quotable, rows: Sequence[Block], text: str) -> str:
    """Return a lead-in and the rows that it leads to as they are read, a line for each."""
    return "\n".join([readable(chosen.text), *(shown(row, row.span, text) for row in rows)])


def _block_by_block(span: Span, blocks: Sequence[Block], text: str) -> str:
    """Return a part of a document as it is read, a line or more for each block."""
    inside = [block.span for block in blocks if block.span.overlaps(span)] or [span]
    parts = (
        readable(text[max(each.start, span.start) : min(each.end, span.end)]) for each in inside
    )
    return "\n".join(part for part in parts if part)


def readable(text: str) -> str:
    """Return quoted text with one space for white space; items and lines of code stay apart."""
    if _CODE.search(text):
        return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())
    joined = ""
    for line in (" ".join(line.split()) for line in text.splitlines()):
        if line:
            joined += ("\n" if _ITEM.match(line) else " ") + line if joined else line
    return joined


_ITEM = re.compile(r"(?:[-*+•‣◦–]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s")
_CODE = re.compile(r"^ {0,3}(?:```|~~~)|^ {4,}\S", re.MULTILINE)


def _with_siblings(chosen: Quotable, blocks: Sequence[Block]) -> Span:
    """Return the whole list around an item with its lead-in, or as much from its start as reaches it.

    Where that is more than can be quoted at once, it is the item alone.
    """
    run = _run(chosen, blocks)
    lead = chosen.block.lead
    start = run[0].start
    if lead is not None and lead.end <= start:
        start = lead.start
    ends = [span.end for span in run if span.end - start <= LONGEST_LIST]
    whole = Span(start, max(ends, default=start))
    return whole if whole.end >= chosen.span.end else chosen.span


def _run(chosen: Quotable, blocks: Sequence[Block]) -> list[Span]:
    """Return the items of a list, nested ones too, that follow each other around the chosen one."""
    kinds = ("item", "code")
    here = next((i for i, block in enumerate(blocks) if block.span == chosen.block.span), None)
    if here is None:
        return [chosen.span]
    first = last = here
    while first > 0 and blocks[first - 1].kind in kinds:
        first -= 1
    while last + 1 < len(blocks) and blocks[last + 1].kind in kinds:
        last += 1
    return [block.span for block in blocks[first : last + 1]]


def _with_parent(chosen: Quotable, blocks: Sequence[Block]) -> Span:
    """Return a nested item with the item that it belongs to, if they can be quoted at once."""
    parent = next((block for block in blocks if block.span == chosen.block.lead), None)
    if parent is None or parent.kind != "item":
        return chosen.span
    whole = Span(parent.span.start, chosen.span.end)
    return whole if len(whole) <= SHORT_BLOCK else chosen.span


def _lead_in(chosen: Quotable, text: str) -> str:
    """Return the words that lead to an item, to be read before it."""
    lead = chosen.block.lead
    if lead is None:
        return ""
    words = readable(text[lead.start : lead.end])
    return f"{words}\n" if words.endswith(":") and len(words) <= _LONGEST_LEAD else ""
