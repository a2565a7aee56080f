"""Reads what ranking needs of many chunks at once, as one array for each column."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...arrays import Integers, Vectors
from . import checksums
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
    wanted = _ids_around(connection, hits, distance)
    rows = list(
        checksums.sound(
            connection.execute(
                "SELECT c.id, c.document, c.ordinal, c.start, c.end, c.body_words, c.context_words, "
                f"e.vector, c.checksum = {checksums.CHUNK_AND_KEY} "
                f"AND coalesce(e.checksum = {checksums.of(checksums.EMBEDDING, 'e.')}, TRUE) "
                "FROM chunk AS c LEFT JOIN embedding AS e ON e.id = c.embedding "
                "WHERE c.id IN (SELECT value FROM json_each(?)) ORDER BY c.id",
                (json.dumps(wanted),),
            )
        )
    )
    if len(rows) != len(wanted):
        raise checksums.DamagedRowError
    numbers = np.array([row[:5] for row in rows], np.int64).reshape(len(rows), 5).T
    ids, documents, ordinals, starts, ends = numbers
    return ChunkColumns(
        ids,
        documents,
        ordinals,
        starts,
        ends,
        WordLists.decode([row[5] for row in rows]),
        WordLists.decode([row[6] for row in rows]),
        _matrix([row[7] for row in rows]),
    )


def _ids_around(connection: sqlite3.Connection, hits: Sequence[int], distance: int) -> list[int]:
    """Return the ids of `hits` and of the chunks near them, which do not go beyond the document."""
    rows = connection.execute(
        "SELECT c.id, c.id - c.ordinal, c.id - c.ordinal + d.chunks - 1 "
        "FROM chunk AS c CROSS JOIN document AS d ON d.id = c.document "
        "WHERE c.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(hits)),),
    ).fetchall()
    found, first, last = np.array([tuple(row) for row in rows], np.int64).reshape(-1, 3).T
    around = found[:, np.newaxis] + np.arange(-distance, distance + 1)
    inside = (around >= first[:, np.newaxis]) & (around <= last[:, np.newaxis])
    ids: list[int] = np.unique(around[inside]).tolist()
    return ids


def _matrix(vectors: Sequence[bytes | None]) -> Vectors:
    size = next((len(vector) for vector in vectors if vector is not None), 0)
    zero = bytes(size)
    joined = b"".join(zero if vector is None else vector for vector in vectors)
    return np.frombuffer(joined, np.float32).reshape(len(vectors), -1 if size else 0)
