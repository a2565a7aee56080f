"""Finds the passages for a question: gathers candidates from both indexes and has them ranked.

It asks Chroma and the full-text index, keeps what the catalog calls live, and leaves every judgement to
`ranking`, `passages` and `evidence`, which are pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..documents.locations import Locator
from ..documents.words import match_expression
from ..errors import ModelError, SettingsError, StoreError
from ..index.catalog import Snapshot, StoredChunk
from ..index.embedder import Embedder
from ..index.vector_store import SEARCH_WIDTH, VectorStore
from ..types import Passage
from . import ranking, relevance
from .lexicon import Lexicon, Term
from .passages import Scored, ScoredSpan, merge_touching

CANDIDATES = 100
"""Chunks asked of each index. More of them bring nothing: measured on the development sets."""

BY_WORDS = "The search went by words alone."
"""How a notice begins where only one of the two indexes could be asked."""

MAX_PASSAGES = 50
"""Passages that are found at the most."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What retrieval found, best first. `locators` has one for each source among the passages.

    `answerable` is false where the passages hardly bear on the question. `notice` tells the reader
    what was amiss with the search, if anything.
    """

    passages: tuple[Passage, ...]
    locators: Mapping[str, Locator]
    answerable: bool
    notice: str | None = None

    @property
    def closest(self) -> tuple[Passage, ...]:
        """The passages to show when there is no answer."""
        return self.passages[:3]


class Retriever:
    """Dense and lexical search, fused. Safe to use from several threads."""

    def __init__(
        self,
        vectors: VectorStore,
        embedder: Callable[[str], Embedder],
        lexicon: Lexicon,
        refusal_threshold: float,
    ) -> None:
        """Combine the parts. Below a relevance of `refusal_threshold` a question is refused."""
        self._vectors = vectors
        self._embedder = embedder
        self._lexicon = lexicon
        self._refusal_threshold = refusal_threshold

    def find(self, question: str, snapshot: Snapshot) -> SearchResult:
        """Find the passages for `question` in one state of the catalog."""
        terms = self._lexicon.terms(question)
        weights = _weights(terms, snapshot)
        vector, notice = self._embedded(question, snapshot)
        near, amiss = self._near(vector, snapshot)
        hits = [*self._named(terms, snapshot), *near]
        pool = snapshot.neighbours(hits, ranking.CONTEXT_WINDOW)
        candidates = self._candidates(terms, vector, pool, snapshot)
        scores = ranking.rank(candidates, weights)
        found = relevance.measure_relevance(
            terms, weights, candidates, scores, self._likeness(question, pool, scores)
        )
        passages, locators = _passages(
            merge_touching(_scored(pool, scores), MAX_PASSAGES), snapshot
        )
        return SearchResult(
            passages, locators, found.score >= self._refusal_threshold, notice or amiss
        )

    def _embedded(
        self, question: str, snapshot: Snapshot
    ) -> tuple[ranking.Floats | None, str | None]:
        """The question's vector, or nothing and why: then the words alone must find it."""
        if snapshot.live is None:
            return None, None
        model = snapshot.live.embedding_model
        try:
            vector = self._embedder(model).embed_question(question)
        except (ModelError, SettingsError) as error:
            return None, f"{BY_WORDS} {error}"
        if snapshot.dimensions(model) not in (None, len(vector)):
            return None, f"{BY_WORDS} {model} is another model now than when the index was made."
        return vector, None

    def _named(self, terms: Sequence[Term], snapshot: Snapshot) -> list[StoredChunk]:
        """The chunks that hold the question's words."""
        if not terms:
            return []
        expression = match_expression(term.word for term in terms)
        return snapshot.chunks([hit.chunk for hit in snapshot.lexical(expression, CANDIDATES)])

    def _near(
        self, vector: ranking.Floats | None, snapshot: Snapshot
    ) -> tuple[list[StoredChunk], str | None]:
        """The chunks that are near to the question in meaning, or none and why.

        During a re-index many of the nearest may not be live yet, or any more; then it looks wider.
        """
        near: list[StoredChunk] = []
        if vector is None or not vector.any() or snapshot.live is None:
            return near, None
        try:
            for count in (CANDIDATES, SEARCH_WIDTH):
                keys = self._vectors.nearest(snapshot.live.embedding_model, vector, count)
                near = snapshot.chunks_with_keys(keys)
                if len(near) >= CANDIDATES or len(keys) < count:
                    break
        except StoreError as error:
            return [], f"{BY_WORDS} {error}"
        return near, None

    def _candidates(
        self,
        terms: Sequence[Term],
        vector: ranking.Floats | None,
        pool: Sequence[StoredChunk],
        snapshot: Snapshot,
    ) -> ranking.Candidates:
        return ranking.Candidates(
            documents=[chunk.document for chunk in pool],
            ordinals=[chunk.ordinal for chunk in pool],
            similarities=_similarities(vector, pool, snapshot),
            bodies=self._lexicon.matches(terms, [chunk.text for chunk in pool]),
            contexts=self._lexicon.matches(terms, [chunk.context for chunk in pool]),
        )

    def _likeness(
        self, question: str, pool: Sequence[StoredChunk], scores: ranking.Floats
    ) -> ranking.Floats:
        """How like the question the best chunks are, by the local model."""
        best = np.argsort(-scores)[: relevance.COMPARED_CHUNKS].tolist()
        return self._lexicon.similarities(question, [pool[i].text for i in best])


def _weights(terms: Sequence[Term], snapshot: Snapshot) -> ranking.Floats:
    frequencies = snapshot.frequencies(term.stem for term in terms)
    chunks = snapshot.live.chunks if snapshot.live else 0
    return ranking.inverse_document_frequencies([frequencies[term.stem] for term in terms], chunks)


def _scored(pool: Sequence[StoredChunk], scores: ranking.Floats) -> list[Scored]:
    return [
        Scored(chunk.document, chunk.ordinal, chunk.span, float(score))
        for chunk, score in zip(pool, scores, strict=True)
    ]


def _similarities(
    vector: ranking.Floats | None, pool: Sequence[StoredChunk], snapshot: Snapshot
) -> ranking.Floats:
    similarities = np.zeros(len(pool), np.float32)
    if vector is not None:
        stored = snapshot.vectors([chunk.key for chunk in pool])
        for row, chunk in enumerate(pool):
            if chunk.key in stored:
                similarities[row] = stored[chunk.key] @ vector
    return similarities


def _passages(
    found: Sequence[ScoredSpan], snapshot: Snapshot
) -> tuple[tuple[Passage, ...], dict[str, Locator]]:
    documents = {row: snapshot.document(row) for row in {each.document for each in found}}
    locators = {row: Locator.of(stored.document) for row, stored in documents.items()}
    passages = tuple(
        Passage(
            source=documents[each.document].source,
            start=each.span.start,
            end=each.span.end,
            text=documents[each.document].document.text[each.span.start : each.span.end],
            score=round(each.score, 4),
            location=locators[each.document].location(each.span.start),
        )
        for each in found
    )
    return passages, {documents[row].document.path: made for row, made in locators.items()}
