"""The bot's own database in SQLite: one connection, which any thread may use, one at a time."""

from __future__ import annotations

import logging
import sqlite3
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

from retrieval import copy_database

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

log = logging.getLogger(__name__)

_PRAGMAS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;"


class Database:
    """A file of SQLite. Who keeps something in it has tables of their own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._lock = Lock()
        self.run_script(_PRAGMAS)

    def close(self) -> None:
        """Close it; it is of no use afterwards."""
        with self._lock:
            self._connection.close()

    def run_script(self, script: str) -> None:
        """Run statements without values, such as those that make tables."""
        with self._lock:
            self._connection.executescript(script)

    def copy_to(self, target: Path) -> None:
        """Copy all of it into a file for its owner alone.

        Raises:
            OSError: the file cannot be made.
            sqlite3.Error: it cannot be written.
        """
        with self._lock:
            copy_database(self._connection, target)

    def read(self, statement: str, values: Iterable[object] = ()) -> list[Any]:
        """Return the rows that a statement finds."""
        with self._lock:
            return self._connection.execute(statement, tuple(values)).fetchall()

    def write(self, statement: str, values: Iterable[object]) -> int:
        """Return how many rows a statement has changed."""
        with self._lock:
            return self._connection.execute(statement, tuple(values)).rowcount

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Hand out the connection for changes that are made together or not at all."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def empty_log(self) -> None:
        """Write the log of changes back and empty it: it holds what was there before."""
        busy, *_ = self.read("PRAGMA wal_checkpoint(TRUNCATE)")[0]
        if busy:
            log.warning(
                "Something else reads %s, so what was forgotten is in its log", self.path.name
            )
