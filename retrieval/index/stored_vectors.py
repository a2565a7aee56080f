"""Searches the catalog's own vectors, exactly: what answers where Chroma cannot be opened or asked.

The catalog keeps every vector, so one product of a matrix finds the nearest. It is read once for each
generation and embedding model.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from ..arrays import Floats, Vectors
    from .catalog import Catalog


class VectorSearch(Protocol):
    """What finds vectors: the vector store, or the vectors that the catalog keeps."""

    def nearest(self, model: str, vector: Floats, count: int) -> list[str]:
        """Return the keys of the `count` nearest vectors by cosine, nearest first.

        Raises:
            IndexWriteError: the catalog is damaged.
        """
        ...


@dataclass(frozen=True, slots=True)
class _Matrix:
    """The vectors of one model as they were when a generation was live; `vectors[i]` is of `keys[i]`."""

    generation: int
    model: str
    keys: list[str]
    vectors: Vectors


class StoredVectors:
    """The vectors in the catalog, held in memory from the first search on. Safe to use from threads.

    A re-index adds vectors before they are live and deletes those of generations that are past. Neither
    is seen here until the next generation is live, and neither matters: the catalog tells which of the
    keys are live.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._reading = threading.Lock()
        self._matrix: _Matrix | None = None

    def nearest(self, model: str, vector: Floats, count: int) -> list[str]:
        """Return the keys of the `count` nearest vectors by cosine, nearest first.

        Raises:
            IndexWriteError: the catalog is damaged.
        """
        matrix = self._current(model)
        if matrix.vectors.shape[1:] != vector.shape:
            return []
        similarities = matrix.vectors @ vector
        best = np.argpartition(-similarities, count)[:count] if count < len(matrix.keys) else ...
        chosen = np.arange(len(matrix.keys))[best]
        ordered = chosen[np.argsort(-similarities[chosen], kind="stable")]
        return [matrix.keys[row] for row in ordered]

    def close(self) -> None:
        """Let go of the vectors."""
        self._matrix = None

    def _current(self, model: str) -> _Matrix:
        with self._reading, self._catalog.snapshot() as snapshot:
            generation = snapshot.live.id if snapshot.live else 0
            held = self._matrix
            if held is None or (held.generation, held.model) != (generation, model):
                self._matrix = held = _Matrix(generation, model, *snapshot.embeddings_of(model))
            return held
