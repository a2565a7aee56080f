"""Copies a database of SQLite as it is at one moment, whatever is written to it meanwhile."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database into a file for its owner alone: whole, or not at all.

    Raises:
        OSError: the file cannot be made.
        sqlite3.Error: the database cannot be read, or the copy not written.
    """
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")  # mode 0600
    os.close(descriptor)
    temporary = Path(name)
    try:
        with closing(sqlite3.connect(temporary)) as copy:
            source.backup(copy)
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def copy_database_file(source: Path, target: Path) -> None:
    """Copy a database that others may have open, without writing anything beside it.

    Raises:
        OSError: the file cannot be made.
        sqlite3.Error: the database cannot be read, or the copy not written.
    """
    address = source.absolute().as_uri()
    try:
        with closing(sqlite3.connect(f"{address}?mode=ro", uri=True)) as connection:
            copy_database(connection, target)
    except sqlite3.OperationalError:
        # In a folder that is read-only SQLite can't make the files that it locks by.
        with closing(sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True)) as connection:
            copy_database(connection, target)
