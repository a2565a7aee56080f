"""Makes a catalog of an older version one of this version, in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ...documents.packed import PackedPositions
from ...documents.words import for_index
from ...types import Position
from . import checksums
from .reading import context
from .schema import MIGRATIONS, SCHEMA, VERSION, WITH_PAGES
from .word_ids import WordIds, WordLists

_CHUNKS_AT_ONCE = 1_000


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of a new catalog."""
    with _changing(connection):
        connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA}")
        connection.execute(f"UPDATE library SET checksum = {checksums.of(checksums.LIBRARY)}")


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Take a catalog of an older version over.

    Until it is cleaned of what older versions left, its re-index counts as unfinished: should that fail,
    for want of room say, the next re-index does it.
    """
    (unfinished,) = connection.execute("SELECT unfinished FROM library").fetchone()
    steps = (MIGRATIONS[step] for step in range(version, VERSION))
    with _changing(connection):
        connection.executescript(f"BEGIN IMMEDIATE; {''.join(steps)}")
        if version <= WITH_PAGES:
            _fill_in_positions(connection)
        _fill_in_word_ids(connection)
        _fill_in_full_text(connection)
        _delete_left_words(connection)
        _fill_in_checksums(connection)
        connection.execute("UPDATE library SET unfinished = 1")
    connection.execute("VACUUM")
    connection.execute("UPDATE library SET unfinished = ?", (unfinished,))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


@contextmanager
def _changing(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _fill_in_word_ids(connection: sqlite3.Connection) -> None:
    word_ids = WordIds(connection)
    for ids, texts, above in _chunk_texts(connection):
        bodies, contexts = word_ids.encode(texts), word_ids.encode(above)
        connection.executemany(
            "UPDATE chunk SET body_words = ?, context_words = ? WHERE id = ?",
            zip(bodies, contexts, ids, strict=True),
        )


def _fill_in_full_text(connection: sqlite3.Connection) -> None:
    """Write the full text anew: words are deleted from it by telling it how they were cut."""
    connection.execute("INSERT INTO chunk_words (chunk_words) VALUES ('delete-all')")
    for ids, texts, above in _chunk_texts(connection):
        connection.executemany(
            "INSERT INTO chunk_words (rowid, body, context) VALUES (?, ?, ?)",
            zip(ids, map(for_index, texts), map(for_index, above), strict=True),
        )


def _chunk_texts(
    connection: sqlite3.Connection,
) -> Iterator[tuple[Sequence[int], Sequence[str], Sequence[str]]]:
    """Yield the ids of many chunks at once, their texts, and what stands above them."""
    last = 0
    while rows := connection.execute(
        "SELECT c.id, c.text, d.title, c.heading FROM chunk AS c JOIN document AS d "
        "ON d.id = c.document WHERE c.id > ? ORDER BY c.id LIMIT ?",
        (last, _CHUNKS_AT_ONCE),
    ).fetchall():
        ids, texts, titles, headings = zip(*rows, strict=True)
        yield ids, texts, list(map(context, titles, headings))
        last = ids[-1]


def _fill_in_positions(connection: sqlite3.Connection) -> None:
    for row, pages in connection.execute("SELECT id, positions FROM document").fetchall():
        positions = PackedPositions.of(
            (start, Position(number)) for number, start in enumerate(json.loads(pages), 1)
        )
        connection.execute(
            "UPDATE document SET positions = ? WHERE id = ?", (positions.numbers, row)
        )


def _delete_left_words(connection: sqlite3.Connection) -> None:
    """Delete what older versions left of the words of deleted documents."""
    connection.execute("INSERT INTO chunk_words (chunk_words) VALUES ('optimize')")
    lists = connection.execute("SELECT body_words, context_words FROM chunk")
    used = set(WordLists.decode([each for row in lists for each in row]).ids.tolist())
    unused = [row for row in connection.execute("SELECT id FROM word") if row[0] not in used]
    connection.executemany("DELETE FROM word WHERE id = ?", unused)


def _fill_in_checksums(connection: sqlite3.Connection) -> None:
    for table, columns in (
        ("library", checksums.LIBRARY),
        ("generation", checksums.GENERATION),
        ("document", checksums.DOCUMENT),
        ("block", checksums.BLOCK),
        ("word", checksums.WORD),
        ("embedding", checksums.EMBEDDING),
    ):
        connection.execute(f"UPDATE {table} SET checksum = {checksums.of(columns)}")
    connection.execute(f"UPDATE document SET text_checksum = {checksums.of(checksums.TEXT)}")
    connection.execute(
        f"UPDATE chunk AS c SET checksum = (SELECT {checksums.CHUNK_AND_KEY} "
        "FROM (SELECT 1) LEFT JOIN embedding AS e ON e.id = c.embedding)"
    )
    connection.execute(
        "UPDATE library SET full_text_checksum = ?, lengths_checksum = ?",
        (checksums.full_text_checksum(connection), checksums.lengths_checksum(connection)),
    )
