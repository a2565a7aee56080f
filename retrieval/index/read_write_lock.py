"""A lock for many who read or one who writes, by which no reader waits: it goes elsewhere meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class ReadWriteLock:
    """Any number of readers at once, or one writer."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._readers = 0
        self._held = False

    @contextmanager
    def read(self) -> Iterator[bool]:
        """Read, where the value is true; it is false while somebody writes."""
        with self._changed:
            admitted = not self._held
            self._readers += admitted
        try:
            yield admitted
        finally:
            with self._changed:
                self._readers -= admitted
                self._changed.notify_all()

    @contextmanager
    def write(self) -> Iterator[None]:
        """Write when the readers that were let in are done. One at a time: the caller sees to that."""
        with self._changed:
            before, self._held = self._held, True
            self._changed.wait_for(lambda: self._readers == 0)
        try:
            yield
        finally:
            with self._changed:
                self._held = before
