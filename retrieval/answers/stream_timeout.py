"""A limit on how long a stream may keep its reader waiting.

A client's own timeout is put off by every byte, a server's "still here" included; only a reader that
does not read in its own thread can stop waiting. It knows no models.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from queue import Empty, SimpleQueue


@dataclass(frozen=True, slots=True)
class _End:
    error: Exception | None


def with_timeouts(
    start: Callable[[], Generator[str, None, None]], *, between_pieces: float, total: float
) -> Generator[str, None, None]:
    """Yield what `start()` yields, read in a thread of its own.

    Whatever it raises is raised here. When the reader closes this iterator or gives up, the other is
    closed at its next piece.

    Args:
        start: called in the thread; makes the iterator.
        between_pieces: seconds between two pieces.
        total: seconds for all of it, and so for the first piece.

    Raises:
        TimeoutError: one of the two has passed.
    """
    pieces: SimpleQueue[str | _End] = SimpleQueue()
    abandoned = threading.Event()

    def read() -> None:
        error = None
        try:
            with closing(start()) as iterator:
                for piece in iterator:
                    if abandoned.is_set():
                        return
                    pieces.put(piece)
        except Exception as failure:  # noqa: BLE001 - it is raised where it can be handled
            error = failure
        pieces.put(_End(error))

    threading.Thread(target=read, name="stream", daemon=True).start()
    try:
        yield from _read_until_deadline(pieces, between_pieces, time.monotonic() + total)
    finally:
        abandoned.set()


def _read_until_deadline(
    pieces: SimpleQueue[str | _End], between_pieces: float, deadline: float
) -> Generator[str, None, None]:
    latest = deadline
    while True:
        try:
            piece = pieces.get(timeout=max(0.0, min(latest, deadline) - time.monotonic()))
        except Empty:
            raise TimeoutError from None
        if isinstance(piece, _End):
            if piece.error is not None:
                raise piece.error
            return
        yield piece
        latest = time.monotonic() + between_pieces
