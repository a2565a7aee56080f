"""Finds the passages for a question: gathers candidates from both indexes and has them ranked.

It asks Chroma and the full-text index, keeps what the catalog calls live, and leaves every judgement to
`ranking`, `passages` and `evidence`, which are pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..documents.places import Locator
from ..errors import ModelError
from ..index.catalog import Snapshot, StoredChunk
from ..index.embedder import Embedder
from ..index.vectors import VectorStore
from ..types import Passage
from . import evidence, ranking
from .lexicon import Lexicon, Term
from .passages import Scored, Stretch, stretches
from .words import match_expression

CANDIDATES = 100
"""Chunks asked of each index. More of them bring nothing: measured on the development sets."""

LIMIT = 50
"""Passages that are found at the most."""


@dataclass(frozen=True, slots=True)
class Found:
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
        floor: float,
    ) -> None:
        """Make it of its parts; `floor` is the evidence below which a question is refused."""
        self._vectors = vectors
        self._embedder = embedder
        self._lexicon = lexicon
        self._floor = floor

    def find(self, question: str, snapshot: Snapshot) -> Found:
        """Find the passages for `question` in one state of the catalog."""
        terms = self._lexicon.terms(question)
        weights = _weights(terms, snapshot)
        vector, notice = self._embedded(question, snapshot)
        pool = snapshot.neighbours(self._hits(terms, vector, snapshot), ranking.REACH)
        candidates = self._candidates(terms, vector, pool, snapshot)
        scores = ranking.rank(candidates, weights)
        found = evidence.measure(
            terms, weights, candidates, scores, self._likeness(question, pool, scores)
        )
        passages, locators = _passages(stretches(_scored(pool, scores), LIMIT), snapshot)
        return Found(passages, locators, found.score >= self._floor, notice)

    def _embedded(
        self, question: str, snapshot: Snapshot
    ) -> tuple[ranking.Floats | None, str | None]:
        """The question's vector, or nothing and why: then the words alone must find it."""
        if snapshot.live is None:
            return None, None
        try:
            return self._embedder(snapshot.live.embedding_model).embed_question(question), None
        except ModelError as error:
            return None, f"The search went by words alone. {error}"

    def _hits(
        self, terms: Sequence[Term], vector: ranking.Floats | None, snapshot: Snapshot
    ) -> list[StoredChunk]:
        hits: list[StoredChunk] = []
        if terms:
            expression = match_expression(term.word for term in terms)
            hits += snapshot.chunks([hit.chunk for hit in snapshot.lexical(expression, CANDIDATES)])
        if vector is not None and vector.any() and snapshot.live is not None:
            model = snapshot.live.embedding_model
            hits += snapshot.chunks_with_keys(self._vectors.nearest(model, vector, CANDIDATES))
        return hits

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
        best = np.argsort(-scores)[: evidence.LOOKED_AT].tolist()
        return self._lexicon.similarities(question, [pool[place].text for place in best])


def _weights(terms: Sequence[Term], snapshot: Snapshot) -> ranking.Floats:
    frequencies = snapshot.frequencies(term.stem for term in terms)
    chunks = snapshot.live.chunks if snapshot.live else 0
    return ranking.weights([frequencies[term.stem] for term in terms], chunks)


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
        for place, chunk in enumerate(pool):
            if chunk.key in stored:
                similarities[place] = stored[chunk.key] @ vector
    return similarities


def _passages(
    found: Sequence[Stretch], snapshot: Snapshot
) -> tuple[tuple[Passage, ...], dict[str, Locator]]:
    documents = {row: snapshot.document(row) for row in {stretch.document for stretch in found}}
    locators = {row: Locator.of(document) for row, (document, _) in documents.items()}
    passages = []
    for stretch in found:
        document, digest = documents[stretch.document]
        start, end = stretch.span.start, stretch.span.end
        passages.append(
            Passage(
                source=document.source,
                start=start,
                end=end,
                text=document.text[start:end],
                score=round(stretch.score, 4),
                place=locators[stretch.document].place(start),
                digest=digest,
                title=document.title,
                url=document.url,
                date=document.date,
            )
        )
    return tuple(passages), {documents[row][0].source: made for row, made in locators.items()}
