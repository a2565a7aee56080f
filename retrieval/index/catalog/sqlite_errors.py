"""What SQLite raises, as an error for people. It goes by SQLite's codes alone.

The message of an error may hold the text of a document, and is never shown.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ...errors import IndexDamagedError, IndexInUseError, IndexWriteError, StoreError

REBUILD_HINT = "Run `footnote index --rebuild`, which makes it anew from the documents."
"""What to do with an index that cannot be opened or read."""

_PRIMARY = 0xFF
"""An extended result code has the primary one in its lowest byte."""

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}

_REASONS = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_IOERR: "disk I/O error",
    sqlite3.SQLITE_READONLY: "it is read-only",
    sqlite3.SQLITE_CANTOPEN: "its catalog cannot be opened",
    sqlite3.SQLITE_PERM: "permission denied",
    sqlite3.SQLITE_AUTH: "permission denied",
    sqlite3.SQLITE_NOMEM: "there is too little memory",
    sqlite3.SQLITE_NOLFS: "the file system takes no large files",
    sqlite3.SQLITE_INTERRUPT: "it was interrupted",
}

_SHORT_READ, _BAD_CHECKSUM, _CORRUPT_FILE_SYSTEM = (
    sqlite3.SQLITE_IOERR | number << 8 for number in (2, 32, 33)
)


def primary_code(error: sqlite3.Error) -> int | None:
    """Return the primary result code; None for what the module `sqlite3` raises by itself."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY


def is_of_access(error: sqlite3.Error) -> bool:
    """Return whether the file could not be read or written; it may be as sound as ever."""
    if getattr(error, "sqlite_errorcode", None) in (
        _SHORT_READ,
        _BAD_CHECKSUM,
        _CORRUPT_FILE_SYSTEM,
    ):
        return False
    return primary_code(error) in _REASONS


def reason_of(error: sqlite3.Error | StoreError) -> str | None:
    """Say in a few words why the index could not be used; None where it is damaged."""
    if isinstance(error, StoreError):
        return None if isinstance(error, IndexDamagedError) else str(error).rstrip(".")
    code = primary_code(error)
    if code in _BUSY:
        return "another process writes to it"
    return _REASONS[code] if code is not None and is_of_access(error) else None


def damaged(data: Path) -> IndexDamagedError:
    """Return the error for a damaged index."""
    return IndexDamagedError(
        f"The index in {data} is damaged. {REBUILD_HINT}",
        public="The index is damaged, and must be made anew.",
    )


def translated(error: sqlite3.Error | OSError, data: Path, *, live: bool) -> StoreError:
    """Return the error for people; `live` says that an index is live and stays so."""
    if isinstance(error, OSError):
        return cannot_write(data, error.strerror or type(error).__name__, live=live)
    code = primary_code(error)
    if code in _BUSY:
        return IndexInUseError(
            f"The index in {data} is being written by another process. Wait until that is done.",
            public="The index is being written. Wait until that is done.",
        )
    if code is not None and is_of_access(error):
        return cannot_write(data, _REASONS[code], live=live)
    return damaged(data)


def cannot_write(data: Path, reason: str, *, live: bool) -> IndexWriteError:
    """Return the error for a folder that cannot be used."""
    still = " The index that was live still is." if live else ""
    return IndexWriteError(
        f"The data folder {data} cannot be written ({reason}). Give it room and permission, or "
        f"name another with --data.{still}",
        public=f"The index cannot be used for now.{still} The log says why.",
    )
