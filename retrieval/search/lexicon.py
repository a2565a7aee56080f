"""Compares words: which share a stem, and which are similar in meaning.

The stems are those of the full-text index itself. Similarity is the cosine of the local model's vectors,
whatever model the passages are embedded with. It knows words, but no documents and no scores.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from ..arrays import Floats, Ids
from ..documents.words import words
from ..index.catalog import WordLists
from ..questions.question_keywords import keywords
from .known_words import KnownWords
from .stemmer import Stemmer

MIN_WORD_SIMILARITY = 0.4
"""Below this cosine similarity two words have nothing to do with each other."""

_KNOWN_WORDS = 50_000
"""So many words are kept with their stems and vectors, about 60 MB, before they are forgotten."""


@dataclass(frozen=True, slots=True)
class Term:
    """A keyword of the question, and its stem as the full-text index has it."""

    word: str
    stem: str


@dataclass(frozen=True, slots=True)
class TermMatches:
    """How the terms of a question stand in some texts. Arrays are indexed by term, then by text.

    `counts` is how often a term's stem occurs; `word_similarity` how similar to a term the most
    similar word of the text is, from 0 to 1, and 1 where the stem itself occurs; `lengths` counts the
    words of each text.
    """

    counts: Floats
    word_similarity: Floats
    lengths: Floats


class Lexicon:
    """Looks words up, and remembers those it has seen. Safe to use from several threads.

    `embed` turns texts into rows of unit length, as `Embedder.embed` does.
    """

    def __init__(self, embed: Callable[[Sequence[str]], Floats]) -> None:
        self._embed = embed
        self._stemmer = Stemmer()
        self._lock = threading.Lock()
        self._known = KnownWords(embed, self._stemmer)

    def terms(self, question: str) -> tuple[Term, ...]:
        """Return the keywords of a question, each stem once."""
        tokens = keywords(question)
        stems = self._stems(tokens)
        terms = {
            stem: Term(word, stem) for word, stem in zip(tokens[::-1], stems[::-1], strict=True)
        }
        return tuple(terms[stem] for stem in dict.fromkeys(stems))

    def matches(self, terms: Sequence[Term], texts: Sequence[str]) -> TermMatches:
        """Find the terms in each of the texts."""
        tokens = [words(text) for text in texts]
        lengths = np.array([len(each) for each in tokens], np.int32)
        with self._lock:
            known = self._known_with_room()
            asked = known.rows([term.word for term in terms])
            rows = known.rows(list(chain.from_iterable(tokens)))
        return _match(known, asked, rows, lengths)

    def matches_of_ids(
        self,
        terms: Sequence[Term],
        texts: WordLists,
        words_of: Callable[[Sequence[int]], Mapping[int, str]],
    ) -> TermMatches:
        """Find the terms in texts whose words are given as ids of the catalog.

        `words_of` tells which words they stand for, and is asked for those not seen before.
        """
        with self._lock:
            known = self._known_with_room()
            asked = known.rows([term.word for term in terms])
            rows = known.rows_of_ids(texts.ids, words_of)
        return _match(known, asked, rows, texts.lengths)

    def stems(self, tokens: Sequence[str]) -> dict[str, str]:
        """Return the stem of each word as the full-text index has it; the words are in lower case."""
        return dict(zip(tokens, self._stems(tokens), strict=True))

    def similarities(self, question: str, texts: Sequence[str]) -> Floats:
        """Return how similar in meaning each text as a whole is to the question: cosines."""
        vectors = self._embed([question, *texts])
        similarities: Floats = vectors[1:] @ vectors[0]
        return similarities

    def _stems(self, tokens: Sequence[str]) -> list[str]:
        with self._lock:
            known = self._known_with_room()
            return [known.stems[row] for row in known.rows(tokens).tolist()]

    def _known_with_room(self) -> KnownWords:
        """Return the known words; too many are forgotten, but by threads that are at work with them."""
        if len(self._known) >= _KNOWN_WORDS:
            self._known = KnownWords(self._embed, self._stemmer)
        return self._known


def _match(known: KnownWords, asked: Ids, rows: Ids, lengths: Ids) -> TermMatches:
    """Find the words in the rows `asked` among those of some texts, whose rows follow each other."""
    counts = np.zeros((len(asked), len(lengths)), np.float32)
    word_similarity = np.zeros_like(counts)
    matches = TermMatches(counts, word_similarity, lengths.astype(np.float32))
    if not len(asked) or not len(rows):
        return matches
    is_present = np.zeros(len(known), bool)
    is_present[rows] = True
    present = np.flatnonzero(is_present)
    same = known.stem_numbers[present] == known.stem_numbers[asked, np.newaxis]
    alike = known.vectors[asked] @ known.vectors[present].T
    alike = np.where(same, 1, np.where(alike < MIN_WORD_SIMILARITY, 0, alike))
    # Most words are like none of the terms: only the others are looked at in each text.
    column = np.full(len(is_present), _UNLIKE)
    telling = np.flatnonzero(alike.any(axis=0))
    column[present[telling]] = telling
    columns = column[rows]
    at = np.flatnonzero(columns != _UNLIKE)
    if len(at):
        columns = columns[at]
        text = np.repeat(np.arange(len(lengths)), lengths)[at]
        begins = np.flatnonzero(np.diff(text, prepend=-1))
        counts[:, text[begins]] = np.add.reduceat(
            same[:, columns], begins, axis=1, dtype=np.float32
        )
        word_similarity[:, text[begins]] = np.maximum.reduceat(alike[:, columns], begins, axis=1)
    return matches


_UNLIKE = -1
