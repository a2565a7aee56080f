"""How much may be asked: for each person in a window of time, for each server, in all, and a day.

It only counts, also how often people are told so. The clock is the caller's, and so is telling them.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from .over_limit import OverLimitError
from .recent_entries import RecentEntries

if TYPE_CHECKING:
    from .answer_queue import AnswerQueue

SWEEP_ABOVE = 1_000
KEPT = 1_000


class QuestionLimit:
    """Counts a person's questions in a window. Times are seconds of any clock that goes forwards."""

    def __init__(self, *, per_person: int, window: float) -> None:
        self._per_person = per_person
        self._window = window
        self._asked: dict[int, deque[float]] = {}

    def count(self, person: int, now: float) -> None:
        """Count one question of a person.

        Raises:
            OverLimitError: they have asked as many as they may.
        """
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


class Cooldown:
    """Tells whether something is to be said again to a person or in a place.

    Times are seconds of any clock that does not go backwards.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._said: RecentEntries[int, float] = RecentEntries(KEPT)

    def is_due(self, place: int, now: float) -> bool:
        """Return whether nothing was said there for a while. If so, it counts as said now."""
        if now - self._said.get(place, -math.inf) < self._seconds:
            return False
        self._said[place] = now
        return True


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


@dataclass(frozen=True, slots=True)
class Limits:
    """All that keeps a question from being answered now: for each person, at a time, and in a day."""

    questions: QuestionLimit
    queue: AnswerQueue
    tokens: TokenBudget


def duration(seconds: float) -> str:
    """Return a span of time as people say it, rounded up."""
    whole = max(1, math.ceil(seconds))
    if whole < 120:
        return f"{whole} second{'s' if whole != 1 else ''}"
    if whole < 7200:
        return f"{math.ceil(whole / 60)} minutes"
    return f"{math.ceil(whole / 3600)} hours"
