"""What was asked and not answered, as the bot's database has it, and which of it is done.

A question counts if it was refused, or if somebody said that its answer did not help. What asked
nothing of the documents' contents does not.
"""

from __future__ import annotations

import time
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .database import Database

_SCHEMA = """
CREATE TABLE IF NOT EXISTS gap_checks (     -- where an answer stands that was found later
    answer INTEGER PRIMARY KEY REFERENCES answers ON DELETE CASCADE,
    generation INTEGER NOT NULL,
    source TEXT NOT NULL,
    digest TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
) STRICT;
CREATE TEMP VIEW IF NOT EXISTS unanswered AS
    SELECT * FROM answers WHERE mode <> 'about' AND (answered = 0 OR EXISTS
        (SELECT 1 FROM feedback WHERE feedback.answer = answers.id AND helpful = 0));
"""


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question that was refused, or whose answer did not help.

    `sources` are the paths and digests of the closest documents or, where it was answered, of those
    that were cited. `asked_at` is in seconds since 1970.
    """

    id: int
    asked_at: float
    question: str
    asker: int | None
    channel: int | None
    refused: bool
    done: bool
    not_helpful: int = 0
    reasons: tuple[str, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LaterAnswer:
    """Where an answer was found later: `text[start:end]` of the document with that digest."""

    path: str
    digest: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Activity:
    """How many questions were asked in a time, and what became of them."""

    questions: int
    answers: int
    refusals: int
    not_helpful: int


class GapRecords:
    """The questions without an answer. `server` is the one where they were asked; None: all.

    Every method may be called from any thread.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        database.run_script(_SCHEMA)

    def unanswered(self, server: int | None = None) -> list[UnansweredQuestion]:
        """Return the questions whose words are kept, the oldest first."""
        values = (server,)
        votes: defaultdict[int, list[str | None]] = defaultdict(list)
        for answer, reason in self._database.read(
            "SELECT answer, reason FROM feedback JOIN unanswered ON unanswered.id = answer"
            " WHERE helpful = 0 AND (?1 IS NULL OR server = ?1) ORDER BY given_at",
            values,
        ):
            votes[answer].append(reason)
        sources: defaultdict[int, dict[tuple[str, str], None]] = defaultdict(dict)
        for answer, path, digest in self._database.read(
            "SELECT answer, source, digest FROM sources JOIN unanswered ON unanswered.id = answer"
            " WHERE (?1 IS NULL OR server = ?1) ORDER BY answer, number",
            values,
        ):
            sources[answer][path, digest] = None
        return [
            UnansweredQuestion(
                id=answer,
                asked_at=asked_at,
                question=question,
                asker=asker,
                channel=channel,
                refused=not answered,
                done=handled_at is not None,
                not_helpful=len(votes[answer]),
                reasons=tuple(reason for reason in votes[answer] if reason),
                sources=tuple(sources[answer]),
            )
            for answer, asked_at, question, asker, channel, answered, handled_at in self._database.read(
                "SELECT id, asked_at, question, asker, channel, answered, handled_at FROM unanswered"
                " WHERE question IS NOT NULL AND (?1 IS NULL OR server = ?1)"
                " ORDER BY asked_at, id",
                values,
            )
        ]

    def without_words(self, server: int | None = None) -> int:
        """Return how many there are whose words are not kept: private ones, or forgotten."""
        [(count,)] = self._database.read(
            "SELECT count(*) FROM unanswered WHERE question IS NULL AND (?1 IS NULL OR server = ?1)",
            (server,),
        )
        return int(count)

    def mark_done(self, answers: Iterable[int]) -> None:
        """Note that an admin is done with these."""
        now = time.time()
        with self._database.transaction() as connection:
            connection.executemany(
                "UPDATE answers SET handled_at = ? WHERE id = ?",
                [(now, answer) for answer in answers],
            )

    def cited(self, server: int | None = None) -> list[tuple[str, str, int]]:
        """Return the path and digest of each document that answers cite, with how many do."""
        rows: list[tuple[str, str, int]] = self._database.read(
            "SELECT source, digest, count(DISTINCT answer) FROM sources"
            " JOIN answers ON answers.id = answer"
            " WHERE answered = 1 AND mode <> 'about' AND (?1 IS NULL OR server = ?1)"
            " GROUP BY source, digest",
            (server,),
        )
        return rows

    def activity(self, since: float, server: int | None = None) -> Activity:
        """Count what was asked since then, in seconds since 1970; private questions too."""
        [(questions, answers)] = self._database.read(
            "SELECT count(*), coalesce(sum(answered), 0) FROM answers"
            " WHERE mode <> 'about' AND asked_at >= ?2 AND (?1 IS NULL OR server = ?1)",
            (server, since),
        )
        [(not_helpful,)] = self._database.read(
            "SELECT count(*) FROM feedback JOIN answers ON answers.id = answer"
            " WHERE helpful = 0 AND mode <> 'about' AND given_at >= ?2"
            " AND (?1 IS NULL OR server = ?1)",
            (server, since),
        )
        return Activity(questions, answers, questions - answers, not_helpful)

    def keep_checks(
        self, checked: Iterable[int], found: dict[int, LaterAnswer], generation: int
    ) -> None:
        """Note what was found for those that were checked, in place of what was known of them."""
        with self._database.transaction() as connection:
            connection.executemany(
                "DELETE FROM gap_checks WHERE answer = ?", [(each,) for each in checked]
            )
            connection.executemany(
                "INSERT OR REPLACE INTO gap_checks"
                " SELECT id, ?, ?, ?, ?, ? FROM answers WHERE id = ?",
                [
                    (generation, place.path, place.digest, place.start, place.end, answer)
                    for answer, place in found.items()
                ],
            )

    def checks(self, generation: int) -> dict[int, LaterAnswer]:
        """Return what was found in this generation of the index, by the answers' ids."""
        return {
            answer: LaterAnswer(*place)
            for answer, *place in self._database.read(
                "SELECT answer, source, digest, start, stop FROM gap_checks WHERE generation = ?",
                (generation,),
            )
        }
