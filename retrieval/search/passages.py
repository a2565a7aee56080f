"""Makes passages of scored chunks: those that touch become one stretch of their document. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..types import Span

FIRST_LOOK = 4_000
"""As many of the best chunks as have this many characters are merged with each other: about a page.

Were chunks merged however weak they are, the first passages would swallow what a reader, or a model
with a budget, should see next.
"""

_GAP = 2
"""Characters between two chunks that touch, as a rule: the end of a line or two."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A chunk and its score. Chunks of one document with consecutive ordinals touch."""

    document: int
    ordinal: int
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class ScoredSpan:
    """A stretch of a document's text, and the score of the best chunk in it."""

    document: int
    span: Span
    score: float


def merge_touching(chunks: Iterable[Scored], limit: int) -> list[ScoredSpan]:
    """The best stretches, at most `limit`, best first. No two of them touch.

    The chunks that make up the first look are merged where they touch. Weaker ones follow one by one,
    and are left out where they would touch what is there already.
    """
    ranked = sorted(chunks, key=lambda chunk: (-chunk.score, chunk.document, chunk.ordinal))
    first = _first_look(ranked)
    found = sorted(_merged(ranked[:first]), key=lambda stretch: -stretch.score)
    taken = {(chunk.document, chunk.ordinal) for chunk in ranked[:first]}
    for chunk in ranked[first:]:
        if len(found) >= limit:
            break
        sides = {(chunk.document, chunk.ordinal - 1), (chunk.document, chunk.ordinal + 1)}
        if not sides & taken:
            taken.add((chunk.document, chunk.ordinal))
            found.append(ScoredSpan(chunk.document, chunk.span, chunk.score))
    return found[:limit]


def _first_look(ranked: list[Scored]) -> int:
    """How many of the best chunks make up the first look."""
    characters = 0
    for count, chunk in enumerate(ranked):
        characters += len(chunk.span) + _GAP
        if characters > FIRST_LOOK:
            return max(count, 1)
    return len(ranked)


def _merged(chunks: list[Scored]) -> list[ScoredSpan]:
    merged: list[ScoredSpan] = []
    last: Scored | None = None
    for chunk in sorted(chunks, key=lambda chunk: (chunk.document, chunk.ordinal)):
        if last and last.document == chunk.document and last.ordinal + 1 == chunk.ordinal:
            before = merged.pop()
            whole = Span(before.span.start, chunk.span.end)
            merged.append(replace(before, span=whole, score=max(before.score, chunk.score)))
        else:
            merged.append(ScoredSpan(chunk.document, chunk.span, chunk.score))
        last = chunk
    return merged
