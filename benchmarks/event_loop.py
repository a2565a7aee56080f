"""How long the event loop stands still while the bot answers and re-indexes.

`python -m benchmarks.event_loop` runs what the bot runs, its threads, its re-index and the library, on
one event loop, without Discord around it. All documents have changed, so that the re-index reads,
embeds, stores and deletes each of them, and questions come fifty at once until it is done.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from statistics import median

from benchmarks.folders import Folder, questions
from bot.bot_settings import BotSettings
from bot.services.reindexing import ReindexService
from bot.worker import Worker
from retrieval import Answer, Library, Progress

BEAT = 0.005
"""Seconds between two beats of the event loop's heart."""


@asynccontextmanager
async def heartbeat() -> AsyncIterator[list[float]]:
    """Return how late, in seconds, each beat came while the context was open."""
    late: list[float] = []

    async def beat() -> None:
        while True:
            due = time.perf_counter() + BEAT
            await asyncio.sleep(BEAT)
            late.append(time.perf_counter() - due)

    heart = asyncio.create_task(beat())
    try:
        yield late
    finally:
        heart.cancel()


async def ask(library: Library, worker: Worker, question: str) -> float:
    """Ask as the bot does; how many seconds the answer took."""

    async def show(_: Answer) -> None:
        pass

    started = time.perf_counter()
    await worker.read(lambda: library.stream(question), show, every=1.0)
    return time.perf_counter() - started


async def measure(library: Library, worker: Worker, at_once: int) -> None:
    """Re-index, ask all the while, and print what the event loop felt of it."""

    async def show(_: Progress) -> None:
        pass

    asked = questions(at_once)
    taken: list[float] = []
    async with heartbeat() as late:
        started = time.perf_counter()
        reindexing = asyncio.create_task(
            ReindexService(library, worker).run("a benchmark", force=True, show=show)
        )
        while not reindexing.done():
            taken += await asyncio.gather(*(ask(library, worker, each) for each in asked))
        report = await reindexing
        lasted = time.perf_counter() - started
    late.sort()
    print(f"{report.changes} files re-indexed in {report.seconds:.1f} s, of {lasted:.1f} s in all")
    print(f"longest stall of the event loop  {late[-1] * 1000:7.1f} ms")
    print(f"99 % of {len(late)} beats within     {late[len(late) * 99 // 100] * 1000:7.1f} ms")
    print(f"{len(taken)} answers, {at_once} at once: half of them within {median(taken):.2f} s")


async def main() -> None:
    """Make the folder, index it twice, so that there is something to sweep, and measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.event_loop", description=__doc__)
    parser.add_argument("--files", type=int, default=2_000)
    parser.add_argument("--questions", type=int, default=50)
    arguments = parser.parse_args()
    with Folder.temporary() as folder:
        settings = folder.settings()
        with (
            Library.open(settings, purpose="a benchmark", hold=True) as library,
            Worker(BotSettings().threads) as worker,
        ):
            for edition in (0, 1):
                folder.fill(arguments.files, edition=edition)
                library.reindex()
            folder.fill(arguments.files, edition=2)
            await measure(library, worker, arguments.questions)


if __name__ == "__main__":
    asyncio.run(main())
