"""The folder of the embedded vector store, and a note beside it of the state in which it was left.

Damage to its files can make Chroma end the whole process, or answer wrongly. The note tells both apart
from a store that is whole: it is `opening` while the store is opened, `open` from then on, and in the
end `closed` with a checksum of the files.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from ..errors import IndexWriteError, StoreError
from .catalog.checksums import is_ok
from .path_deletion import delete

FILL_AGAIN = "`footnote index` fills it again from the catalog."
"""What to do about a store that is damaged or lacks vectors."""

READ_AT_ONCE = 1 << 20
"""Bytes of a file that are read at once."""

ROOM = 1 << 20
"""Bytes for which there must be room before a store is deleted to be filled again."""


class StoreFolder:
    """Where the embedded store lies, below the data folder `data`."""

    def __init__(self, data: Path) -> None:
        self.path = data / "chroma"
        self._note = data / "chroma.state"

    def damage(self) -> str | None:
        """Return what is wrong with it as far as can be told without Chroma, or None."""
        state, _, checksum = self._read().partition(" ")
        if not self.path.is_dir():
            return "it is gone" if state else None
        if not state:
            # That left the vectors of removed documents in its files.
            return "it was made by an older version"
        if state == "opening":
            return "opening it ended the process"
        if state == "closed" and checksum != self._checksum():
            return "its files were changed"
        return None

    @contextmanager
    def opening(self) -> Iterator[None]:
        """Note that Chroma opens it, and then that it answers. An error is no end of the process."""
        before = self._read()
        self._write("opening")
        try:
            yield
        except BaseException:
            self._write(before)
            raise
        self._write("open")

    def closed(self) -> None:
        """Note how it was left. Chroma must have closed it."""
        self._write(f"closed {self._checksum()}")

    def remove(self) -> None:
        """Delete it with all that it holds, which the catalog has too.

        Raises:
            IndexWriteError: it cannot be deleted, or there is no room for another.
        """
        try:
            with tempfile.TemporaryFile(dir=self.path.parent) as room:
                room.write(bytes(ROOM))
            delete(self.path)
            delete(self._note)
        except OSError as error:
            raise IndexWriteError(
                f"The vector store {self.path} cannot be made anew "
                f"({error.strerror or error}). Give it room and permission, or delete it yourself.",
                public="The vector store cannot be made anew. The log says why.",
            ) from error

    def database_is_whole(self) -> bool:
        """Have SQLite go through its database. Chroma must have closed it."""
        try:
            with closing(sqlite3.connect(self.path / "chroma.sqlite3")) as connection:
                return is_ok(connection, "quick_check")
        except sqlite3.Error:
            return False

    def overwrite_free_space(self) -> None:
        """Write its database anew, without what was deleted in it. Chroma must have closed it.

        Raises:
            StoreError: the database cannot be used.
        """
        try:
            with closing(sqlite3.connect(self.path / "chroma.sqlite3")) as connection:
                connection.execute("VACUUM")
        except sqlite3.Error as error:
            raise StoreError(
                f"What was deleted in the vector store in {self.path} could not be overwritten "
                f"({error}). Give the disk room; the next re-index tries it again.",
                public="What was deleted could not be overwritten. The next re-index tries it again.",
            ) from error

    def _read(self) -> str:
        """Return the note; nothing where the store is new, or of an earlier version."""
        try:
            return self._note.read_text(encoding="ascii")
        except (OSError, ValueError):
            return ""

    def _write(self, state: str) -> None:
        with suppress(OSError):  # without the note less is found out, no more
            self._note.write_text(state, encoding="ascii")

    def _checksum(self) -> str:
        """Return a CRC-32 of all files; it is against accidents, not against people."""
        checksum = 0
        with suppress(OSError):
            for file in sorted(path for path in self.path.rglob("*") if path.is_file()):
                name = file.relative_to(self.path).as_posix()
                checksum = zlib.crc32(f"{name} {file.stat().st_size}".encode(), checksum)
                with file.open("rb") as content:
                    while part := content.read(READ_AT_ONCE):
                        checksum = zlib.crc32(part, checksum)
        return f"{checksum:08x}"
