"""Cuts a document into chunks at the ends of sentences, paragraphs and other blocks. Pure.

It knows nothing of stores and embeddings, and copies no text: a chunk is a span of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ..types import BlockKind, Chunk, Document, Span
from .locations import Outline
from .sentences import sentences

CHUNK_SIZE = 400
"""The longest chunk, in characters; one that begins with a heading may be half as long again."""

PARAGRAPH_SIZE = 100
"""A chunk of at least this many characters ends with its paragraph."""

SPLITTER_VERSION = f"blocks-2:{CHUNK_SIZE}:{PARAGRAPH_SIZE}"
"""Changes whenever the same document would be split otherwise: then all is split anew."""

_Kind = Literal["text", "heading", "opening", "whole"]
"""How a part of the body is cut: "opening" is a question or the header of a table, "whole" not cut."""

_KINDS: Mapping[BlockKind, _Kind] = {
    "heading": "heading",
    "question": "opening",
    "header": "opening",
    "row": "whole",
    "item": "whole",
    "code": "whole",
}

_LINE_END = re.compile(r"[\r\n]|\Z")
_PARAGRAPH = re.compile(r"\r\n|[\r\n\f\v\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a chunk is made of: a sentence, a heading, or a block that is not cut."""

    span: Span
    kind: _Kind
    begins_paragraph: bool


def split_document(document: Document) -> tuple[Chunk, ...]:
    """Cut the body of `document` into chunks of about `CHUNK_SIZE` characters, in order.

    A chunk holds whole sentences where they fit, and whole items, rows and code. It ends before a
    heading. A heading stays with what follows it, so does a question, and the header of a table with
    its first row. Chunks do not overlap, and between two neighbours there is only white space, so
    chunks with consecutive ordinals touch. All of the body that is not white space is in one.
    """
    outline = Outline(document.headings)
    return tuple(
        Chunk(
            ordinal=ordinal,
            span=Span(group[0].span.start, group[-1].span.end),
            heading=outline.path(_content(group).span.start),
        )
        for ordinal, group in enumerate(_group_into_chunks(_sentences_and_blocks(document)))
    )


def _group_into_chunks(pieces: Iterator[_Piece]) -> Iterator[list[_Piece]]:
    """Group the pieces into chunks."""
    group: list[_Piece] = []
    for piece in pieces:
        if group and not _fits(group, piece):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _fits(group: list[_Piece], piece: _Piece) -> bool:
    size = group[-1].span.end - group[0].span.start
    if (
        group[-1].kind == "heading"
    ):  # then all of them are: it never follows a sentence in its chunk
        return size < CHUNK_SIZE // 2
    if group[-1].kind == "opening" and piece.kind != "heading":
        return size < CHUNK_SIZE // 2
    if piece.kind == "heading" or (piece.begins_paragraph and size >= PARAGRAPH_SIZE):
        return False
    longest = CHUNK_SIZE // 2 if piece.kind == "opening" else CHUNK_SIZE
    return piece.span.end - group[0].span.start <= longest


def _content(group: list[_Piece]) -> _Piece:
    """Return the first piece that is not a heading, or the last heading."""
    return next((piece for piece in group if piece.kind != "heading"), group[-1])


def _sentences_and_blocks(document: Document) -> Iterator[_Piece]:
    """Yield the sentences and whole blocks of the body, in order, each no longer than a chunk."""
    text = document.text
    previous = document.body.start
    for section, kind in _sections(document):
        for span in _cut(text, section, kind):
            begins_paragraph = bool(_PARAGRAPH.search(text, previous, span.start))
            yield _Piece(span, kind, begins_paragraph)
            previous = span.end


def _cut(text: str, section: Span, kind: _Kind) -> Iterator[Span]:
    words = text[section.start : section.end]
    content = words.strip()
    if kind in ("whole", "opening") and 0 < len(content) <= CHUNK_SIZE:
        start = section.start + len(words) - len(words.lstrip())
        yield Span(start, start + len(content))
        return
    for found in sentences(words, CHUNK_SIZE):
        yield Span(section.start + found.start, section.start + found.end)


def _sections(document: Document) -> Iterator[tuple[Span, _Kind]]:
    """Yield the body in parts: the line of a heading, a block, and the text between them."""
    body = document.body
    cuts: dict[int, _Kind] = {body.start: "text", body.end: "text"}
    line = Span(0, 0)  # the rest of the last line that a heading stands in
    for heading in document.headings:
        if body.start <= heading.start < body.end:
            if not line.start <= heading.start < line.end:
                found = _LINE_END.search(document.text, heading.start, body.end)
                line = Span(heading.start, found.start() if found else body.end)
            cuts.setdefault(line.end, "text")
            cuts[heading.start] = "heading"
    for block in document.blocks:
        if block.kind != "paragraph":
            cuts.setdefault(block.span.end, "text")
            if cuts.get(block.span.start) != "heading":
                cuts[block.span.start] = _KINDS[block.kind]
    for start, end in pairwise(sorted(cuts)):
        yield Span(start, end), cuts[start]
