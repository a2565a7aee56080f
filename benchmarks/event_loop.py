"""How long the event loop stands still while the bot answers and re-indexes.

It runs what the bot runs, its threads, its re-index and the library, on one event loop, without Discord
around it. All documents have changed, so that the re-index reads, embeds, stores and deletes each of
them, and questions come fifty at once until it is done.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import median

from benchmarks.folders import Folder, questions
from benchmarks.processes import apart
from benchmarks.table import Row, short
from bot.bot_settings import BotSettings
from bot.event_loop import favour_event_loop
from bot.services.reindexing import ReindexService
from bot.worker import Worker
from retrieval import Answer, Library, Progress

BEAT = 0.005
"""Seconds between two beats of the event loop's heart."""

AT_ONCE = 50
"""Questions."""

FILES = 2_000
"""Files that are re-indexed."""


@dataclass(frozen=True, slots=True)
class Felt:
    """How late, in seconds, the beats came, in order, and how long the answers and the re-index took."""

    late: list[float]
    answers: list[float]
    reindex: float


def rows(files: int) -> list[Row]:
    """Measure once, in a process of its own."""
    felt = apart(ask_while_reindexing, files)
    of = f"{AT_ONCE} questions at once, {files:,} files re-indexed"
    most = felt.late[len(felt.late) * 99 // 100]
    return [
        Row(
            f"{of}: half of the answers within",
            f"{short(median(felt.answers))} s",
            "1 s",
            f"{len(felt.answers)} answers; the re-index took {short(felt.reindex)} s",
        ),
        Row(
            f"{of}: the longest stall of the event loop",
            f"{short(felt.late[-1] * 1000)} ms",
            "50 ms",
            f"99 % of {len(felt.late):,} beats within {short(most * 1000)} ms",
        ),
    ]


def ask_while_reindexing(files: int) -> Felt:
    """Make the folder, index it twice, so that there is something to sweep, and measure."""
    with Folder.temporary() as folder:
        settings = folder.settings()
        with (
            Library.open(settings, purpose="a benchmark", hold=True) as library,
            Worker(BotSettings(_env_file=None).threads) as worker,
        ):
            for edition in (0, 1):
                folder.fill(files, edition=edition)
                library.reindex()
            folder.fill(files, edition=2)
            warm = threading.Event()
            library.warm_up(then=warm.set)
            warm.wait()
            favour_event_loop()
            return asyncio.run(measure(library, worker))


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


async def measure(library: Library, worker: Worker) -> Felt:
    """Re-index and ask all the while."""

    async def show(_: Progress) -> None:
        pass

    asked = questions(AT_ONCE)
    taken: list[float] = []
    async with heartbeat() as late:
        reindexing = asyncio.create_task(
            ReindexService(library, worker).run("a benchmark", force=True, show=show)
        )
        while not reindexing.done():
            taken += await asyncio.gather(*(ask(library, worker, each) for each in asked))
        report = await reindexing
    return Felt(sorted(late), taken, report.seconds)
