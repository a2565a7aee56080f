"""How much may be asked: for each person in a window of time, for each server, in all, and a day.

It only counts. The clock is the caller's, and so is telling people.
"""

from __future__ import annotations

import math
from collections import Counter, deque
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from retrieval import FootnoteError

if TYPE_CHECKING:
    from collections.abc import Iterator

SWEEP_ABOVE = 1_000


class OverLimitError(FootnoteError):
    """A limit is reached. The message says when to try again."""


class Limits:
    """Counts questions. Times are seconds of any clock that does not go backwards."""

    def __init__(self, *, per_person: int, window: float, per_server: int, at_once: int) -> None:
        self._per_person = per_person
        self._window = window
        self._per_server = per_server
        self._at_once = at_once
        self._asked: dict[int, deque[float]] = {}
        self._in_progress: Counter[int | None] = Counter()

    @property
    def in_progress(self) -> int:
        """How many answers are under way."""
        return self._in_progress.total()

    @contextmanager
    def admit(self, person: int, server: int | None, now: float) -> Iterator[None]:
        """Let one question in for as long as the block runs.

        Raises:
            OverLimitError: the person has asked too much, or too many answers are under way.
        """
        self._check_load(server)
        self._count(person, now)
        self._in_progress[server] += 1
        try:
            yield
        finally:
            self._in_progress[server] -= 1
            if not self._in_progress[server]:
                del self._in_progress[server]

    def _check_load(self, server: int | None) -> None:
        here = server is not None and self._in_progress[server] >= self._per_server
        if here or self.in_progress >= self._at_once:
            where = "in this server" if here else "right now"
            raise OverLimitError(
                f"Too many questions are being answered {where}. Please ask again in a few seconds."
            )

    def _count(self, person: int, now: float) -> None:
        if len(self._asked) > SWEEP_ABOVE:
            self._asked = {
                who: times for who, times in self._asked.items() if times[-1] > now - self._window
            }
        times = self._asked.setdefault(person, deque())
        while times and times[0] <= now - self._window:
            times.popleft()
        if len(times) >= self._per_person:
            wait = math.ceil(times[0] + self._window - now)
            raise OverLimitError(
                f"You have asked {len(times)} questions in {duration(self._window)}. "
                f"Please ask again in {duration(wait)}."
            )
        times.append(now)


class TokenBudget:
    """Counts what the chat model is sent and sends back in a day of UTC, in all servers.

    Without a limit, 0, it counts all the same. Answers under way when it is reached are finished.
    """

    def __init__(self, per_day: int) -> None:
        self._per_day = per_day
        self._day = date.min
        self._spent = 0

    def spent(self, now: datetime) -> int:
        """Return how many of today's are used."""
        return self._spent if now.date() == self._day else 0

    def spend(self, tokens: int, now: datetime) -> None:
        """Count what an answer took."""
        self._spent = self.spent(now) + tokens
        self._day = now.date()

    def check(self, now: datetime) -> None:
        """Make sure that some are left today.

        Raises:
            OverLimitError: none is.
        """
        if self._per_day and self.spent(now) >= self._per_day:
            tomorrow = datetime.combine(now.date() + timedelta(days=1), time(), UTC)
            raise OverLimitError(
                "The language model has done as much as it may in a day. "
                f"Please ask again in {duration((tomorrow - now).total_seconds())}."
            )


def duration(seconds: float) -> str:
    """Return a span of time as people say it, rounded up."""
    whole = max(1, math.ceil(seconds))
    if whole < 120:
        return f"{whole} second{'s' if whole != 1 else ''}"
    if whole < 7200:
        return f"{math.ceil(whole / 60)} minutes"
    return f"{math.ceil(whole / 3600)} hours"
