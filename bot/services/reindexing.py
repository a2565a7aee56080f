"""The one re-index that may be under way: who started it, how far it is, and how to stop it.

Whatever makes another generation live goes through it, a rollback too.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Any, Literal

from retrieval import Cancelled, FootnoteError, ReindexRefused

from ..replies import index_pages

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from retrieval import FolderEdit, IndexReport, Library, Progress

    from ..worker import Worker

PROGRESS_INTERVAL = 2.0
TELLING_SECONDS = 1.5
"""Seconds for telling of a re-index that did not stop in time."""

ReindexEnding = Literal["done", "refused", "stopped", "failed"]


class AlreadyRunningError(FootnoteError):
    """A re-index is under way. The message says who started it and how far it is."""


@dataclass(slots=True)
class ReindexRun:
    """A re-index under way. What stops it, and no other, is its `stop_id`, if it has one."""

    asker: str
    progress: Progress | None = None
    stop_id: str | None = None
    stop: Event = field(default_factory=Event)
    ended: asyncio.Event = field(default_factory=asyncio.Event)


class ReindexService:
    """Runs re-indexes, one at a time.

    `on_change` is called whenever the documents that are live have changed, and must return at once.
    `observe` is told how each re-index ends, and after how many seconds.
    """

    def __init__(
        self,
        library: Library,
        worker: Worker,
        on_change: Callable[[], None] = lambda: None,
        observe: Callable[[ReindexEnding, float], None] = lambda _ending, _seconds: None,
    ) -> None:
        self._library = library
        self._worker = worker
        self._on_change = on_change
        self._observe = observe
        self._run: ReindexRun | None = None
        self._under_way: set[asyncio.Task[Any]] = set()

    def check_free(self) -> None:
        """Make sure that none is under way.

        Raises:
            AlreadyRunningError: one is.
        """
        if self._run is not None:
            raise AlreadyRunningError(
                index_pages.running_sentence(self._run.progress, self._run.asker)
            )

    async def free(self) -> None:
        """Wait until none is under way."""
        while self._run is not None:
            await self._run.ended.wait()

    async def run(
        self,
        asker: str,
        *,
        force: bool,
        show: Callable[[Progress], Awaitable[None]],
        stop_id: str | None = None,
        edit: FolderEdit | None = None,
    ) -> IndexReport:
        """Re-index for someone of this name, showing progress about every two seconds.

        With `edit`, the documents folder is edited along with it.

        Raises:
            AlreadyRunningError: another one is under way. The library's errors pass through.
        """
        self.check_free()
        self._count()
        run = self._run = ReindexRun(asker, stop_id=stop_id)

        def work(tell: Callable[[Progress], None]) -> IndexReport:
            def on_progress(now: Progress) -> None:
                run.progress = now
                tell(now)

            stopped = run.stop.is_set
            if edit is not None:
                return self._library.make_edit(
                    edit, force=force, progress=on_progress, cancelled=stopped
                )
            return self._library.reindex(force=force, progress=on_progress, cancelled=stopped)

        began = time.perf_counter()
        ending: ReindexEnding = "failed"
        try:
            report = await self._worker.watch(work, show, every=PROGRESS_INTERVAL)
            ending = "done"
        except ReindexRefused:
            ending = "refused"
            raise
        except (Cancelled, asyncio.CancelledError):
            ending = "stopped"
            raise
        finally:
            self._run = None
            run.ended.set()
            self._observe(ending, time.perf_counter() - began)
        if report.changes:
            self._on_change()
        return report

    async def roll_back(self) -> IndexReport:
        """Make the generation before the live one live again. The library's errors pass through."""
        report = await self._worker.run(self._library.rollback)
        self._on_change()
        return report

    async def drain(self, seconds: float) -> None:
        """Stop what is under way, and wait until those who asked for it are told.

        What does not stop in so many seconds, such as a request to a slow model, is left behind.
        """
        self.stop()
        if self._under_way:
            _, late = await asyncio.wait(set(self._under_way), timeout=seconds)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=TELLING_SECONDS)

    def _count(self) -> None:
        """Remember who is told how the re-index ends: the task that asked for it."""
        task = asyncio.current_task()
        if task is not None:
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)

    def stop(self, stop_id: str | None = None) -> bool:
        """Ask the one that is under way to stop, or only that of this id. False when there is none."""
        if self._run is None or stop_id not in (None, self._run.stop_id):
            return False
        self._run.stop.set()
        return True
