"""Which block a block is read with: lead-in, item above, header, question. Pure, one pass.

Every loader notes the parts of a document in order; what leads what is decided here for all formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..types import Block, BlockKind, Span
from .sentences import sentences

_LONGEST_LEAD_IN = 200
"""How long, in characters, a sentence is that introduces a list without saying so."""

_CLOSERS = " \t\r\n*_\"'”’»)]`"
_ANNOUNCES = re.compile(
    r"\b(?:following|follows?|below|these|this (?:table|list|way)|here (?:is|are))\b", re.IGNORECASE
)
_NO_PROSE = re.compile(r"(?:\{%[^%]*+%\}|\{\{[^{}]*+\}\}|!\[[^\]]*+\]\([^()]*+\)|<[^<>]*+>|\s)++")
_BLANK_LINE = re.compile(r"(?:\r\n|[\r\n])[ \t]*+[\r\n]")


@dataclass(frozen=True, slots=True)
class Part:
    """A block before it is known what leads it.

    `level` tells how far in an item begins: the more, the deeper it is nested.
    `continues` tells that it is a further paragraph, or the code, of the item above it; `leads` that
    what follows is read with it, as with a question, though it does not ask (a word that is then
    explained); `apart` that it begins anew: nothing before it leads it.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    number: int | None = None
    continues: bool = False
    leads: bool = False
    apart: bool = False


@dataclass(frozen=True, slots=True)
class _Item:
    depth: int
    number: int | None
    span: Span
    announces: bool


def with_leads(text: str, parts: Iterable[Part]) -> tuple[Block, ...]:
    """Return the parts, which are in order and apart, as blocks with what they are read with."""
    reading = _Reading(text)
    return tuple(
        Block(part.kind, part.span, reading.lead(part), reading.level(part), part.number)
        for part in parts
    )


class _Reading:
    """What a reader keeps in mind on the way through a document."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._question: Span | None = None
        self._paragraph: Span | None = None  # the one directly before
        self._list_lead: Span | None = None
        self._items: list[_Item] = []
        self._last_number: int | None = None
        self._table_lead: Span | None = None
        self._header: Span | None = None
        self._in_table = False

    def lead(self, part: Part) -> Span | None:
        """Return what leads the next part."""
        if part.apart:
            self._begin_anew()
        if part.kind in ("header", "row"):
            return self._row(part)
        self._in_table = False
        if part.continues and self._items:
            return self._continuation(part)
        if part.kind == "item":
            return self._item(part)
        if part.kind == "code":
            return self._code(part)
        if part.kind == "paragraph" and not part.leads:
            return self._plain(part)
        self._begin_anew()
        if part.kind != "heading":
            self._question = part.span
        return None

    def level(self, part: Part) -> int:
        """Return how deep the part is nested that was told of last, whatever its margin."""
        return (
            len(self._items) - 1 if self._items and (part.kind == "item" or part.continues) else 0
        )

    def _begin_anew(self) -> None:
        self._question = self._paragraph = self._list_lead = None
        self._last_number = None
        self._in_table = False
        self._items.clear()

    def _row(self, part: Part) -> Span | None:
        if not self._in_table:
            announced = self._paragraph is not None and self._announces(self._paragraph)
            self._table_lead = self._paragraph if announced else self._question
            self._header = None
        self._in_table, self._paragraph = True, None
        self._items.clear()
        if part.kind == "header":
            has_titles = any(map(str.isalnum, self._words(part.span)))
            self._header = part.span if has_titles else None
            return self._table_lead
        return self._header or self._table_lead

    def _continuation(self, part: Part) -> Span | None:
        depth = 2 * part.level + 1
        while len(self._items) > 1 and self._items[-1].depth > depth:
            self._items.pop()
        above = self._items[-1]
        if part.kind == "item" and self._announces(part.span):
            # What is listed next is introduced by this rather than by the item's beginning.
            self._items[-1] = _Item(above.depth, above.number, part.span, announces=True)
        return above.span

    def _item(self, part: Part) -> Span | None:
        depth = self._depth(part)
        begins = not self._items
        while self._items and self._items[-1].depth >= depth:
            self._items.pop()
        if begins and not (self._paragraph and self._goes_on(part)):
            introduced = self._paragraph is not None and self._introduces(self._paragraph, part)
            self._list_lead = self._paragraph if introduced else None
        above = self._items[-1].span if self._items else self._list_lead or self._question
        self._items.append(_Item(depth, part.number, part.span, self._announces(part.span)))
        if part.level == 0:
            self._last_number = part.number
        self._paragraph = None
        return above

    def _depth(self, part: Part) -> int:
        """Return how deep an item is nested; bullets right below a number that announces them are."""
        depth = 2 * part.level
        if part.number is None:
            for item in self._items[-2:]:
                if item.depth == depth and item.number is not None and item.announces:
                    return depth + 1
        return depth

    def _goes_on(self, part: Part) -> bool:
        """Return whether the item goes on with a list that a paragraph interrupted."""
        last = self._last_number
        return (
            None not in (part.number, last) and part.level == 0 and part.number == (last or 0) + 1
        )

    def _code(self, part: Part) -> Span | None:
        before = self._paragraph
        if self._items:
            return self._items[-1].span
        self._paragraph = None
        return before if before and self._introduces(before, part) else self._question

    def _plain(self, part: Part) -> Span | None:
        if _NO_PROSE.fullmatch(self._words(part.span)):
            return self._question  # a picture between a list and its lead-in changes nothing
        self._items.clear()
        self._paragraph = part.span
        return self._question

    def _introduces(self, paragraph: Span, part: Part) -> bool:
        """Return whether a paragraph directly before a list or code is its lead-in."""
        if self._announces(paragraph):
            return True
        if not _BLANK_LINE.search(self._text, paragraph.end, part.span.start):
            return True
        return len(paragraph) <= _LONGEST_LEAD_IN and len(sentences(self._words(paragraph))) == 1

    def _announces(self, span: Span) -> bool:
        """Return whether the last words say that something follows."""
        words = self._text[max(span.start, span.end - 2 * _LONGEST_LEAD_IN) : span.end]
        if words.rstrip(_CLOSERS).endswith((":", "：")):
            return True
        return (
            bool(_ANNOUNCES.search(words, sentences(words)[-1].start)) if words.strip() else False
        )

    def _words(self, span: Span) -> str:
        return self._text[span.start : span.end]
