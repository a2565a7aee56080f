"""Makes a catalog of an older version one of this version, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from .reading import context
from .schema import MIGRATIONS, SCHEMA, VERSION, WITHOUT_WORD_IDS
from .word_ids import WordIds

_CHUNKS_AT_ONCE = 1_000


def create(connection: sqlite3.Connection) -> None:
    """Make the tables of a new catalog."""
    with _changing(connection):
        connection.executescript(f"BEGIN IMMEDIATE; {SCHEMA}")


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Take a catalog of an older version over."""
    steps = (MIGRATIONS[step] for step in range(version, VERSION))
    with _changing(connection):
        connection.executescript(f"BEGIN IMMEDIATE; {''.join(steps)}")
        if version <= WITHOUT_WORD_IDS:
            _fill_in_word_ids(connection)


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
    last = 0
    while rows := connection.execute(
        "SELECT c.id, c.text, d.title, c.heading FROM chunk AS c JOIN document AS d "
        "ON d.id = c.document WHERE c.id > ? ORDER BY c.id LIMIT ?",
        (last, _CHUNKS_AT_ONCE),
    ).fetchall():
        ids, texts, titles, headings = zip(*rows, strict=True)
        bodies = word_ids.encode(texts)
        contexts = word_ids.encode(map(context, titles, headings))
        connection.executemany(
            "UPDATE chunk SET body_words = ?, context_words = ? WHERE id = ?",
            zip(bodies, contexts, ids, strict=True),
        )
        last = ids[-1]
