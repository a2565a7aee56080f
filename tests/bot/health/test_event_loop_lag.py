"""The lag of the event loop is how much later than it was to be a sleep ends."""

from __future__ import annotations

import asyncio

import pytest

from bot.health.event_loop_lag import INTERVAL, measure_lag


async def test_it_is_the_time_by_which_a_sleep_was_too_long() -> None:
    now, taken = 100.0, iter([INTERVAL, INTERVAL + 0.25, INTERVAL - 0.001])
    seen: list[float] = []

    async def sleep(seconds: float) -> None:
        nonlocal now
        assert seconds == INTERVAL
        now += next(taken, 0.0)
        if len(seen) == 3:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await measure_lag(seen.append, sleep, lambda: now)

    assert seen == pytest.approx([0.0, 0.25, 0.0])
