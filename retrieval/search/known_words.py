"""Keeps the words that were looked up, with their stems and vectors, in rows of arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import numpy as np

from ..arrays import Floats, Ids
from ..documents.words import has_own_meaning
from .stemmer import Stemmer

_NO_ROW = -1

A = TypeVar("A", Ids, Floats)


class KnownWords:
    """Words, a row each. Whoever adds must be alone; rows are only added, so a row read stays true.

    `stems` and `vectors` (unit length; 0 for a word without a meaning of its own) are indexed by row,
    `stem_numbers` tells by row which words have the same stem.
    """

    def __init__(self, embed: Callable[[Sequence[str]], Floats], stemmer: Stemmer) -> None:
        self._embed = embed
        self._stemmer = stemmer
        self._rows: dict[str, int] = {}
        self._first_with: dict[str, int] = {}
        self._row_of_id: Ids = np.empty(0, np.int32)
        self.stems: list[str] = []
        self.stem_numbers: Ids = np.empty(0, np.int32)
        self.vectors: Floats = np.empty((0, 0), np.float32)

    def __len__(self) -> int:
        return len(self._rows)

    def rows(self, words: Sequence[str]) -> Ids:
        """Return the row of each word."""
        unknown = [word for word in dict.fromkeys(words) if word not in self._rows]
        if unknown:
            self._add(unknown)
        return np.fromiter(map(self._rows.__getitem__, words), np.int32, len(words))

    def rows_of_ids(self, ids: Ids, words_of: Callable[[Sequence[int]], Mapping[int, str]]) -> Ids:
        """Return the row of each word that is given by its id; `words_of` is asked for unknown ones.

        An id that stands for no word, as in a damaged index, is that of the empty word.
        """
        known = len(self._row_of_id)
        self._row_of_id = _with_room(self._row_of_id, int(ids.max(initial=-1)) + 1)
        self._row_of_id[known:] = _NO_ROW
        rows: Ids = self._row_of_id[ids]
        if (rows == _NO_ROW).any():
            unknown = np.unique(ids[rows == _NO_ROW])
            found = words_of(unknown.tolist())
            self._row_of_id[unknown] = self.rows([found.get(id_, "") for id_ in unknown.tolist()])
            rows = self._row_of_id[ids]
        return rows

    def _add(self, words: Sequence[str]) -> None:
        first, end = len(self._rows), len(self._rows) + len(words)
        vectors = self._embed(words)
        stems = self._stemmer.stems(words)
        self.vectors = _with_room(self.vectors.reshape(-1, vectors.shape[1]), end)
        self.vectors[first:end] = vectors
        self.vectors[first:end][[not has_own_meaning(word) for word in words]] = 0
        self.stem_numbers = _with_room(self.stem_numbers, end)
        for row, (word, stem) in enumerate(zip(words, stems, strict=True), start=first):
            self._rows[word] = row
            self.stem_numbers[row] = self._first_with.setdefault(stem, row)
        self.stems += stems


def _with_room(array: A, rows: int) -> A:
    """Return the array, or a copy of twice the length or more where it has fewer rows.

    Its new rows are not written to, so they take no memory yet.
    """
    if len(array) >= rows:
        return array
    larger = np.empty((max(rows, 2 * len(array)), *array.shape[1:]), array.dtype)
    larger[: len(array)] = array
    return larger
