"""Measures how late the event loop comes to what is due: the time for which something held it up."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

INTERVAL = 0.5
"""Seconds between two measurements."""


async def measure_lag(
    observe: Callable[[float], None],
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    clock: Callable[[], float] = time.perf_counter,
) -> None:
    """Tell `observe` again and again, until it is cancelled, how many seconds too late a sleep ended."""
    while True:
        due = clock() + INTERVAL
        await sleep(INTERVAL)
        observe(max(0.0, clock() - due))
