"""Knows which answers are unfinished, and ends those that an earlier run of the bot left behind."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import discord
from discord import ui

from ..delivery import FAILURES, persist
from ..error_reporting import THREAD_IS_ARCHIVED
from ..replies.answer_pages import INTERRUPTED, SEARCHING
from ..sending import NO_PINGS, sentence

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from ..sending import Reply
    from ..state.open_replies import OpenReplies, ReplyPlace
    from ..worker import Worker

log = logging.getLogger(__name__)

ASK_AGAIN = "I was interrupted. Please ask again."

LOOKED_THROUGH = 200
"""Messages that are looked through for an answer whose id was not noted."""


class UnfinishedReplies:
    """Notes where answers stand for as long as they are unfinished."""

    def __init__(self, table: OpenReplies, worker: Worker) -> None:
        self._table = table
        self._worker = worker
        self._writing: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def noted(self, reply: Reply) -> AsyncIterator[None]:
        """Note where `reply` stands while the block runs, and after it where it was not finished.

        Nobody waits for what is written.
        """
        name, in_order, known = uuid4().hex, asyncio.Lock(), False

        def note(place: ReplyPlace) -> None:
            nonlocal known
            known = True
            self._begin(in_order, lambda: self._table.put(name, place))

        reply.on_place = note
        try:
            yield
        finally:
            if known and not reply.unfinished:
                self._begin(in_order, lambda: self._table.remove(name))

    async def mend(self, client: discord.Client) -> None:
        """End what an earlier run left unfinished. What Discord can't be told now is left for later."""
        mended = 0
        left = await self._worker.run(self._table.left)
        for name, place in left.items():
            try:
                mended += await _end(client, place)
            except FAILURES as error:
                log.info("An interrupted answer could not be marked: %s", error)
                if not (isinstance(error, discord.HTTPException) and error.status < 500):
                    continue
            await self._worker.run(self._table.remove, name)
        if mended:
            log.info("Marked %d that were interrupted before the restart", mended)

    async def written(self) -> None:
        """Wait until all is written that was noted."""
        if self._writing:
            await asyncio.wait(set(self._writing))

    def _begin(self, in_order: asyncio.Lock, write: Callable[[], None]) -> None:
        task = asyncio.create_task(self._write(in_order, write))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def _write(self, in_order: asyncio.Lock, write: Callable[[], None]) -> None:
        async with in_order:
            try:
                await self._worker.run(write)
            except sqlite3.Error:
                log.exception("Where an unfinished answer stands could not be noted")


async def _end(client: discord.Client, place: ReplyPlace) -> bool:
    """End the message at a place; False if it is finished, or nobody can reach it any more."""
    if place.application is not None and place.token is not None:
        interaction = discord.Webhook.partial(place.application, place.token, client=client)
        which: Any = place.message or "@original"
        fetch: Callable[[], Awaitable[discord.Message]] = partial(interaction.fetch_message, which)
        edit: Callable[..., Awaitable[object]] = partial(interaction.edit_message, which)
    else:
        message = await _message_at(client, place)
        if message is None:
            return False
        fetch, edit = message.fetch, message.edit
    view = ended(await persist(fetch))
    if view is None:
        return False
    show = partial(edit, view=view, allowed_mentions=NO_PINGS)
    try:
        await persist(show)
    except discord.HTTPException as error:
        if error.code != THREAD_IS_ARCHIVED:
            raise
        thread = await client.fetch_channel(place.channel)
        if not isinstance(thread, discord.Thread):
            raise
        await thread.edit(archived=False)
        await persist(show)
    return True


async def _message_at(
    client: discord.Client, place: ReplyPlace
) -> discord.Message | discord.PartialMessage | None:
    """Return the message of an answer, if it can be reached by its channel.

    Between sending it and noting its id the bot may have been killed; then it is looked for after the
    message that it answers.
    """
    channel = client.get_partial_messageable(place.channel)
    if place.message is not None:
        return None if place.private else channel.get_partial_message(place.message)
    if place.asked is None or client.user is None:
        return None
    after = discord.Object(place.asked)
    async for message in channel.history(after=after, limit=LOOKED_THROUGH, oldest_first=True):
        answered = message.reference.message_id if message.reference is not None else None
        if answered == place.asked and message.author.id == client.user.id:
            return message
    return None


def ended(message: discord.Message) -> ui.LayoutView | None:
    """Return what an unfinished message is to show, or None if it is finished."""
    if not message.components:
        return sentence(ASK_AGAIN)
    view = ui.LayoutView.from_message(message, timeout=None)
    for item in view.walk_children():
        if isinstance(item, ui.TextDisplay) and item.content == SEARCHING:
            item.content = INTERRUPTED
            return view
    return None
