"""Who is answered next when many ask at once."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from bot.state.answer_queue import AnswerQueue
from bot.state.over_limit import OverLimitError


class Crowd:
    """People who ask; `order` is who came to their turn, and each answer ends when it is told to."""

    def __init__(self, **limits: int) -> None:
        self.queue = AnswerQueue(**({"per_server": 1, "at_once": 1, "waiting": 100} | limits))
        self.order: list[str] = []
        self._ends: dict[str, asyncio.Event] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def ask(self, name: str, *, server: int | None = 7) -> None:
        """Have somebody, named by the first letter, ask a question."""
        self._ends[name] = asyncio.Event()
        self._tasks[name] = asyncio.create_task(self._wait_and_answer(name, server))
        await asyncio.sleep(0)

    async def _wait_and_answer(self, name: str, server: int | None) -> None:
        async with self.queue.turn(ord(name[0]), server):
            self.order.append(name)
            await self._ends[name].wait()

    async def end(self, name: str) -> None:
        """End an answer."""
        self._ends[name].set()
        await self._tasks[name]
        await asyncio.sleep(0)

    async def give_up(self, name: str) -> None:
        """Break an answer off, or the wait for it."""
        self._tasks[name].cancel()
        with suppress(asyncio.CancelledError):
            await self._tasks[name]
        await asyncio.sleep(0)


async def test_people_take_turns_and_each_one_s_questions_keep_their_order() -> None:
    crowd = Crowd()
    for name in ("a1", "a2", "a3", "b1", "c1", "b2"):
        await crowd.ask(name)
    assert (crowd.queue.in_progress, crowd.queue.waiting) == (1, 5)

    for answered in ("a1", "a2", "b1", "c1", "a3", "b2"):
        assert crowd.order[-1] == answered
        await crowd.end(answered)

    assert (crowd.queue.in_progress, crowd.queue.waiting) == (0, 0)


async def test_a_server_that_is_full_does_not_hold_up_another() -> None:
    crowd = Crowd(at_once=3)
    await crowd.ask("a1", server=7)
    await crowd.ask("b1", server=7)
    await crowd.ask("c1", server=8)
    await crowd.ask("d1", server=None)
    await crowd.ask("e1", server=9)

    assert crowd.order == ["a1", "c1", "d1"]
    await crowd.end("a1")
    assert crowd.order[-1] == "b1"
    await crowd.end("c1")
    assert crowd.order[-1] == "e1"


async def test_the_queue_has_an_end() -> None:
    crowd = Crowd(waiting=1)
    for name in ("a1", "b1"):
        crowd.queue.check(7)
        await crowd.ask(name)

    with pytest.raises(OverLimitError, match="again in a few minutes"):
        crowd.queue.check(7)

    await crowd.end("a1")
    crowd.queue.check(7)


@pytest.mark.parametrize("name", ["a1", "b1"])
async def test_who_is_broken_off_leaves_the_place_to_the_next(name: str) -> None:
    crowd = Crowd()
    for each in ("a1", "b1", "c1"):
        await crowd.ask(each)

    await crowd.give_up(name)
    if name != "a1":
        await crowd.end("a1")

    assert crowd.order[-1] == ("b1" if name == "a1" else "c1")
    assert crowd.queue.in_progress == 1


async def test_who_is_broken_off_at_the_moment_of_the_turn_holds_no_place() -> None:
    crowd = Crowd()
    await crowd.ask("a1")
    await crowd.ask("b1")
    crowd._ends["a1"].set()
    await crowd._tasks["a1"]
    crowd._tasks["b1"].cancel()
    await asyncio.gather(crowd._tasks["b1"], return_exceptions=True)

    assert (crowd.queue.in_progress, crowd.queue.waiting) == (0, 0)
