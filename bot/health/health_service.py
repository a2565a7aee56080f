"""The health of the running bot: takes down what its services tell, and serves the port meanwhile."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from retrieval import FootnoteError

from . import endpoints
from .event_loop_lag import measure_lag
from .gateway import Gateway
from .metrics import Metrics
from .readiness import Readiness
from .recent_index_size import RecentIndexSize

if TYPE_CHECKING:
    from aiohttp import web
    from discord.ext import commands

    from retrieval import IndexSize, Library

    from ..services.question_outcome import QuestionOutcome
    from ..services.reindexing import ReindexEnding
    from ..state.answer_queue import AnswerQueue
    from ..worker import Worker


class HealthService:
    """Measures the bot, and tells of it at a port, from `start` to `stop`."""

    def __init__(
        self, client: commands.Bot, library: Library, worker: Worker, queue: AnswerQueue
    ) -> None:
        self.metrics = Metrics(queue)
        self._gateway = Gateway(client)
        self._size = RecentIndexSize(library, worker)
        self._last_answer: datetime | None = None
        self._lag: asyncio.Task[None] | None = None
        self._runner: web.AppRunner | None = None

    def question_ended(self, outcome: QuestionOutcome) -> None:
        """Count a question."""
        self.metrics.count_question(outcome)
        if outcome.mode is not None:
            self._last_answer = datetime.now(UTC)

    def reindex_ended(self, ending: ReindexEnding, seconds: float) -> None:
        """Count a re-index, and look anew at what is indexed."""
        self.metrics.count_reindex(ending, seconds)
        self._size.forget()

    async def start(self, host: str, port: int) -> None:
        """Serve until `stop`.

        Raises:
            SettingsError: the port is not to be had.
        """
        self._runner = await endpoints.serve(
            host, port, self.readiness, self.refresh, self.metrics.registry
        )
        self._lag = asyncio.create_task(
            measure_lag(self.metrics.observe_lag), name="measuring the event loop"
        )

    async def stop(self) -> None:
        """Serve no more. It may be called again."""
        if self._lag is not None:
            self._lag.cancel()
            with suppress(asyncio.CancelledError):
                await self._lag
        if self._runner is not None:
            await self._runner.cleanup()
        self._lag = self._runner = None

    async def readiness(self) -> Readiness:
        """Return whether questions can be answered now."""
        return Readiness(self._gateway.connected, await self._index_size(), self._last_answer)

    async def refresh(self) -> None:
        """Bring the gauges up to date."""
        self.metrics.note_state(connected=self._gateway.connected, size=await self._index_size())

    async def _index_size(self) -> IndexSize | None:
        """Return the size of the index; None where there is none, or none that can be read."""
        try:
            return await self._size.get()
        except (FootnoteError, OSError, sqlite3.Error, RuntimeError):
            return None
