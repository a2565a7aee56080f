"""The tables of the bot's own database, and how a file of an older version becomes one of this."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from retrieval import NewerVersionError

if TYPE_CHECKING:
    from .database import Database

DAY = 86_400.0

VERSION = 2
"""Written into the file as its `user_version`."""

_ANSWERS = """(
    id INTEGER PRIMARY KEY,
    asked_at REAL NOT NULL,
    server INTEGER,
    channel INTEGER,
    asker INTEGER,                     -- null, as the question is, where it is private or forgotten
    question TEXT,
    mode TEXT NOT NULL,
    answered INTEGER NOT NULL
) STRICT;
"""

_ANSWERS_INDEXES = """
CREATE INDEX IF NOT EXISTS answers_by_time ON answers (asked_at);
CREATE INDEX IF NOT EXISTS answers_by_asker ON answers (asker);
"""

_TABLES = """
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

_FIRST_TABLES = f"CREATE TABLE answers {_ANSWERS} {_ANSWERS_INDEXES} {_TABLES}"

_MOVED = """
INSERT INTO new_answers
    SELECT id, asked_at, server, NULL, asker, question, mode, answered FROM answers;
DROP TABLE answers;
ALTER TABLE new_answers RENAME TO answers;
DELETE FROM sources;
"""

_NEW_IDS = f"CREATE TABLE new_answers {_ANSWERS} {_MOVED} {_ANSWERS_INDEXES} {_TABLES}"
"""Takes over the answers of a file without channels and with ids that follow each other.

Their sources are forgotten: the buttons would be anybody's who guesses such an id."""

_AFTERWARDS = """
ALTER TABLE answers ADD COLUMN generation INTEGER;  -- of the index that it was made from
ALTER TABLE answers ADD COLUMN message INTEGER;     -- null where only the asker sees it
ALTER TABLE answers ADD COLUMN marked INTEGER NOT NULL DEFAULT 0;  -- a bit for each stale source
ALTER TABLE answers ADD COLUMN handled_at REAL;     -- when an admin was done with it as a gap
CREATE INDEX sources_by_path ON sources (source);
"""
"""What becomes of an answer after it was given. New files go through it as well."""

MIGRATIONS = {0: _NEW_IDS, 1: _AFTERWARDS}
"""By the version that a file has, what makes it one of the next version."""


def prepare(database: Database) -> None:
    """Make the tables of a new file, or take one of an older version over, in one transaction.

    Of an older one a copy is kept beside it.

    Raises:
        NewerVersionError: a newer version of Footnote has made it.
    """
    [(version,)] = database.read("PRAGMA user_version")
    if version == VERSION:
        return
    if version > VERSION:
        raise NewerVersionError(
            f"The bot's database {database.path} was made by a newer version of Footnote. Update "
            "Footnote, or name another data folder with --data."
        )
    if version == 0 and not database.read("SELECT 1 FROM sqlite_schema WHERE name = 'answers'"):
        steps = [_FIRST_TABLES, _AFTERWARDS]
    else:
        database.copy_to(database.path.with_name(f"{database.path.name}.version-{version}"))
        steps = [MIGRATIONS[step] for step in range(version, VERSION)]
    database.run_script(
        f"BEGIN IMMEDIATE; {''.join(steps)} PRAGMA user_version = {VERSION}; COMMIT;"
    )


def delete_copies(database: Database, days: float = 0.0) -> None:
    """Delete the copies of older versions, of that age or more: they hold what is to be forgotten."""
    for copy in database.path.parent.glob(f"{database.path.name}.version-*"):
        with suppress(OSError):
            if copy.stat().st_mtime <= time.time() - days * DAY:
                copy.unlink()
