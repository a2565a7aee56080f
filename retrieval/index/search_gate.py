"""Lets searches in, except while something is done to the store that none may see."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class SearchGate:
    """Any number of searches at once, or one who works apart from them."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._searches = 0
        self._apart = False

    @contextmanager
    def search(self) -> Iterator[bool]:
        """Search, where the value is true; it is false while somebody works apart."""
        with self._changed:
            admitted = not self._apart
            self._searches += admitted
        try:
            yield admitted
        finally:
            with self._changed:
                self._searches -= admitted
                self._changed.notify_all()

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Work when the searches that were let in are done. One at a time: the caller sees to that."""
        with self._changed:
            before, self._apart = self._apart, True
            self._changed.wait_for(lambda: self._searches == 0)
        try:
            yield
        finally:
            with self._changed:
                self._apart = before
