"""Measures how relevant the best passages are to a question. Pure.

This tells a question on something else from one on these
documents. It does not tell whether the answer itself is there: that takes reading.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Floats
from ..documents.words import ASKING_WORDS
from .lexicon import Term
from .ranking import SIMILARITY_DECAY, Candidates

RELEVANT = 0.75
"""Below this relevance a question is on something else, and no chat model is asked about it.

On the development sets that is so of 1 to 5 of 100 questions that the documents answer, and of 77 to 98
of 100 that were written about other documents.
"""

COMPARED_CHUNKS = 10
"""How many of the best chunks the similarity is taken from."""


@dataclass(frozen=True, slots=True)
class Relevance:
    """How much the documents bear on a question.

    `coverage` is the share of the question, each term weighted by how rare it is, that has a similar
    word in the best chunk or near it (0 to 1). `similarity` is the highest cosine of the question to
    one of the best chunks, by the local model whatever the chunks are embedded with, so that one
    threshold fits all.
    """

    coverage: float
    similarity: float

    @property
    def score(self) -> float:
        """Both together, from 0 to 2."""
        return self.coverage + self.similarity


def measure_relevance(
    terms: Sequence[Term],
    term_weights: Floats,
    candidates: Candidates,
    scores: Floats,
    similarities: Floats,
) -> Relevance:
    """Measure the relevance of the best of the ranked candidates.

    `scores` are those of `ranking.rank`; `similarities` are the local model's cosines of the question
    to the texts of the `COMPARED_CHUNKS` best candidates.
    """
    if not len(scores):
        return Relevance(0.0, 0.0)
    asked = np.array([term.word not in ASKING_WORDS for term in terms])
    weights = np.where(asked, term_weights, 0) if asked.any() else term_weights
    covered = weights @ _word_similarity_at(int(scores.argmax()), candidates)
    return Relevance(
        coverage=float(covered / weights.sum()) if weights.any() else 0.0,
        similarity=float(similarities.max(initial=0)),
    )


def _word_similarity_at(best: int, candidates: Candidates) -> Floats:
    """Return how similar to each term the most similar word is in, near or above one candidate."""
    same_document = np.asarray(candidates.documents) == candidates.documents[best]
    distances = np.abs(np.asarray(candidates.ordinals) - candidates.ordinals[best])
    near = same_document & (distances < len(SIMILARITY_DECAY))
    factors = np.asarray(SIMILARITY_DECAY, np.float32)[distances[near]]
    around: Floats = (candidates.bodies.word_similarity[:, near] * factors).max(axis=1)
    return np.maximum(around, candidates.contexts.counts[:, best] > 0)
