"""What the bot remembers between restarts, in SQLite: where sources stand, feedback, questions, and
the tokens of a day.

It never holds a word of the documents: a source is a file's name, its digest and two offsets, so
what is deleted from the documents is not kept here. Everything is forgotten after a time, and what is
forgotten is gone from the file and its log.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from . import store_schema
from .database import Database

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

FILE_NAME = "discord.sqlite3"
STORED_QUESTION_LIMIT = 300
REASON_LIMIT = 500
COPY_DAYS = 7.0
"""Days for which the copy of a file is kept that an older version of Footnote made."""

_ID_BITS = 62
"""How long an answer's id is. It stands in the buttons, and must not be guessed from another one."""


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

    `asker` and `question` are None where the question was private: it is not kept, but the buttons
    under its answer work. So is the `channel` of a private one in a direct message. `mode` is how it
    was answered, or "about" where it asked nothing of the documents' contents. `answered` is false for
    a refusal alone: there the documents have a gap. `generation` is that of the index it was made from.
    """

    server: int | None
    channel: int | None
    asker: int | None
    question: str | None
    mode: str
    answered: bool
    sources: tuple[SourceReference, ...]
    generation: int | None = None


class Store:
    """The bot's own database. Every method may be called from any thread."""

    def __init__(self, database: Database) -> None:
        """Keep it in `database`, in which others may have tables of their own."""
        self.database = database
        store_schema.prepare(database)
        database.run_script("PRAGMA foreign_keys = ON;")

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Return the store in the data folder, made at first use."""
        folder.mkdir(parents=True, exist_ok=True)
        return cls(Database(folder / FILE_NAME))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; the store is of no use afterwards."""
        self.database.close()

    def keep(self, record: AnswerRecord) -> int:
        """Remember an answer's sources. Its id, which nobody can guess, goes into the buttons."""
        answer = secrets.randbits(_ID_BITS)
        with self.database.transaction() as connection:
            connection.execute(
                "INSERT INTO answers (id, asked_at, server, channel, asker, question, mode, answered,"
                " generation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    answer,
                    time.time(),
                    record.server,
                    record.channel,
                    record.asker,
                    record.question and record.question[:STORED_QUESTION_LIMIT],
                    record.mode,
                    record.answered,
                    record.generation,
                ),
            )
            connection.executemany(
                "INSERT INTO sources VALUES (?, ?, ?, ?, ?, ?)",
                ((answer, s.number, s.path, s.digest, s.start, s.end) for s in record.sources),
            )
        return answer

    def channel_of(self, answer: int) -> int | None:
        """Return the channel in which an answer stands; None where it is somebody's own or unknown."""
        rows = self.database.read("SELECT channel FROM answers WHERE id = ?", (answer,))
        return rows[0][0] if rows else None

    def source(self, answer: int, number: int) -> SourceReference | None:
        """Return where a source of an answer stands, unless it was forgotten."""
        return next((each for each in self.sources(answer) if each.number == number), None)

    def sources(self, answer: int) -> list[SourceReference]:
        """Return where the sources of an answer stand, by number; none when it was forgotten."""
        rows = self.database.read(
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
            self.database.write(
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
        self.database.write("DELETE FROM tokens WHERE day < ?", (day.isoformat(),))
        self.database.write(
            "INSERT INTO tokens VALUES (?, ?)"
            " ON CONFLICT (day) DO UPDATE SET spent = spent + excluded.spent",
            (day.isoformat(), tokens),
        )

    def spent(self, day: date) -> int:
        """Return the tokens that a day has cost so far."""
        rows = self.database.read("SELECT spent FROM tokens WHERE day = ?", (day.isoformat(),))
        return int(rows[0][0]) if rows else 0

    def note(self, name: str) -> str | None:
        """Return a value that was noted under this name."""
        rows = self.database.read("SELECT value FROM notes WHERE name = ?", (name,))
        return str(rows[0][0]) if rows else None

    def set_note(self, name: str, value: str) -> None:
        """Note a value under a name, in place of an earlier one."""
        self.database.write("INSERT OR REPLACE INTO notes VALUES (?, ?)", (name, value))

    def forget(self, days: float) -> int:
        """Forget every answer older than this, with its sources and feedback. Returns how many."""
        forgotten = self.database.write(
            "DELETE FROM answers WHERE asked_at < ?", (time.time() - days * store_schema.DAY,)
        )
        store_schema.delete_copies(self.database, COPY_DAYS)
        self.database.empty_log()
        return forgotten

    def forget_person(self, person: int) -> tuple[int, int]:
        """Forget what a person asked, and their votes and reasons. Returns how many of each.

        Where the sources of their answers stand is kept, without them, for the others who see these.
        """
        with self.database.transaction() as connection:
            questions = connection.execute(
                "UPDATE answers SET asker = NULL, question = NULL, message = NULL,"
                " channel = CASE WHEN server IS NULL THEN NULL ELSE channel END WHERE asker = ?",
                (person,),
            ).rowcount
            votes = connection.execute("DELETE FROM feedback WHERE person = ?", (person,)).rowcount
        store_schema.delete_copies(self.database)
        self.database.empty_log()
        return questions, votes
