"""Whose question is answered next, when more are asked than can be answered at a time.

Questions wait in memory, in a queue with an end. Each person's are answered in the order in which they
were asked, and those of different people in turn, so that nobody waits for another one's many.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter, OrderedDict, deque
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .over_limit import OverLimitError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@dataclass(eq=False, slots=True)
class _WaitingQuestion:
    server: int | None
    admitted: asyncio.Event = field(default_factory=asyncio.Event)


class AnswerQueue:
    """Lets so many questions at once be answered, of one server and in all; more of them wait."""

    def __init__(self, *, per_server: int, at_once: int, waiting: int) -> None:
        self._per_server = per_server
        self._at_once = at_once
        self._most_waiting = waiting
        self._waiting: OrderedDict[int, deque[_WaitingQuestion]] = OrderedDict()
        self._in_progress: Counter[int | None] = Counter()

    @property
    def in_progress(self) -> int:
        """How many answers are under way."""
        return self._in_progress.total()

    @property
    def waiting(self) -> int:
        """How many questions wait."""
        return sum(map(len, self._waiting.values()))

    def check(self, server: int | None) -> None:
        """Make sure that there is room for one more question.

        Raises:
            OverLimitError: so many wait already.
        """
        if not self._has_room(server) and self.waiting >= self._most_waiting:
            raise OverLimitError(
                "Too many questions are waiting to be answered. Please ask again in a few minutes."
            )

    @asynccontextmanager
    async def turn(self, person: int, server: int | None) -> AsyncIterator[None]:
        """Wait until this person's question is to be answered; its place is free after the block."""
        question = _WaitingQuestion(server)
        self._waiting.setdefault(person, deque()).append(question)
        self._admit()
        try:
            await question.admitted.wait()
            yield
        finally:
            if question.admitted.is_set():
                self._in_progress[server] -= 1
            else:
                self._leave(person, question)
            self._admit()

    def open(self) -> None:
        """Let in whoever waits, whatever the limits: the bot stops, and tells them so."""
        self._per_server = self._at_once = sys.maxsize
        self._admit()

    def _admit(self) -> None:
        """Let in whoever can be, a question of each person at a time."""
        while (person := self._next()) is not None:
            question = self._waiting[person].popleft()
            self._in_progress[question.server] += 1
            question.admitted.set()
            self._waiting.move_to_end(person)
            if not self._waiting[person]:
                del self._waiting[person]

    def _next(self) -> int | None:
        """Return the person who has waited longest for a turn and whose server has room."""
        return next(
            (person for person, asked in self._waiting.items() if self._has_room(asked[0].server)),
            None,
        )

    def _has_room(self, server: int | None) -> bool:
        here = server is None or self._in_progress[server] < self._per_server
        return here and self.in_progress < self._at_once

    def _leave(self, person: int, question: _WaitingQuestion) -> None:
        """Take a question out that is no longer waited for."""
        self._waiting[person].remove(question)
        if not self._waiting[person]:
            del self._waiting[person]
