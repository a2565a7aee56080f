"""Marks the answers whose sources no longer say what they quote, and takes marks away that are over.

It looks at the answers of the last weeks when the bot starts, and whenever the documents have changed.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from retrieval import FootnoteError, QuotePlace

from ..delivery import FAILURES
from ..replies.components import marked_layout
from ..replies.stale_mark import stale_mark
from ..sending import NO_PINGS

if TYPE_CHECKING:
    from retrieval import Library

    from ..state.shown_answers import ShownAnswer, ShownAnswers
    from ..worker import Worker

log = logging.getLogger(__name__)

MARKED_DAYS = 30
"""The age up to which answers are marked."""

EXAMINED = 5_000
"""Answers that are looked at each time, the newest."""

EDITED = 50
"""Messages that are edited each time, those of the newest answers."""

PAUSE_SECONDS = 2.0
"""Seconds between two edits: Discord allows some in a channel at a time, and answers need them."""

_FINAL = frozenset({400, 403, 404})
"""The statuses by which Discord says that a message can't be edited, and will not be later."""


class StaleAnswers:
    """Knows which answers are stale, and has their messages say so. `pause` is in seconds."""

    def __init__(
        self, client: discord.Client, library: Library, worker: Worker, shown: ShownAnswers
    ) -> None:
        self._client = client
        self._library = library
        self._worker = worker
        self._shown = shown
        self._due = False
        self._task: asyncio.Task[None] | None = None
        self.pause = PAUSE_SECONDS

    def begin(self) -> None:
        """Look at the answers, after what is under way. Nobody waits for it."""
        self._due = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._examine(), name="marking stale answers")

    def stop(self) -> None:
        """Leave the rest to the next start."""
        if self._task is not None:
            self._task.cancel()

    async def ended(self) -> None:
        """Wait until nothing of it is under way any more."""
        if self._task is not None:
            await asyncio.wait({self._task})

    async def _examine(self) -> None:
        while self._due:
            self._due = False
            try:
                changed = await self._worker.run(self._changed)
                for position, (answer, stale) in enumerate(changed[:EDITED]):
                    if self._due:
                        break
                    await asyncio.sleep(self.pause if position else 0)
                    await self._show(answer, stale)
            except (FootnoteError, sqlite3.Error) as error:
                log.warning("Stale answers could not be marked: %s", type(error).__name__)

    def _changed(self) -> list[tuple[ShownAnswer, frozenset[int]]]:
        """Return the answers whose mark is to change, newest first, with the sources that it names.

        Where the words of a source stand elsewhere in its document now, that is noted: when the document
        changes once more, the generation in which they stood is not kept. Of what is unknown nothing new
        is said.
        """
        answers = self._shown.newest(MARKED_DAYS, EXAMINED)
        if not answers:
            return []
        sources = [(answer, source) for answer in answers for source in answer.sources]
        places = [QuotePlace(s.path, s.digest, s.start, s.end) for _, s in sources]
        stale: dict[int, set[int]] = {answer.id: set() for answer in answers}
        moved = []
        followed = self._library.follow_quotes(places)
        for (answer, source), before, found in zip(sources, places, followed, strict=True):
            now = found.place
            if found.state == "gone" or (
                found.state == "unknown" and source.number in answer.marked
            ):
                stale[answer.id].add(source.number)
            elif now != before:
                there = replace(source, digest=now.digest, start=now.start, end=now.end)
                moved.append((answer.id, there))
        self._shown.move(moved)
        told = ((answer, frozenset(stale[answer.id])) for answer in answers)
        return [(answer, numbers) for answer, numbers in told if numbers != answer.marked]

    async def _show(self, answer: ShownAnswer, stale: frozenset[int]) -> None:
        """Have a message name these sources, or none. One that can't be edited is left for good."""
        try:
            if await self._edit(answer, stale_mark(stale)):
                await self._worker.run(self._shown.set_marked, answer.id, stale)
                return
        except FAILURES as error:
            log.info("The message of a stale answer could not be edited: %s", error)
            if not (isinstance(error, discord.HTTPException) and error.status in _FINAL):
                return
        await self._worker.run(self._shown.leave, answer.id)

    async def _edit(self, answer: ShownAnswer, mark: str) -> bool:
        """Give a message this mark; False where it has no room for it."""
        channel = self._client.get_partial_messageable(answer.channel)
        message = await channel.fetch_message(answer.message)
        view = marked_layout(message, answer.id, mark)
        if view is not None:
            await message.edit(view=view, allowed_mentions=NO_PINGS)
        return view is not None
