"""The one place where work that blocks leaves the event loop.

It knows threads and the event loop; what is worked on is the caller's. Answers have threads of
their own, so that a store or a button never queues behind a burst of questions.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING, Any, ParamSpec, Self, TypeVar

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

P = ParamSpec("P")
T = TypeVar("T")
V = TypeVar("V")

SHORT_THREADS = 6
"""A watcher holds one for as long as the bot runs, and a re-index another."""

END_GRACE = 0.05

log = logging.getLogger(__name__)


class Worker:
    """Threads for everything that blocks. Close it only when nothing is under way any more."""

    def __init__(self, threads: int, *, grace: float = END_GRACE) -> None:
        self.grace = grace
        self._answers = ThreadPoolExecutor(threads, thread_name_prefix="footnote-answer")
        self._short = ThreadPoolExecutor(SHORT_THREADS, thread_name_prefix="footnote-work")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Wait for what is running; forget what has not begun."""
        self._answers.shutdown(cancel_futures=True)
        self._short.shutdown(cancel_futures=True)

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what `work` returns or raises."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._short, lambda: work(*args, **kwargs))

    async def read(
        self,
        produce: Callable[[], Iterator[T]],
        show: Callable[[T], Awaitable[None]],
        *,
        every: float,
    ) -> T:
        """Read an iterator to its end in one of the answers' threads, and return its last value.

        Its values are shown as `watch` shows them.

        Raises:
            ValueError: the iterator yielded nothing. Its own errors pass through.
        """

        def work(tell: Callable[[T], None]) -> T:
            last: list[T] = []
            for value in produce():
                last[:] = [value]
                tell(value)
            if not last:
                raise ValueError("the iterator yielded nothing")
            return last[0]

        return await self._follow(self._answers, work, show, every)

    async def watch(
        self,
        work: Callable[[Callable[[V], None]], T],
        show: Callable[[V], Awaitable[None]],
        *,
        every: float,
    ) -> T:
        """Run `work` in a thread, show what it tells meanwhile, and return what it returns.

        `show` is awaited with the newest of what was told, at most once in `every` seconds; what was
        overtaken meanwhile is skipped. When `show` raises, the work is stopped at what it tells next.
        """
        return await self._follow(self._short, work, show, every)

    async def _follow(
        self,
        threads: ThreadPoolExecutor,
        work: Callable[[Callable[[V], None]], T],
        show: Callable[[V], Awaitable[None]],
        every: float,
    ) -> T:
        loop = asyncio.get_running_loop()
        latest: list[V] = []
        changed = asyncio.Event()
        abandoned = Event()

        def deliver(value: V) -> None:
            latest[:] = [value]
            changed.set()

        def tell(value: V) -> None:
            if abandoned.is_set():
                raise AbandonedError
            loop.call_soon_threadsafe(deliver, value)

        running = loop.run_in_executor(threads, work, tell)
        running.add_done_callback(lambda _: changed.set())
        try:
            while True:
                await changed.wait()
                if self.grace:
                    # What ends a moment after its last word is shown by the caller: once, not twice.
                    await asyncio.wait({running}, timeout=self.grace)
                if running.done():
                    return running.result()
                changed.clear()
                await show(latest[0])
                await asyncio.wait({running}, timeout=every)
        except BaseException:
            abandoned.set()
            running.add_done_callback(_log_abandoned_error)
            raise


class AbandonedError(Exception):
    """Nobody waits any more for what this thread is doing."""


def _log_abandoned_error(abandoned: asyncio.Future[Any]) -> None:
    """Look at what became of work that nobody waits for, so that its error is not lost."""
    if not abandoned.cancelled() and (error := abandoned.exception()) is not None:
        log.info("Work that was no longer needed ended with %s", type(error).__name__)
