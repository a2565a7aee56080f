"""Work that blocks leaves the event loop, and comes to an end with whoever waits for it."""

from __future__ import annotations

from threading import Event, current_thread
from typing import Any

import pytest

from bot.worker import Worker


def _into(shown: list[int]) -> Any:
    async def show(value: int) -> None:
        shown.append(value)

    return show


class TestWorker:
    async def test_work_leaves_the_event_loops_thread(self) -> None:
        with Worker(1) as worker:
            assert await worker.run(lambda: current_thread().name) != current_thread().name

    async def test_the_last_value_is_returned_and_not_shown(self) -> None:
        shown: list[int] = []
        with Worker(1) as worker:
            last = await worker.read(lambda: iter([1, 2, 3]), _into(shown), every=0.0)
        assert last == 3
        assert 3 not in shown

    async def test_errors_pass_through_and_no_value_at_all_is_one(self) -> None:
        def fail(_tell: Any) -> None:
            raise KeyError("x")

        with Worker(1) as worker:
            with pytest.raises(KeyError):
                await worker.watch(fail, _into([]), every=0.0)
            with pytest.raises(ValueError, match="nothing"):
                await worker.read(lambda: iter([]), _into([]), every=0.0)

    async def test_work_that_nobody_waits_for_is_stopped(self) -> None:
        ended, refused = Event(), Event()

        def produce() -> Any:
            try:
                yield 1
                refused.wait(5)
                yield 2
                yield 3
            finally:
                ended.set()

        async def refuse(_: int) -> None:
            refused.set()
            raise ConnectionError

        with Worker(1, grace=0.0) as worker, pytest.raises(ConnectionError):
            await worker.read(produce, refuse, every=0.0)
        assert ended.wait(5)
