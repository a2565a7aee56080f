"""Merges scored chunks that touch into the spans of passages. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..types import Span

MERGED_CHARACTERS = 4_000
"""As many of the best chunks as have this many characters are merged with each other: about a page.

Were chunks merged however weak they are, the first passages would swallow what a reader, or a model
with a budget, should see next.
"""

_GAP = 2
"""Characters between two chunks that touch, as a rule: the end of a line or two."""


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


def merge_touching(chunks: Iterable[ScoredSpan], limit: int) -> list[ScoredSpan]:
    """Return the best spans, at most `limit`, best first. No two of them touch.

    The best chunks, up to `MERGED_CHARACTERS`, are merged where they touch. Weaker ones follow one by
    one, and are left out where they would touch a span that is there already.
    """
    ranked = sorted(chunks, key=lambda chunk: (-chunk.score, chunk.document, chunk.first))
    count = _count_merged(ranked)
    spans = sorted(_merge(ranked[:count]), key=lambda span: -span.score)
    taken = {(chunk.document, chunk.first) for chunk in ranked[:count]}
    for chunk in ranked[count:]:
        if len(spans) >= limit:
            break
        neighbours = {(chunk.document, chunk.first - 1), (chunk.document, chunk.last + 1)}
        if not neighbours & taken:
            taken.add((chunk.document, chunk.first))
            spans.append(chunk)
    return spans[:limit]


def _count_merged(ranked: list[ScoredSpan]) -> int:
    """Count the chunks, from the best on, that `MERGED_CHARACTERS` hold; one at least."""
    characters = 0
    for count, chunk in enumerate(ranked):
        characters += len(chunk.span) + _GAP
        if characters > MERGED_CHARACTERS:
            return max(count, 1)
    return len(ranked)


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
