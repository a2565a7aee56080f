"""Reads passages from the catalog: texts, places and blocks, and the documents that hold them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..arrays import Floats
from ..documents.locations import Locator
from ..index.catalog import ChunkColumns, Snapshot
from ..types import Document, Passage, Span
from .passages import ScoredSpan
from .search_result import FoundDocument

NEARBY = 1_200
"""Characters before and behind a passage, in its section, whose blocks are read with it."""


def read_passages(
    spans: Sequence[ScoredSpan], chunks: ChunkColumns, scores: Floats, snapshot: Snapshot
) -> tuple[tuple[Passage, ...], dict[str, FoundDocument]]:
    """Return a passage for each span, and the documents that hold them, by path.

    `scores` are those of `chunks`, the candidates that the spans are made of.
    """
    stored = snapshot.stored_documents(list({each.document for each in spans}))
    ranked = _ranked_chunks(list(stored), chunks, scores)
    found = {
        row: FoundDocument(each.document.text, Locator.of(each.document), tuple(ranked[row]))
        for row, each in stored.items()
    }
    nearby = [
        (
            each.document,
            _nearby(each.span, found[each.document].locator, stored[each.document].document),
        )
        for each in spans
    ]
    passages = tuple(
        Passage(
            source=stored[each.document].source,
            start=each.span.start,
            end=each.span.end,
            text=found[each.document].text[each.span.start : each.span.end],
            score=round(each.score, 4),
            location=found[each.document].locator.locate(each.span.start),
            blocks=blocks,
        )
        for each, blocks in zip(spans, snapshot.blocks(nearby), strict=True)
    )
    return passages, {stored[row].document.path: made for row, made in found.items()}


def _ranked_chunks(
    documents: Sequence[int], chunks: ChunkColumns, scores: Floats
) -> dict[int, list[tuple[Span, float]]]:
    """Return the ranked chunks of each document with their scores, in order."""
    ranked: dict[int, list[tuple[Span, float]]] = {row: [] for row in documents}
    at = np.flatnonzero(np.isin(chunks.documents, documents))
    columns = (chunks.documents, chunks.starts, chunks.ends, scores)
    for document, start, end, score in zip(*(each[at].tolist() for each in columns), strict=True):
        ranked[document].append((Span(start, end), score))
    return ranked


def _nearby(span: Span, locator: Locator, document: Document) -> Span:
    """Return the passage with what is near it in its section, or in those that it reaches into."""
    first = locator.section(span.start, document.body)
    last = locator.section(span.end - 1, document.body)
    return Span(max(first.start, span.start - NEARBY), min(last.end, span.end + NEARBY))
