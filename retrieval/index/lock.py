"""One process at a time: a lock on the data folder that ends with the process that holds it.

The lock itself is the operating system's (through filelock); beside it lies a note of who holds it, so
that whoever comes second can be told.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ..errors import IndexInUseError
from .catalog import FILE, cannot_write
from .private_folder import make_private


class DataLock:
    """The lock on a data folder, held from `acquire` to `release`."""

    def __init__(self, data: Path, purpose: str) -> None:
        self._data = data
        self._purpose = purpose
        self._holder = data / "holder.json"
        # A process has one lock object a folder, whichever thread asks.
        self._lock = FileLock(data / "lock", thread_local=False)

    def acquire(self) -> None:
        """Take the lock at once or not at all.

        Raises:
            IndexInUseError: another process has it; the message says which.
            IndexWriteError: the folder cannot be made or written.
        """
        try:
            make_private(self._data, FILE)
            self._lock.acquire(timeout=0)
        except Timeout:
            raise IndexInUseError(
                f"The index in {self._data} is in use by {self._who()}. "
                "Wait until that is done or stop it; or name another folder with --data.",
                public="Another process is using the index. Try again when that is done.",
            ) from None
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise cannot_write(self._data, reason, live=False) from error
        note = {
            "pid": os.getpid(),
            "purpose": self._purpose,
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        # On a full disk the lock holds all the same, and whoever comes is told less.
        with suppress(OSError):
            self._holder.write_text(json.dumps(note), encoding="utf-8")

    def release(self) -> None:
        """Give the lock back; harmless when it is not held."""
        if self._lock.is_locked:
            self._holder.unlink(missing_ok=True)
            self._lock.release()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold it for a while; where it is held already, that is enough.

        Raises:
            IndexInUseError: another process has it.
            IndexWriteError: the folder cannot be made or written.
        """
        if self._lock.is_locked:
            yield
            return
        self.acquire()
        try:
            yield
        finally:
            self.release()

    def _who(self) -> str:
        try:
            note = json.loads(self._holder.read_text(encoding="utf-8"))
            return f"'{note['purpose']}' (process {note['pid']}, since {note['since']})"
        except (OSError, ValueError, KeyError, TypeError):
            return "another process"
