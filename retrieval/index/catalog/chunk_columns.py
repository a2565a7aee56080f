"""Reads what ranking needs of many chunks at once, as one array for each column."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...arrays import Integers, Vectors
from .word_ids import WordLists


@dataclass(frozen=True, slots=True)
class ChunkColumns:
    """Live chunks in the order of their ids. All arrays are indexed by chunk.

    `documents` are rows of the catalog. A chunk is `text[start:end]` of its document. `bodies` are its
    words, `contexts` those of the title and the headings above it. `vectors` are the rows of a matrix;
    that of a chunk without an embedding is 0.
    """

    ids: Integers
    documents: Integers
    ordinals: Integers
    starts: Integers
    ends: Integers
    bodies: WordLists
    contexts: WordLists
    vectors: Vectors

    def __len__(self) -> int:
        return len(self.ids)


def chunks_around(
    connection: sqlite3.Connection, hits: Sequence[int], distance: int
) -> ChunkColumns:
    """Return the chunks with the ids `hits`, and those up to `distance` away in the same document."""
    distances = np.arange(-distance, distance + 1)
    wanted = np.unique(np.asarray(hits, np.int64)[:, np.newaxis] + distances)
    rows = connection.execute(
        "SELECT c.id, c.document, c.ordinal, c.start, c.end, c.body_words, c.context_words, e.vector "
        "FROM chunk AS c LEFT JOIN embedding AS e ON e.id = c.embedding "
        "WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.id",
        (json.dumps(wanted.tolist()),),
    ).fetchall()
    numbers = np.array([row[:5] for row in rows], np.int64).reshape(len(rows), 5).T
    near = _same_document(numbers[0], numbers[1], hits, distances)
    kept = [rows[row] for row in near.tolist()]
    ids, documents, ordinals, starts, ends = numbers[:, near]
    return ChunkColumns(
        ids,
        documents,
        ordinals,
        starts,
        ends,
        WordLists.decode([row[5] for row in kept]),
        WordLists.decode([row[6] for row in kept]),
        _matrix([row[7] for row in kept]),
    )


def _same_document(
    ids: Integers, documents: Integers, hits: Sequence[int], distances: Integers
) -> NDArray[np.intp]:
    """Return the positions of the chunks that are of the same document as a hit near them."""
    is_near = np.zeros(len(ids), bool)
    found = np.flatnonzero(np.isin(ids, hits))
    for distance in distances.tolist():
        at = np.searchsorted(ids, ids[found] + distance).clip(max=len(ids) - 1)
        same = (ids[at] == ids[found] + distance) & (documents[at] == documents[found])
        is_near[at[same]] = True
    return np.flatnonzero(is_near)


def _matrix(vectors: Sequence[bytes | None]) -> Vectors:
    size = next((len(vector) for vector in vectors if vector is not None), 0)
    zero = bytes(size)
    joined = b"".join(zero if vector is None else vector for vector in vectors)
    return np.frombuffer(joined, np.float32).reshape(len(vectors), -1 if size else 0)
