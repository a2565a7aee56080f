"""Scores the chunks that the two indexes found. Pure: arrays in, arrays out.

A chunk is scored together with its neighbours: what stands in one counts too, the less the further away
it is. So chunks can be small enough to be shown whole, and yet a question is matched whose words are
spread over a paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..arrays import Floats, Integers
from .lexicon import TermMatches

CONTEXT_WINDOW = 3
"""How many chunks away, within its document, a neighbour still counts."""

_COUNT_DECAY = (1.0, 0.5, 0.3, 0.15)
"""What an occurrence of a word counts in its own chunk, in the next, and so on."""
SIMILARITY_DECAY = (1.0, 0.8, 0.6)
"""The same for word similarity, of which the best counts and not the sum."""
_HEADING_COUNT = 0.5
"""What an occurrence in the title or in a heading above counts."""

_SHORT_QUESTION = np.array([0.4, 0.4, 0.2, 0.0, 0.0], np.float32)
_LONG_QUESTION = np.array([0.36, 0.06, 0.18, 0.3, 0.1], np.float32)
_ACROSS_LANGUAGES = np.array([0.05, 0.05, 0.9, 0.0, 0.0], np.float32)
"""The weights of the parts of a score, in the order of `_parts`.

Some word of every text is similar to one of many; a text that bears on a long question as a whole is
told by its document as a whole.
"""

_SHORT_TERMS, _LONG_TERMS = 10, 20
"""Up to so many terms a question is short, from so many on it is long; in between it is partly both."""

_SATURATION, _LENGTH = 1.2, 0.75
"""The parameters k1 and b of BM25 (Robertson and Zaragoza, 2009), as FTS5 has them."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Chunks to be scored, all with their neighbours as far as these are known.

    Chunk i is number `ordinals[i]` of document `documents[i]` and has the cosine `similarities[i]` to
    the question. `bodies` is how the question's terms stand in the texts of the chunks, `contexts`
    how they stand in the title and the headings above each.
    """

    documents: Integers
    ordinals: Integers
    similarities: Floats
    bodies: TermMatches
    contexts: TermMatches


_ORDINAL_BITS = 32
"""Document and ordinal are one number, the place: far more chunks than a document has fit into these."""
_NOWHERE = np.iinfo(np.int64).max


def inverse_document_frequencies(frequencies: Sequence[int], chunks: int) -> Floats:
    """Weight each term by how few of the chunks hold it: its inverse document frequency.

    A weight is above 0 for every term, and highest for one that no chunk holds.
    """
    held = np.minimum(np.asarray(frequencies, np.float32), chunks)
    return np.log1p((chunks - held + 0.5) / (held + 0.5))


def rank(candidates: Candidates, term_weights: Floats, *, across_languages: bool = False) -> Floats:
    """Score each candidate, from 0 to 1; scores compare within one question only.

    The score fuses parts, each scaled to 0..1 among the candidates: BM25 over the words of the chunk
    and, with lower counts, of its neighbours; the share of the question that has a similar word here or
    near; the similarity of the chunk as a whole; and, the more the longer the question is, BM25 over
    the words of its document and the mean similarity of it, both as far as its chunks are among the
    candidates. Score fusion of this kind does better than rank fusion (Bruch, Gai and Ingber, 2023).

    `across_languages` tells that the question is in another language than the chunks and that the
    similarities hold all the same: then words count next to nothing.
    """
    long = float(np.clip((len(term_weights) - _SHORT_TERMS) / (_LONG_TERMS - _SHORT_TERMS), 0, 1))
    weights = (1 - long) * _SHORT_QUESTION + long * _LONG_QUESTION
    if across_languages:
        weights = _ACROSS_LANGUAGES
    scaled = [min_max_scaled(part) for part in _parts(candidates, term_weights)]
    score: Floats = sum(
        (weight * part for weight, part in zip(weights, scaled, strict=True) if weight),
        np.zeros(len(candidates.documents), np.float32),
    )
    return score


def _parts(candidates: Candidates, term_weights: Floats) -> tuple[Floats, ...]:
    """Return what makes up a score: of the chunk with its neighbours, then of its document."""
    around = _Neighbours(candidates.documents, candidates.ordinals)
    similar_words = around.best(candidates.bodies.word_similarity, SIMILARITY_DECAY)
    counts = (
        around.sum(candidates.bodies.counts, _COUNT_DECAY)
        + _HEADING_COUNT * candidates.contexts.counts
    )
    lengths = around.sum(candidates.bodies.lengths, _COUNT_DECAY)
    _, document = np.unique(candidates.documents, return_inverse=True)
    whole = _by_document(candidates.bodies.counts, document)
    whole_lengths = _by_document(candidates.bodies.lengths, document)
    chunks = np.bincount(document).astype(np.float32)
    mean_similarity = _by_document(candidates.similarities, document) / chunks
    return (
        _bm25(counts, lengths, term_weights),
        term_weights @ similar_words,
        candidates.similarities,
        _bm25(whole, whole_lengths, term_weights)[document],
        mean_similarity[document],
    )


def _by_document(values: Floats, document: NDArray[np.intp]) -> Floats:
    """Sum the values of the candidates of each document; `document` is the number of each one's."""
    order = np.argsort(document, kind="stable")
    begins = np.flatnonzero(np.diff(document[order], prepend=-1))
    if not len(begins):
        return values
    total: Floats = np.add.reduceat(values[..., order], begins, axis=-1)
    return total


def _bm25(counts: Floats, lengths: Floats, term_weights: Floats) -> Floats:
    average = lengths.sum() / max(len(lengths), 1)
    norm = 1 - _LENGTH + _LENGTH * lengths / max(average, 1)
    score: Floats = term_weights @ (counts * (_SATURATION + 1) / (counts + _SATURATION * norm))
    return score


def min_max_scaled(values: Floats) -> Floats:
    """Scale the values linearly so that they run from 0 to 1; all 0 where they are the same."""
    low, high = values.min(initial=np.inf), values.max(initial=-np.inf)
    return (values - low) / (high - low) if high > low else np.zeros_like(values)


class _Neighbours:
    """Which candidate is how far from which in the same document."""

    def __init__(self, documents: Integers, ordinals: Integers) -> None:
        places = (documents << _ORDINAL_BITS) + ordinals
        order = np.argsort(places)
        ordered = np.append(places[order], _NOWHERE)
        rows = np.append(order, len(order))
        self._at = {}
        for distance in range(-CONTEXT_WINDOW, CONTEXT_WINDOW + 1):
            at = np.searchsorted(ordered, places + distance)
            missing = ordered[at] != places + distance
            self._at[distance] = np.where(missing, len(order), rows[at])

    def sum(self, values: Floats, by_distance: Sequence[float]) -> Floats:
        """Sum the values around each candidate, each times the factor of its distance."""
        total = np.zeros_like(values)
        for distance, factor in enumerate(by_distance):
            for side in {distance, -distance}:
                total += factor * self._shifted(values, side)
        return total

    def best(self, values: Floats, by_distance: Sequence[float]) -> Floats:
        """Take the highest value around each candidate, each times the factor of its distance."""
        highest = np.zeros_like(values)
        for distance, factor in enumerate(by_distance):
            for side in {distance, -distance}:
                np.maximum(highest, factor * self._shifted(values, side), out=highest)
        return highest

    def _shifted(self, values: Floats, distance: int) -> Floats:
        padded = np.concatenate([values, np.zeros((*values.shape[:-1], 1), values.dtype)], axis=-1)
        shifted: Floats = padded[..., self._at[distance]]
        return shifted
