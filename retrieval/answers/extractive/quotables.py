"""What an answer may quote: the sentences, list items, table rows and code of the passages. Pure.

A quotable knows what it is read with (lead-in, header row, question, headings), since an answer often
has none of the question's words itself: those stand above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...arrays import Floats
from ...documents.sentences import sentences
from ...documents.tables import cells
from ...documents.words import words
from ...search.search_result import FoundDocument
from ...types import Block, BlockKind, Passage, Span

LONGEST_SENTENCE = 600
"""Where a text has no sentence ends, quotables are cut at about this many characters."""

MAX_QUOTABLES = 80
"""The most quotables of a question, those of the best chunks: more of them bring no gain."""

SHORT_BLOCK = 400
"""A block of at most this many characters is quoted whole: less would be no easier to read."""

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<?https?://[^\s>)]+>?")
_LIST_MARK = re.compile(r"\s*(?:>\s*)*(?:[-*+•‣◦–]|\(?(?:\d{1,3}|[a-zA-Z])[.)])\s+")

_UNQUOTED = ("heading", "header", "question")
"""Kinds of block that ask or name, and answer nothing by themselves."""


@dataclass(frozen=True, slots=True)
class Quotable:
    """A sentence of a paragraph, or an item, a row or a piece of code.

    `passage` counts the passages from 0, and `score` is that of its chunk. `span` is its place in the
    document at `path`, where it says `text`; `shown` is the same, or of a row its cells with the names
    of their columns. `section` is where its section begins, and `position` counts the quotables of
    the section from 0. `lead` is what it is read with besides headings; `heading` is the heading right
    above, `above` the headings over that one with the document's title.
    """

    passage: int
    score: float
    path: str
    kind: BlockKind
    span: Span
    text: str
    shown: str
    block: Block
    section: int
    position: int
    lead: str
    heading: str
    above: str

    @property
    def label(self) -> str:
        """What a row or an item is about: its first cell, or its words before a colon or a dash."""
        start = _LINK.sub(r"\1", _LIST_MARK.sub("", self.shown[:_LONGEST_LABEL], count=1))
        label, mark, _ = (
            start.replace(" - ", ":").replace("–", ":").replace("—", ":").partition(":")
        )
        return label.strip("*_` ") if mark else ""

    @property
    def in_context(self) -> str:
        """What it says together with what it is read with."""
        return " ".join(filter(None, (self.heading, self.lead, self.shown)))

    @property
    def leads_in(self) -> bool:
        """Whether it leads to what comes next: it ends with a colon."""
        return self.text.rstrip("*_ \n").endswith(":")

    @property
    def is_link(self) -> bool:
        """Whether it says nothing but where to look."""
        return not words(_LINK.sub("", _LIST_MARK.sub("", self.text, count=1)))


def quotables(
    passages: Sequence[Passage], documents: Mapping[str, FoundDocument]
) -> list[Quotable]:
    """Return the quotables in the best chunks of the passages, each once, passage by passage."""
    found: dict[tuple[str, int], Quotable] = {}
    for number, passage in enumerate(passages):
        document = documents[passage.source.path]
        for quotable in _of_passage(number, passage, document):
            found.setdefault((quotable.path, quotable.span.start), quotable)
    best = sorted(found.values(), key=lambda quotable: -quotable.score)[:MAX_QUOTABLES]
    return sorted(best, key=lambda quotable: (quotable.passage, quotable.span.start))


def _of_passage(number: int, passage: Passage, document: FoundDocument) -> Iterator[Quotable]:
    title = passage.source.title or ""
    section, position = -1, 0
    leads = _Leads(document.text, passage.blocks)
    for block in passage.blocks or (Block("paragraph", Span(passage.start, passage.end)),):
        if block.kind in _UNQUOTED:
            continue
        path = (document.locator.heading(block.span.start) or "").split(" > ")
        here = document.locator.section_start(block.span.start)
        position = position if here == section else 0
        section = here
        for span in _pieces(block, document.text):
            yield Quotable(
                passage=number,
                score=document.score_at(span.start),
                path=passage.source.path,
                kind=block.kind,
                span=span,
                text=document.text[span.start : span.end],
                shown=shown(block, span, document.text),
                block=block,
                section=section,
                position=position,
                lead=leads.of(block),
                heading=path[-1],
                above=" ".join([title, *path[:-1]]),
            )
            position += 1


def best_in_section(values: Floats, found: Sequence[Quotable]) -> Floats:
    """Return for each quotable the highest of the values of its section; the last axis is theirs."""
    members: dict[tuple[str, int], list[int]] = {}
    for index, quotable in enumerate(found):
        members.setdefault((quotable.path, quotable.section), []).append(index)
    best = np.empty_like(values)
    for indexes in members.values():
        best[..., indexes] = values[..., indexes].max(axis=-1, keepdims=True)
    return best


def _pieces(block: Block, text: str) -> Iterator[Span]:
    """Yield the sentences of running text; other blocks whole. "Yes." stays with what explains it."""
    if block.kind in ("row", "code") or (block.kind == "item" and len(block.span) <= SHORT_BLOCK):
        yield block.span
        return
    start = block.span.start
    pending: int | None = None
    for span in sentences(text[start : block.span.end], LONGEST_SENTENCE):
        first = start + span.start if pending is None else pending
        end = start + span.end
        pending = first if _BARE_REPLY.fullmatch(text, first, end) else None
        if pending is None:
            yield Span(first, end)
    if pending is not None:
        yield Span(pending, block.span.end)


_LONGEST_LABEL = 70
"""Characters in which the label of a row or an item ends, with the marks around it."""
_BARE_REPLY = re.compile(
    r"[\s*_A:-]*(?:yes|no|nope|maybe|sure|ja|nein|oui|non|sí)\b[^\w]*", re.IGNORECASE
)


class _Leads:
    """What blocks are read with, from the innermost lead outwards."""

    def __init__(self, text: str, blocks: Sequence[Block]) -> None:
        self._text = text
        self._blocks = {block.span: block for block in blocks}

    def of(self, block: Block) -> str:
        """Return the words of a block's lead, and of the leads of that, as far as they are near."""
        words: list[str] = []
        lead = block.lead
        while lead is not None and len(words) < _MAX_LEADS:
            words.append(self._text[lead.start : lead.end])
            above = self._blocks.get(lead)
            lead = above.lead if above else None
        return "\n".join(words)


_MAX_LEADS = 4


def shown(block: Block, span: Span, text: str) -> str:
    """Return a part of a block as it is read: a row in words, all else as it stands."""
    if block.kind != "row":
        return text[span.start : span.end]
    names = _cells(block.lead, text) if block.lead else []
    return row_in_words(names, _cells(span, text))


def row_in_words(names: Sequence[str], values: Sequence[str]) -> str:
    """Return a row as its label and each further cell behind the name of its column."""
    if len(names) != len(values):
        return ", ".join(filter(None, values))
    told = [
        f"{name} {value}".strip()
        for name, value in zip(names[1:], values[1:], strict=True)
        if value
    ]
    label = values[0] or names[0]
    return f"{label}: {', '.join(told)}" if told else label


def _cells(row: Span, text: str) -> list[str]:
    """Return the texts of the cells of a row or a header, each with one space for white space."""
    line = text[row.start : row.end]
    return [" ".join(line[cell.start : cell.end].split()) for cell in cells(line)]
