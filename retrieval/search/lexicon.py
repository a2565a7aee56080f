"""Compares words: which share a stem, and which are similar in meaning.

The stems are those of the full-text index itself. Similarity is the cosine of the local model's vectors,
whatever model the passages are embedded with. It knows words, but no documents and no scores.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np

from ..arrays import Floats
from ..documents.words import TOKENIZER, has_own_meaning, keywords, words

MIN_WORD_SIMILARITY = 0.4
"""Below this cosine similarity two words have nothing to do with each other."""

_CACHED_WORDS = 20_000
"""Words whose stem and vector are kept, about 20 MB."""


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
        self._lock = threading.Lock()
        self._analyser = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._analyser.executescript(
            f"CREATE VIRTUAL TABLE word USING fts5 (text, content = '', tokenize = '{TOKENIZER}');"
            "CREATE VIRTUAL TABLE stem USING fts5vocab (word, instance);"
        )
        self._rows: dict[str, int] = {}
        self._stems: list[str] = []
        self._vectors: Floats = np.empty((0, 0), np.float32)

    def terms(self, question: str) -> tuple[Term, ...]:
        """Return the keywords of a question, each stem once."""
        tokens = keywords(question)
        stems, _ = self._look_up(tokens)
        terms = {
            stem: Term(word, stem) for word, stem in zip(tokens[::-1], stems[::-1], strict=True)
        }
        return tuple(terms[stem] for stem in dict.fromkeys(stems))

    def matches(self, terms: Sequence[Term], texts: Sequence[str]) -> TermMatches:
        """Find the terms in each of the texts."""
        tokens = [words(text) for text in texts]
        vocabulary = list(dict.fromkeys(word for text in tokens for word in text))
        stems, vectors = self._look_up([*(term.word for term in terms), *vocabulary])
        same = np.array(
            [[stem == term.stem for stem in stems[len(terms) :]] for term in terms], bool
        )
        same = same.reshape(len(terms), len(vocabulary))
        alike = vectors[: len(terms)] @ vectors[len(terms) :].T
        alike = np.where(same, 1, np.where(alike < MIN_WORD_SIMILARITY, 0, alike))

        columns = {word: column for column, word in enumerate(vocabulary)}
        counts = np.zeros((len(terms), len(texts)), np.float32)
        word_similarity = np.zeros((len(terms), len(texts)), np.float32)
        lengths = np.array([len(text) for text in tokens], int)
        if vocabulary and terms:
            # All texts in one row, and where each begins; an empty one begins nowhere.
            here = [columns[word] for text in tokens for word in text]
            full = lengths > 0
            begins = (np.cumsum(lengths) - lengths)[full]
            counts[:, full] = np.add.reduceat(same[:, here], begins, axis=1, dtype=np.float32)
            word_similarity[:, full] = np.maximum.reduceat(alike[:, here], begins, axis=1)
        return TermMatches(counts, word_similarity, lengths.astype(np.float32))

    def stem(self, word: str) -> str:
        """Return the stem of a word as the full-text index has it."""
        return self._look_up([word.lower()])[0][0]

    def similarities(self, question: str, texts: Sequence[str]) -> Floats:
        """Return how similar in meaning each text as a whole is to the question: cosines."""
        vectors = self._embed([question, *texts])
        similarities: Floats = vectors[1:] @ vectors[0]
        return similarities

    def _look_up(self, tokens: Sequence[str]) -> tuple[list[str], Floats]:
        """Return the stems and the vectors (one row each) of some words."""
        with self._lock:
            unknown = [word for word in dict.fromkeys(tokens) if word not in self._rows]
            if len(self._rows) + len(unknown) > _CACHED_WORDS:
                self._clear()
                unknown = list(dict.fromkeys(tokens))
            if unknown:
                self._add(unknown)
            rows = [self._rows[word] for word in tokens]
            return [self._stems[row] for row in rows], self._vectors[rows]

    def _add(self, unknown: Sequence[str]) -> None:
        self._rows.update(zip(unknown, count(len(self._rows)), strict=False))
        self._stems += self._stemmed(unknown)
        vectors = self._embed(unknown)
        vectors[[not has_own_meaning(word) for word in unknown]] = 0
        self._vectors = np.concatenate([self._vectors, vectors]) if len(self._vectors) else vectors

    def _stemmed(self, unknown: Sequence[str]) -> list[str]:
        """Have the tokenizer of the full-text index itself say the stem of each word."""
        analyse = self._analyser.execute
        analyse("BEGIN")
        self._analyser.executemany(
            "INSERT INTO word (rowid, text) VALUES (?, ?)", enumerate(unknown)
        )
        found = dict(analyse("SELECT doc, term FROM stem WHERE offset = 0").fetchall())
        analyse("INSERT INTO word (word) VALUES ('delete-all')")
        analyse("COMMIT")
        return [found.get(row, word) for row, word in enumerate(unknown)]

    def _clear(self) -> None:
        self._rows.clear()
        self._stems.clear()
        self._vectors = np.empty((0, 0), np.float32)
