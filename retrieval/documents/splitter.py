"""Cuts a document into chunks at the ends of sentences and paragraphs. Pure.

It knows nothing of stores and embeddings, and copies no text: a chunk is a span of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..types import Chunk, Document, Span
from .locations import Outline
from .sentences import sentences

CHUNK_SIZE = 400
"""The longest chunk, in characters; one that begins with a heading may be half as long again."""

PARAGRAPH_SIZE = 100
"""A chunk of at least this many characters ends with its paragraph."""

SPLITTER_VERSION = f"sentences-1:{CHUNK_SIZE}:{PARAGRAPH_SIZE}"
"""Changes whenever the same document would be split otherwise: then all is split anew."""

_LINE_END = re.compile(r"[\r\n]|\Z")
_PARAGRAPH = re.compile(r"\r\n|[\r\n\f\v\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a chunk is made of: a sentence, or a heading."""

    span: Span
    heading: bool
    begins_paragraph: bool


def split_document(document: Document) -> tuple[Chunk, ...]:
    """Cut the body of `document` into chunks of about `CHUNK_SIZE` characters, in order.

    A chunk holds whole sentences where they fit, ends before a heading, and a heading stays with
    what follows it. Chunks do not overlap, and between two neighbours there is only white space, so
    chunks with consecutive ordinals touch. All of the body that is not white space is in one.
    """
    outline = Outline(document.headings)
    return tuple(
        Chunk(
            ordinal=ordinal,
            span=Span(group[0].span.start, group[-1].span.end),
            heading=outline.path(_content(group).span.start),
        )
        for ordinal, group in enumerate(_group_into_chunks(_sentences_and_headings(document)))
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
    if group[-1].heading:  # then all of them are: a heading never follows a sentence in its chunk
        return size < CHUNK_SIZE // 2
    if piece.heading or (piece.begins_paragraph and size >= PARAGRAPH_SIZE):
        return False
    return piece.span.end - group[0].span.start <= CHUNK_SIZE


def _content(group: list[_Piece]) -> _Piece:
    """Return the first piece that is not a heading, or the last heading."""
    return next((piece for piece in group if not piece.heading), group[-1])


def _sentences_and_headings(document: Document) -> Iterator[_Piece]:
    """Yield the sentences and headings of the body, in order, each no longer than a chunk."""
    text = document.text
    previous = document.body.start
    for section, heading in _sections(document):
        for found in sentences(text[section.start : section.end], CHUNK_SIZE):
            span = Span(section.start + found.start, section.start + found.end)
            begins_paragraph = bool(_PARAGRAPH.search(text, previous, span.start))
            yield _Piece(span, heading, begins_paragraph)
            previous = span.end


def _sections(document: Document) -> Iterator[tuple[Span, bool]]:
    """Yield the body in alternation: the line of a heading (true), and the text below it (false)."""
    body = document.body
    cuts = {body.start: False, body.end: False}
    for heading in document.headings:
        if body.start <= heading.start < body.end:
            line_end = _LINE_END.search(document.text, heading.start, body.end)
            cuts.setdefault(line_end.start() if line_end else body.end, False)
            cuts[heading.start] = True
    for start, end in pairwise(sorted(cuts)):
        yield Span(start, end), cuts[start]
