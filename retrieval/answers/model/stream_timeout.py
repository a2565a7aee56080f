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


class DeadlinePassed(TimeoutError):
    """The time for all of a stream is over, though pieces came."""


@dataclass(frozen=True, slots=True)
class _End:
    error: Exception | None


class Deadline:
    """How long a reader waits: so many seconds for the next piece, and so many for all of them.

    It begins when it is made, and holds for as many tries as are made within it.
    """

    def __init__(self, *, next_piece: float, whole: float) -> None:
        self._next_piece = next_piece
        now = time.monotonic()
        self._end = now + whole
        self._latest = now + next_piece

    @property
    def remaining(self) -> float:
        """Seconds that the next piece may still take, from now."""
        return max(0.0, min(self._latest, self._end) - time.monotonic())

    @property
    def passed(self) -> bool:
        """Whether the time for all of them is over."""
        return time.monotonic() >= self._end

    def piece_came(self) -> None:
        """Give the next piece its time."""
        self._latest = time.monotonic() + self._next_piece


def read_within(
    deadline: Deadline, start: Callable[[], Generator[str, None, None]]
) -> Generator[str, None, None]:
    """Yield what `start()` yields, which is called and read in a thread of its own.

    Whatever it raises is raised here. When the reader closes this iterator or gives up, the other is
    closed at its next piece.

    Raises:
        DeadlinePassed: the time for all pieces is over.
        TimeoutError: the next piece took too long.
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
        yield from _read_until_deadline(pieces, deadline)
    finally:
        abandoned.set()


def _read_until_deadline(
    pieces: SimpleQueue[str | _End], deadline: Deadline
) -> Generator[str, None, None]:
    while True:
        try:
            piece = pieces.get(timeout=deadline.remaining)
        except Empty:
            raise DeadlinePassed if deadline.passed else TimeoutError from None
        if isinstance(piece, _End):
            if piece.error is not None:
                raise piece.error
            return
        yield piece
        deadline.piece_came()
