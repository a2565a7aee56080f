"""Looks through a catalog for damage: what SQLite finds itself, and checksums that are not right."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import numpy as np

from ...arrays import Floats
from . import checksums
from .reading import LIVE

_TABLES = {
    "library": checksums.of(checksums.LIBRARY),
    "generation": checksums.of(checksums.GENERATION),
    "document": checksums.of(checksums.DOCUMENT),
    "block": checksums.of(checksums.BLOCK),
    "word": checksums.of(checksums.WORD),
    "embedding": checksums.of(checksums.EMBEDDING),
}


def is_sound(connection: sqlite3.Connection) -> bool:
    """Return whether the structure of the file is sound and the full text is what was written.

    It takes 0.03 seconds for 18,000 chunks, and 0.15 for 100,000.
    """
    try:
        return checksums.structure_is_sound(connection) and _full_text_is_sound(connection)
    except (sqlite3.DatabaseError, TypeError, ValueError):
        return False


def damage(connection: sqlite3.Connection) -> list[str]:
    """Return what is damaged, after reading all of it; nothing of what is written there is told.

    It takes 0.2 seconds for 18,000 chunks, and 1.2 for 100,000.
    """
    try:
        return list(_damage(connection))
    except (sqlite3.DatabaseError, TypeError, ValueError):
        return ["the file's structure"]


def sound_embeddings(connection: sqlite3.Connection) -> dict[str, dict[str, Floats]]:
    """Return the embeddings that are not damaged, by model and key, as far as they can be reached."""
    found: dict[str, dict[str, Floats]] = {}
    for order in ("ASC", "DESC"):  # from both ends up to what cannot be read
        try:
            for key, model, vector in connection.execute(
                "SELECT key, model, vector FROM embedding AS e "
                f"WHERE checksum = {checksums.of(checksums.EMBEDDING, 'e.')} ORDER BY id {order}"
            ):
                found.setdefault(model, {})[key] = np.frombuffer(vector, np.float32)
        except sqlite3.DatabaseError:
            continue
        break
    return found


def _damage(connection: sqlite3.Connection) -> Iterator[str]:
    if not checksums.is_ok(connection, "integrity_check(1)"):
        yield "the file's structure"
        return
    for table, expression in _TABLES.items():
        if _count(connection, f"SELECT count(*) FROM {table} WHERE checksum IS NOT {expression}"):
            yield f"the table '{table}'"
    if _count(
        connection,
        f"SELECT count(*) FROM document WHERE text_checksum IS NOT {checksums.of(checksums.TEXT)}",
    ):
        yield "the documents' text"
    if _count(
        connection,
        "SELECT count(*) FROM chunk AS c LEFT JOIN embedding AS e ON e.id = c.embedding "
        f"WHERE c.checksum IS NOT {checksums.CHUNK_AND_KEY}",
    ):
        yield "the table 'chunk'"
    if not _full_text_is_sound(connection) or not _lengths_are_sound(connection):
        yield "the full-text index"
    if _count(
        connection,
        "SELECT count(*) FROM library AS l JOIN generation AS g ON g.id IN (live, previous) WHERE "
        "(g.documents, g.chunks) IS NOT (SELECT count(*), coalesce(sum(d.chunks), 0) "
        f"FROM document AS d WHERE {LIVE.replace(':live', 'g.id')})",
    ):
        yield "the numbers of a generation"


def _full_text_is_sound(connection: sqlite3.Connection) -> bool:
    (noted,) = connection.execute("SELECT full_text_checksum FROM library").fetchone()
    return noted is None or noted == checksums.full_text_checksum(connection)


def _lengths_are_sound(connection: sqlite3.Connection) -> bool:
    row = connection.execute("SELECT full_text_checksum, lengths_checksum FROM library").fetchone()
    return row[0] is None or row[1] == checksums.lengths_checksum(connection)


def _count(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])
