"""Lets questions go first: a re-index beside them waits while any is being answered.

Threads of one process take turns with Python's global lock, so a re-index at full speed would make
every answer take several times as long. It gives way between its steps, but not for ever: it keeps a
share of the time however many questions there are.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

WAIT_PER_SECOND = 4.0
"""Seconds that a re-index waits, at the most, for each that it has worked: a fifth is its own."""

LONGEST_WAIT = 1.0
"""Seconds of one such wait, however long the work before it took."""


class QuestionsFirst:
    """Counts the questions that are being answered, and has the re-index wait for them."""

    def __init__(self) -> None:
        self._none_left = threading.Condition()
        self._questions = 0
        self._resumed = time.monotonic()

    @contextmanager
    def question(self) -> Iterator[None]:
        """Have a question count for as long as it is being answered."""
        with self._none_left:
            self._questions += 1
        try:
            yield
        finally:
            with self._none_left:
                self._questions -= 1
                if not self._questions:
                    self._none_left.notify_all()

    def give_way(self) -> None:
        """Wait until no question is being answered, in proportion to the work since the last time."""
        worked = time.monotonic() - self._resumed
        with self._none_left:
            self._none_left.wait_for(
                lambda: not self._questions, timeout=min(worked * WAIT_PER_SECOND, LONGEST_WAIT)
            )
        self._resumed = time.monotonic()
