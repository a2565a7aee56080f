"""The answers that stand in channels, in the bot's database: what they were made from, and their marks.

A mark tells which of an answer's sources no longer say what it quotes.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from .store import SourceReference
from .store_schema import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .database import Database

LAST_MARKED = 62
"""The highest number of a source that can be marked: the column holds a bit for each."""


@dataclass(frozen=True, slots=True)
class AnswerOrigin:
    """When an answer was given, in which channel, to what, and from which generation of the index.

    What is not kept, or was forgotten, is None.
    """

    given_at: datetime
    generation: int | None
    channel: int | None
    question: str | None


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """An answer in a channel. `message` is the last of its messages, below which its buttons stand.

    `marked` are the numbers of the sources that its mark names; none where it has no mark.
    """

    id: int
    channel: int
    message: int
    marked: frozenset[int]
    sources: tuple[SourceReference, ...]


class ShownAnswers:
    """Where answers stand. Every method may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, answer: int, message: int) -> None:
        """Note the last message of an answer that everybody in its channel sees."""
        self._database.write(
            "UPDATE answers SET message = ? WHERE id = ? AND asker IS NOT NULL", (message, answer)
        )

    def leave(self, answer: int) -> None:
        """Forget the message of an answer that can't be edited any more."""
        self._database.write("UPDATE answers SET message = NULL WHERE id = ?", (answer,))

    def origin(self, answer: int) -> AnswerOrigin | None:
        """Return what an answer was made from; None when it was forgotten."""
        rows = self._database.read(
            "SELECT asked_at, generation, channel, question FROM answers WHERE id = ?", (answer,)
        )
        return next(
            (AnswerOrigin(datetime.fromtimestamp(at, UTC), *others) for at, *others in rows), None
        )

    def newest(self, days: float, count: int) -> list[ShownAnswer]:
        """Return at most so many of the last days' answers that cite documents, newest first."""
        rows = self._database.read(
            "SELECT a.id, channel, message, marked, number, source, digest, start, stop FROM ("
            " SELECT * FROM answers WHERE message IS NOT NULL AND channel IS NOT NULL"
            " AND answered AND mode != 'about' AND asked_at > ? ORDER BY asked_at DESC LIMIT ?"
            ") AS a JOIN sources ON answer = a.id WHERE number <= ?"
            " ORDER BY asked_at DESC, a.id, number",
            (time.time() - days * DAY, count, LAST_MARKED),
        )
        return [
            ShownAnswer(
                answer,
                channel,
                message,
                _numbers(marked),
                tuple(SourceReference(*columns) for _, _, _, _, *columns in sources),
            )
            for (answer, channel, message, marked), sources in groupby(rows, lambda row: row[:4])
        ]

    def move(self, sources: Iterable[tuple[int, SourceReference]]) -> None:
        """Note where sources stand now, each of an answer, by their numbers."""
        with self._database.transaction() as connection:
            connection.executemany(
                "UPDATE sources SET source = ?, digest = ?, start = ?, stop = ?"
                " WHERE answer = ? AND number = ?",
                ((s.path, s.digest, s.start, s.end, answer, s.number) for answer, s in sources),
            )

    def set_marked(self, answer: int, numbers: Iterable[int]) -> None:
        """Note which sources the mark of an answer names now."""
        bits = sum(1 << number for number in set(numbers))
        self._database.write("UPDATE answers SET marked = ? WHERE id = ?", (bits, answer))


def _numbers(bits: int) -> frozenset[int]:
    return frozenset(number for number in range(LAST_MARKED + 1) if bits >> number & 1)
