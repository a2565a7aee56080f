"""Opens the catalog's file, one connection a thread, and hands out snapshots and the writer."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock

from ...errors import IndexWriteError, StoreError
from .migration import create, migrate
from .reading import Snapshot
from .schema import MIGRATIONS, VERSION
from .writing import LOCK_TIMEOUT, Writer

FILE = "catalog.sqlite3"

REBUILD_HINT = f"Delete its file '{FILE}' and its folder 'chroma', and run `footnote index`."
"""What to do with an index that cannot be opened. The bot keeps other things beside it."""


class Catalog:
    """The catalog in a data folder. Any number of threads may read while one writes."""

    def __init__(self, data: Path, *, read_only: bool = False) -> None:
        """Open it, or make it unless `read_only`.

        Raises:
            IndexWriteError: the folder cannot be written, or the file is damaged.
            StoreError: it was made by another version.
        """
        self._data = data
        self._path = data / FILE
        self._read_only = read_only
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._read_gate = threading.Lock()
        with translate_sqlite_errors(data):
            if not read_only:
                data.mkdir(parents=True, exist_ok=True)
            self._prepare()

    @staticmethod
    def exists(data: Path) -> bool:
        """Return whether a data folder has a catalog."""
        return (data / FILE).is_file()

    @property
    def library(self) -> str:
        """The identifier of this library, made once at random."""
        row = self._connection().execute("SELECT id FROM library").fetchone()
        return str(row["id"])

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Hand out a snapshot: all that is read from it belongs to one state of the catalog.

        Raises:
            IndexWriteError: the file is damaged or cannot be used.
        """
        with translate_sqlite_errors(self._data):
            connection = self._connection()
            with self._read_gate:
                connection.execute("BEGIN")
            try:
                yield Snapshot(connection)
            finally:
                connection.rollback()

    def writer(self) -> Writer:
        """Return the writer, for the thread that calls. One at a time: the caller sees to that."""
        return Writer(self._connection(), self._read_gate)

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
            self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._open()
            self._local.connection = connection
        return connection

    def _open(self) -> sqlite3.Connection:
        mode = "ro" if self._read_only else "rwc"
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=LOCK_TIMEOUT,
            check_same_thread=False,
        )
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA cache_size = -4000")
        with self._guard:
            self._opened.append(connection)
        return connection

    def _prepare(self) -> None:
        """Create the tables of a new file, and migrate those of an older version."""
        if self._version() in (0, *MIGRATIONS) and not self._read_only:
            # SQLite's own lock does not do: two that turn on the log of a new file at once fail.
            with FileLock(
                self._path.with_suffix(".lock"), timeout=LOCK_TIMEOUT, thread_local=False
            ):
                self._create_or_migrate()
        version = self._version()
        if version in MIGRATIONS:
            raise StoreError(
                f"The index in {self._data} was made by an older version of Footnote. "
                "Run `footnote index`, which takes it over."
            )
        if version != VERSION:
            raise StoreError(
                f"The index in {self._data} was made by another version of Footnote. {REBUILD_HINT}"
            )

    def _create_or_migrate(self) -> None:
        version = self._version()
        if version == 0:
            self._connection().execute("PRAGMA journal_mode = WAL")
            create(self._connection())
        elif version in MIGRATIONS:
            migrate(self._connection(), version)

    def _version(self) -> int:
        return int(self._connection().execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def translate_sqlite_errors(data: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise into a sentence that helps."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        raise IndexWriteError(
            f"The data folder {data} cannot be written ({error}). Give it room and permission, or "
            "name another with --data. The index that was live still is."
        ) from error
    except sqlite3.DatabaseError as error:
        raise IndexWriteError(
            f"The catalog in {data} is damaged ({error}). {REBUILD_HINT}"
        ) from error
