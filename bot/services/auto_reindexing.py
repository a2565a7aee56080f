"""Re-indexes whenever the documents folder has changed, and never with force.

How changes are noticed is handed in, and that one re-index runs at a time is reindexing's part.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING

from ..error_reporting import report_errors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval import IndexReport, Progress

    from ..worker import Worker
    from .reindexing import ReindexService

    FolderChanges = Callable[[Event], Iterator[None]]

log = logging.getLogger(__name__)

REQUESTER = "the folder's watcher"
RETRY_SECONDS = 60.0
"""Seconds until a folder that could not be watched, an unmounted disk say, is looked for again."""


class AutoReindexer:
    """Follows a folder, from `start` to `stop`.

    `changes` yields at once, and whenever the folder has changed and come to rest, until its event is
    set. It is read in a thread. `problem` says what hinders it, safe to show, or is None.
    """

    def __init__(self, changes: FolderChanges, reindexing: ReindexService, worker: Worker) -> None:
        self._changes = changes
        self._reindexing = reindexing
        self._worker = worker
        self._stopped = Event()
        self._ending = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.problem: str | None = None

    def start(self) -> None:
        """Begin to follow."""
        self._task = asyncio.create_task(self._follow(), name="watching the documents folder")

    def stop(self) -> None:
        """Follow no more. A re-index that is under way goes on."""
        self._stopped.set()
        self._ending.set()

    async def ended(self, seconds: float | None = None) -> None:
        """Wait until nothing of it is under way any more, or so many seconds."""
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=seconds)

    async def _follow(self) -> None:
        def notice(tell: Callable[[None], None]) -> None:
            for change in self._changes(self._stopped):
                tell(change)

        while not self._stopped.is_set():
            async with report_errors(self._note, "watching the documents folder", to_admins=True):
                await self._worker.watch(notice, self._reindex, every=0)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), RETRY_SECONDS)

    async def _reindex(self, _change: None) -> None:
        await self._reindexing.free()
        if self._stopped.is_set():
            return
        async with report_errors(
            self._note, "re-indexing a folder that has changed", to_admins=True
        ):
            report = await self._reindexing.run(REQUESTER, force=False, show=_show_nobody)
            self.problem = None
            _log(report)

    async def _note(self, sentence: str) -> None:
        if sentence != self.problem:
            log.warning("The documents folder is watched, but: %s", sentence)
        self.problem = sentence


async def _show_nobody(_progress: Progress) -> None:
    """Show progress to nobody; who asks for a re-index meanwhile is told how far it is."""


def _log(report: IndexReport) -> None:
    if report.changes or report.failed:
        log.info(
            "The folder has changed: %d added, %d changed, %d removed, %d could not be read",
            len(report.added),
            len(report.changed),
            len(report.removed),
            len(report.failed),
        )
