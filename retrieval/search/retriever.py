"""Finds the passages for a question: gathers candidates from both indexes and has them ranked.

It asks Chroma and the full-text index, keeps what the catalog calls live, and leaves every judgement to
`ranking`, `passages` and `relevance`, which are pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..documents.locations import Locator
from ..documents.words import match_expression
from ..errors import ModelError, SettingsError, StoreError
from ..index.catalog import Snapshot, StoredChunk
from ..index.embedder import Embedder
from ..index.vector_store import SEARCH_WIDTH, VectorStore
from ..types import CLOSEST_LIMIT, Passage
from . import ranking
from .lexicon import Lexicon, Term
from .passages import ScoredSpan, merge_touching
from .relevance import COMPARED_CHUNKS, measure_relevance

CANDIDATES = 100
"""Chunks asked of each index. More of them bring no gain: measured on the development sets."""

WORDS_ALONE = "The search went by words alone."
"""How a notice begins where only the full-text index could be asked."""

MAX_PASSAGES = 50
"""Passages that are found at the most."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What retrieval found, best first. `locators` has one for the path of each passage's source.

    `relevant` is false where the passages hardly bear on the question. `notice` tells the reader what
    was amiss with the search, if anything.
    """

    passages: tuple[Passage, ...]
    locators: Mapping[str, Locator]
    relevant: bool
    notice: str | None = None

    @property
    def closest(self) -> tuple[Passage, ...]:
        """The passages to show when there is no answer."""
        return self.passages[:CLOSEST_LIMIT]


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

    def search(self, question: str, snapshot: Snapshot) -> SearchResult:
        """Find the passages for `question` in one state of the catalog."""
        terms = self._lexicon.terms(question)
        weights = _term_weights(terms, snapshot)
        vector, notice = self._embed_question(question, snapshot)
        dense, failure = self._search_vectors(vector, snapshot)
        hits = [*self._search_words(terms, snapshot), *dense]
        pool = snapshot.neighbours(hits, ranking.CONTEXT_WINDOW)
        candidates = self._candidates(terms, vector, pool, snapshot)
        scores = ranking.rank(candidates, weights)
        similarities = self._similarities_of_best(question, pool, scores)
        relevance = measure_relevance(terms, weights, candidates, scores, similarities)
        spans = merge_touching(_scored_chunks(pool, scores), MAX_PASSAGES)
        passages, locators = _passages(spans, snapshot)
        relevant = relevance.score >= self._refusal_threshold
        return SearchResult(passages, locators, relevant, notice or failure)

    def _embed_question(
        self, question: str, snapshot: Snapshot
    ) -> tuple[Floats | None, str | None]:
        """Return the question's vector, or None and why: then the words alone must find it."""
        if snapshot.live is None:
            return None, None
        model = snapshot.live.embedding_model
        try:
            vector = self._embedder(model).embed_question(question)
        except (ModelError, SettingsError) as error:
            return None, f"{WORDS_ALONE} {error}"
        if snapshot.dimensions(model) not in (None, len(vector)):
            return None, f"{WORDS_ALONE} {model} is another model now than when the index was made."
        return vector, None

    def _search_words(self, terms: Sequence[Term], snapshot: Snapshot) -> list[StoredChunk]:
        """Return the best chunks that hold words of the question."""
        if not terms:
            return []
        expression = match_expression(term.word for term in terms)
        return snapshot.chunks(snapshot.search_words(expression, CANDIDATES))

    def _search_vectors(
        self, vector: Floats | None, snapshot: Snapshot
    ) -> tuple[list[StoredChunk], str | None]:
        """Return the chunks that are nearest to the question in meaning, or none and why.

        During a re-index many of the nearest may not be live yet, or any more; then it looks wider.
        """
        nearest: list[StoredChunk] = []
        if vector is None or not vector.any() or snapshot.live is None:
            return nearest, None
        try:
            for count in (CANDIDATES, SEARCH_WIDTH):
                keys = self._vectors.nearest(snapshot.live.embedding_model, vector, count)
                nearest = snapshot.chunks_with_keys(keys)
                if len(nearest) >= CANDIDATES or len(keys) < count:
                    break
        except StoreError as error:
            return [], f"{WORDS_ALONE} {error}"
        return nearest, None

    def _candidates(
        self,
        terms: Sequence[Term],
        vector: Floats | None,
        pool: Sequence[StoredChunk],
        snapshot: Snapshot,
    ) -> ranking.Candidates:
        return ranking.Candidates(
            documents=[chunk.document for chunk in pool],
            ordinals=[chunk.ordinal for chunk in pool],
            similarities=_chunk_similarities(vector, pool, snapshot),
            bodies=self._lexicon.matches(terms, [chunk.text for chunk in pool]),
            contexts=self._lexicon.matches(terms, [chunk.context for chunk in pool]),
        )

    def _similarities_of_best(
        self, question: str, pool: Sequence[StoredChunk], scores: Floats
    ) -> Floats:
        """Return the cosines of the question to the best chunks, by the local model."""
        best = np.argsort(-scores)[:COMPARED_CHUNKS].tolist()
        return self._lexicon.similarities(question, [pool[i].text for i in best])


def _term_weights(terms: Sequence[Term], snapshot: Snapshot) -> Floats:
    frequencies = snapshot.frequencies(term.stem for term in terms)
    chunks = snapshot.live.chunks if snapshot.live else 0
    return ranking.inverse_document_frequencies([frequencies[term.stem] for term in terms], chunks)


def _chunk_similarities(
    vector: Floats | None, pool: Sequence[StoredChunk], snapshot: Snapshot
) -> Floats:
    similarities = np.zeros(len(pool), np.float32)
    if vector is not None:
        stored = snapshot.vectors([chunk.key for chunk in pool])
        for row, chunk in enumerate(pool):
            if chunk.key in stored:
                similarities[row] = stored[chunk.key] @ vector
    return similarities


def _scored_chunks(pool: Sequence[StoredChunk], scores: Floats) -> list[ScoredSpan]:
    return [
        ScoredSpan(chunk.document, chunk.ordinal, chunk.ordinal, chunk.span, float(score))
        for chunk, score in zip(pool, scores, strict=True)
    ]


def _passages(
    spans: Sequence[ScoredSpan], snapshot: Snapshot
) -> tuple[tuple[Passage, ...], dict[str, Locator]]:
    documents = {row: snapshot.document(row) for row in {each.document for each in spans}}
    locators = {row: Locator.of(stored.document) for row, stored in documents.items()}
    passages = tuple(
        Passage(
            source=documents[each.document].source,
            start=each.span.start,
            end=each.span.end,
            text=documents[each.document].document.text[each.span.start : each.span.end],
            score=round(each.score, 4),
            location=locators[each.document].locate(each.span.start),
        )
        for each in spans
    )
    return passages, {documents[row].document.path: made for row, made in locators.items()}
