"""Opens the catalog's file, one connection a thread, and hands out snapshots and the writer."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock

from ...arrays import Floats
from ...database_copy import copy_database
from ...errors import FootnoteError, NewerVersionError, StoreError
from ..private_folder import make_private
from . import checksums, integrity, sqlite_errors
from .migration import create, migrate
from .reading import Snapshot
from .schema import MIGRATIONS, VERSION
from .writing import LOCK_TIMEOUT, Writer

FILE = "catalog.sqlite3"

_PRAGMAS = ("PRAGMA secure_delete = ON", "PRAGMA synchronous = NORMAL", "PRAGMA cache_size = -4000")


class Catalog:
    """The catalog in a data folder. Any number of threads may read while one writes."""

    def __init__(self, data: Path, *, read_only: bool = False) -> None:
        """Open it, or make it unless `read_only`, which needs a folder that can be read and no more.

        Raises:
            IndexWriteError: the folder cannot be written, or not even read.
            IndexDamagedError: the file is damaged.
            StoreError: it was made by another version.
        """
        self._data = data
        self._path = data / FILE
        self._read_only = read_only
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._read_gate = threading.Lock()
        self._sound: set[int | str] = set()
        try:
            with self.telling_errors():
                if not read_only:
                    make_private(data, FILE)
                self._prepare()
        except BaseException:
            self.close()
            raise

    @staticmethod
    def exists(data: Path) -> bool:
        """Return whether a data folder has a catalog.

        Raises:
            IndexWriteError: the folder may not be looked into.
        """
        try:
            return (data / FILE).is_file()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise sqlite_errors.cannot_write(data, reason, live=False) from error

    @property
    def library(self) -> str:
        """The identifier of this library, made once at random."""
        with self.telling_errors():
            rows = self._connection().execute(
                f"SELECT id, checksum = {checksums.of(checksums.LIBRARY)} FROM library"
            )
            for (identifier,) in checksums.sound(rows):
                return str(identifier)
            raise checksums.DamagedRowError

    @property
    def documents_folder(self) -> tuple[str, str] | None:
        """The folder that the live generation was made of; see `Generation`."""
        with self.snapshot() as snapshot:
            return snapshot.live.folder if snapshot.live else None

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """Hand out a snapshot: all that is read from it belongs to one state of the catalog.

        Raises:
            IndexDamagedError: the file is damaged.
            IndexWriteError: it cannot be used.
        """
        with self.telling_errors():
            connection = self._connection()
            with self._read_gate:
                connection.execute("BEGIN")
            try:
                yield Snapshot(connection, self._sound)
            finally:
                connection.rollback()

    def writer(self) -> Writer:
        """Return the writer, for the thread that calls. One at a time: the caller sees to that."""
        return Writer(self._connection(), self._read_gate)

    def check(self) -> None:
        """Look for damage as a re-index can afford it: 0.03 seconds for 18,000 chunks.

        Raises:
            IndexDamagedError: there is some.
        """
        with self.telling_errors():
            if not integrity.is_sound(self._connection()):
                raise sqlite_errors.damaged(self._data)

    def damage(self) -> list[str]:
        """Return what is damaged, after reading all of it: 0.2 seconds for 18,000 chunks."""
        with self.telling_errors():
            return integrity.damage(self._connection())

    def sound_embeddings(self) -> dict[str, dict[str, Floats]]:
        """Return the embeddings that are not damaged, by model and key."""
        return integrity.sound_embeddings(self._connection())

    @contextmanager
    def telling_errors(self) -> Iterator[None]:
        """Turn what SQLite and the file system raise into a sentence that helps.

        Whatever else is raised that nobody foresaw may come of damage: then the file is looked through.

        Raises:
            IndexDamagedError: the file is damaged.
            IndexInUseError: another process writes for longer than `LOCK_TIMEOUT`.
            IndexWriteError: the folder cannot be written, or the file not read.
        """
        try:
            yield
        except FootnoteError:
            raise
        except sqlite3.ProgrammingError:
            raise  # a connection that was closed: nothing of the file
        except (sqlite3.Error, OSError) as error:
            raise sqlite_errors.translated(
                error, self._data, live=self._has_live_index()
            ) from error
        except UnicodeDecodeError as error:
            # SQLite's own message is no text: it tells what it read of a damaged schema.
            raise sqlite_errors.damaged(self._data) from error
        except Exception as error:
            if self._is_damaged():
                raise sqlite_errors.damaged(self._data) from error
            raise

    def copy_to(self, target: Path) -> None:
        """Copy all of it, as it is at one moment, into a file for its owner alone.

        Raises:
            IndexDamagedError: it is damaged.
            OSError: the copy cannot be made.
            sqlite3.Error: the copy cannot be written.
        """
        self.check()
        copy_database(self._connection(), target)

    def delete_copies(self) -> None:
        """Delete the copies of older versions: they hold what has been deleted since."""
        for copy in self._data.glob(f"{FILE}.version-*"):
            with suppress(OSError):
                copy.unlink()

    def renew_identifier(self) -> None:
        """Give this library a name of its own, so that it shares no vectors with one that it copies."""
        with self.telling_errors():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE library SET id = lower(hex(randomblob(8)))")
            connection.execute(f"UPDATE library SET checksum = {checksums.of(checksums.LIBRARY)}")
            connection.execute("COMMIT")

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
        if not self._read_only:
            return self._connect("mode=rwc")
        try:
            connection = self._connect("mode=ro")
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            if not sqlite_errors.is_of_access(error) or not self._path.is_file():
                raise
            return self._open_in_read_only_folder()
        return connection

    def _open_in_read_only_folder(self) -> sqlite3.Connection:
        """Open the file where SQLite can make no file beside it, as it does for its locks.

        Nobody else writes there, so it needs none. What stands in the log is read with it.
        """
        log = self._path.with_name(f"{FILE}-wal")
        if log.is_file() and log.stat().st_size and os.name == "posix":
            return self._connect("mode=ro&vfs=unix-none", "PRAGMA locking_mode = EXCLUSIVE")
        return self._connect("mode=ro&immutable=1")

    def _connect(self, how: str, *pragmas: str) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"{self._path.absolute().as_uri()}?{how}",
            uri=True,
            isolation_level=None,
            timeout=LOCK_TIMEOUT,
            check_same_thread=False,
        )
        connection.row_factory = sqlite3.Row
        checksums.add_checksum_function(connection)
        with self._guard:
            self._opened.append(connection)
        for pragma in (*pragmas, *_PRAGMAS):
            connection.execute(pragma)
        return connection

    def _has_live_index(self) -> bool:
        try:
            row = self._connection().execute("SELECT live FROM library").fetchone()
        except (sqlite3.Error, ValueError):
            return False
        return row is not None and row[0] is not None

    def _is_damaged(self) -> bool:
        try:
            return bool(integrity.damage(self._connection()))
        except sqlite3.Error:
            return False
        except ValueError:  # the file's text is none, not even its tables' names
            return True

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
                "Run `footnote index`, which takes it over.",
                public="The index was made by an older version of Footnote, and must be taken over.",
            )
        if version > VERSION:
            raise NewerVersionError(
                f"The index in {self._data} was made by a newer version of Footnote. Update Footnote, "
                "or name another data folder with --data.",
                public="The index was made by a newer version of Footnote.",
            )
        if version != VERSION:
            raise StoreError(
                f"The index in {self._data} was made by another version of Footnote. "
                f"{sqlite_errors.REBUILD_HINT}",
                public="The index was made by another version of Footnote.",
            )

    def _create_or_migrate(self) -> None:
        version = self._version()
        if version == 0:
            self._connection().execute("PRAGMA journal_mode = WAL")
            create(self._connection())
        elif version in MIGRATIONS:
            copy_database(self._connection(), self._path.with_name(f"{FILE}.version-{version}"))
            migrate(self._connection(), version)

    def _version(self) -> int:
        return int(self._connection().execute("PRAGMA user_version").fetchone()[0])
