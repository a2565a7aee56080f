"""What the bot remembers between restarts, in SQLite: where sources stand, feedback, questions, and
the tokens of a day.

It never holds a word of the documents: a source is a file's name, its digest and two offsets, so
what is deleted from the documents is not kept here. Everything is forgotten after a time.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

FILE_NAME = "discord.sqlite3"
STORED_QUESTION_LIMIT = 300
REASON_LIMIT = 500
DAY = 86_400.0

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    asked_at REAL NOT NULL,
    server INTEGER,
    asker INTEGER NOT NULL,
    question TEXT NOT NULL,
    mode TEXT NOT NULL,
    answered INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS answers_by_time ON answers (asked_at);
CREATE TABLE IF NOT EXISTS sources (
    answer INTEGER NOT NULL REFERENCES answers ON DELETE CASCADE,
    number INTEGER NOT NULL,
    source TEXT NOT NULL,
    digest TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (answer, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feedback (
    answer INTEGER NOT NULL REFERENCES answers ON DELETE CASCADE,
    person INTEGER NOT NULL,
    helpful INTEGER NOT NULL,
    reason TEXT,
    given_at REAL NOT NULL,
    PRIMARY KEY (answer, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tokens (day TEXT PRIMARY KEY, spent INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


@dataclass(frozen=True, slots=True)
class SourceReference:
    """Where a source of an answer stands: `start` and `end` in the text with that `digest`."""

    number: int
    path: str
    digest: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """A question that was answered, as far as it is kept.

    `mode` is how it was answered, or "about" where it asked nothing of the documents' contents.
    `answered` is false for a refusal alone: there the documents have a gap.
    """

    server: int | None
    asker: int
    question: str
    mode: str
    answered: bool
    sources: tuple[SourceReference, ...]


class Store:
    """The bot's own database. Every method may be called from any thread."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._lock = Lock()
        with self._lock:
            self._connection.executescript(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;"
                "PRAGMA foreign_keys = ON;" + _SCHEMA
            )

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the store in the data folder, made at first use."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(folder / FILE_NAME)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; the store is of no use afterwards."""
        with self._lock:
            self._connection.close()

    def keep(self, record: AnswerRecord) -> int:
        """Remember an answer's sources. Its id goes into the buttons."""
        with self._lock, closing(self._connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                cursor.execute(
                    "INSERT INTO answers (asked_at, server, asker, question, mode, answered)"
                    " VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        time.time(),
                        record.server,
                        record.asker,
                        record.question[:STORED_QUESTION_LIMIT],
                        record.mode,
                        record.answered,
                    ),
                )
                answer = int(cursor.lastrowid or 0)
                cursor.executemany(
                    "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?)",
                    ((answer, s.number, s.path, s.digest, s.start, s.end) for s in record.sources),
                )
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
            cursor.execute("COMMIT")
            return answer

    def source(self, answer: int, number: int) -> SourceReference | None:
        """Return where a source of an answer stands, unless it was forgotten."""
        return next((each for each in self.sources(answer) if each.number == number), None)

    def sources(self, answer: int) -> list[SourceReference]:
        """Return where the sources of an answer stand, by number; none when it was forgotten."""
        rows = self._read(
            "SELECT number, source, digest, start, stop FROM sources"
            " WHERE answer = ? ORDER BY number",
            (answer,),
        )
        return [SourceReference(*row) for row in rows]

    def rate(self, answer: int, person: int, *, helpful: bool, reason: str | None = None) -> bool:
        """Store a person's opinion in place of an earlier one. False when the answer was forgotten.

        A reason that was given is kept while the opinion stays the same and no new one is given.
        """
        return bool(
            self._write(
                "INSERT INTO feedback (answer, person, helpful, reason, given_at)"
                " SELECT id, ?, ?, ?, ? FROM answers WHERE id = ?"
                " ON CONFLICT (answer, person) DO UPDATE SET"
                " reason = CASE WHEN feedback.helpful = excluded.helpful"
                " THEN coalesce(excluded.reason, feedback.reason) ELSE excluded.reason END,"
                " helpful = excluded.helpful, given_at = excluded.given_at",
                (person, helpful, reason and reason[:REASON_LIMIT], time.time(), answer),
            )
        )

    def spend(self, day: date, tokens: int) -> None:
        """Add to the tokens that a day has cost, and forget those of earlier days."""
        self._write("DELETE FROM tokens WHERE day < ?", (day.isoformat(),))
        self._write(
            "INSERT INTO tokens VALUES (?, ?)"
            " ON CONFLICT (day) DO UPDATE SET spent = spent + excluded.spent",
            (day.isoformat(), tokens),
        )

    def spent(self, day: date) -> int:
        """Return the tokens that a day has cost so far."""
        rows = self._read("SELECT spent FROM tokens WHERE day = ?", (day.isoformat(),))
        return int(rows[0][0]) if rows else 0

    def note(self, name: str) -> str | None:
        """Return a value that was noted under this name."""
        rows = self._read("SELECT value FROM notes WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else None

    def set_note(self, name: str, value: str) -> None:
        """Note a value under a name, in place of an earlier one."""
        self._write("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def forget(self, days: float) -> int:
        """Forget every answer older than this, with its sources and feedback. Returns how many."""
        return self._write("DELETE FROM answers WHERE asked_at < ?", (time.time() - days * DAY,))

    def _read(self, statement: str, values: Iterable[object]) -> list[Any]:
        with self._lock:
            return self._connection.execute(statement, tuple(values)).fetchall()

    def _write(self, statement: str, values: Iterable[object]) -> int:
        with self._lock:
            return self._connection.execute(statement, tuple(values)).rowcount
