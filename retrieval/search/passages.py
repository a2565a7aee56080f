"""Merges scored chunks that touch into the spans of passages. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from ..arrays import Floats
from ..index.catalog import ChunkColumns
from ..types import Span

MERGED_CHARACTERS = 4_000
"""As many of the best chunks as have this many characters are merged with each other: about a page.

Were chunks merged however weak they are, the first passages would swallow what a reader, or a model
with a budget, should see next.
"""

_GAP = 2
"""Characters between two chunks that touch, as a rule: the end of a line or two."""

_AT_ONCE = 100
"""Chunks that are taken from the arrays at a time: more of them are seldom needed."""


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A chunk and its score, or several chunks that touch and the best of their scores.

    `document` is the document's row in the catalog, `first` and `last` are the ordinals of the chunks.
    Chunks of one document with consecutive ordinals touch.
    """

    document: int
    first: int
    last: int
    span: Span
    score: float


def best_first(chunks: ChunkColumns, scores: Floats) -> Iterator[ScoredSpan]:
    """Yield the chunks from the best on, those of equal scores in the order of their documents."""
    order = np.lexsort((chunks.ordinals, chunks.documents, -scores))
    for first in range(0, len(order), _AT_ONCE):
        some = order[first : first + _AT_ONCE]
        columns = (chunks.documents, chunks.ordinals, chunks.starts, chunks.ends, scores)
        for document, ordinal, start, end, score in zip(
            *(column[some].tolist() for column in columns), strict=True
        ):
            yield ScoredSpan(document, ordinal, ordinal, Span(start, end), score)


def merge_touching(chunks: Iterable[ScoredSpan], limit: int) -> list[ScoredSpan]:
    """Return the best spans, at most `limit`, best first. No two of them touch.

    The chunks come best first, and no more are taken than it needs. The best, up to
    `MERGED_CHARACTERS`, are merged where they touch. Weaker ones follow one by one, and are left out
    where they would touch a span that is there already.
    """
    best, weaker = _split_off_best(iter(chunks))
    spans = sorted(_merge(best), key=lambda span: -span.score)
    taken = {(chunk.document, chunk.first) for chunk in best}
    for chunk in weaker:
        if len(spans) >= limit:
            break
        neighbours = {(chunk.document, chunk.first - 1), (chunk.document, chunk.last + 1)}
        if not neighbours & taken:
            taken.add((chunk.document, chunk.first))
            spans.append(chunk)
    return spans[:limit]


def _split_off_best(
    chunks: Iterator[ScoredSpan],
) -> tuple[list[ScoredSpan], Iterator[ScoredSpan]]:
    """Split off the chunks, from the best on, that `MERGED_CHARACTERS` hold; one at least."""
    best: list[ScoredSpan] = []
    characters = 0
    for chunk in chunks:
        characters += len(chunk.span) + _GAP
        if best and characters > MERGED_CHARACTERS:
            return best, chain([chunk], chunks)
        best.append(chunk)
    return best, chunks


def _merge(chunks: list[ScoredSpan]) -> Iterator[ScoredSpan]:
    merged: ScoredSpan | None = None
    for chunk in sorted(chunks, key=lambda chunk: (chunk.document, chunk.first)):
        if merged and (merged.document, merged.last + 1) == (chunk.document, chunk.first):
            span = Span(merged.span.start, chunk.span.end)
            score = max(merged.score, chunk.score)
            merged = replace(merged, last=chunk.last, span=span, score=score)
            continue
        if merged:
            yield merged
        merged = chunk
    if merged:
        yield merged
