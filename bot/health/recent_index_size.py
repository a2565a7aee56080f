"""The size of the index, asked for in a thread and kept for some seconds."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval import IndexSize, Library

    from ..worker import Worker

KEPT_SECONDS = 5.0
PATIENCE = 3.0
"""Seconds for a reading. A probe must not wait for a disk that hangs."""


class RecentIndexSize:
    """Reads the size of the index at most once in some seconds, however many ask for it."""

    def __init__(
        self, library: Library, worker: Worker, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._library = library
        self._worker = worker
        self._clock = clock
        self._reading: asyncio.Task[IndexSize | None] | None = None
        self._read_at: float | None = None

    def forget(self) -> None:
        """Read it anew when it is asked for next: a re-index has changed it."""
        self._read_at = None

    async def get(self) -> IndexSize | None:
        """Return the size, or None where nothing is indexed.

        Raises:
            TimeoutError: it could not be read in time. The library's errors pass through.
        """
        if self._reading is None or (self._reading.done() and self._is_old()):
            self._read_at = self._clock()
            self._reading = asyncio.create_task(self._worker.run(self._library.index_size))
        # Where one gives up waiting, the others and the next one still wait for the same reading.
        async with asyncio.timeout(PATIENCE):
            return await asyncio.shield(self._reading)

    def _is_old(self) -> bool:
        return self._read_at is None or self._clock() - self._read_at >= KEPT_SECONDS
