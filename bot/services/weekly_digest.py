"""The weekly digest: what was not answered, into the channel that the settings name.

It tells of the channel's own server alone, and quotes only what was asked where everybody can read.
When it was sent last is noted in the store, so a restart neither repeats nor loses one.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

import discord

from ..delivery import FAILURES
from ..replies import gap_pages
from ..replies.components import layout
from ..sending import NO_PINGS
from ..state.store_schema import DAY

if TYPE_CHECKING:
    from ..rights.served_servers import ServedServers
    from ..state.store import Store
    from ..worker import Worker
    from .gap_finding import GapFinder

log = logging.getLogger(__name__)

PERIOD = 7 * DAY
"""Seconds from one digest to the next."""

NO_CHANNEL = "FOOTNOTE_DIGEST_CHANNEL names no text channel that I can see."
NOT_SERVED = "FOOTNOTE_DIGEST_CHANNEL is in a server that I do not serve."
MAY_NOT_WRITE = "I may not write in the channel of FOOTNOTE_DIGEST_CHANNEL."
FAILED = "Discord did not take it; it is tried again."


class WeeklyDigest:
    """Sends the digest when it is due. `problem` says what hinders it, safe to show, or is None."""

    def __init__(
        self,
        client: discord.Client,
        channel: int,
        served: ServedServers,
        finder: GapFinder,
        store: Store,
        worker: Worker,
    ) -> None:
        self._client = client
        self._channel = channel
        self._served = served
        self._finder = finder
        self._store = store
        self._worker = worker
        self.problem: str | None = None

    async def send_if_due(self) -> None:
        """Send it, if the last one was sent a week ago or more and there is something to tell."""
        noted = await self._worker.run(self._store.note, self._note)
        now = time.time()
        if noted is not None and now - float(noted) < PERIOD:
            return
        channel = self._find_channel()
        if isinstance(channel, str):
            self._hindered(channel)
            return
        since = float(noted) if noted is not None else now - PERIOD
        sent = await self._send(channel, since)
        self._hindered(None if sent else FAILED)
        if sent:
            await self._worker.run(self._store.set_note, self._note, str(now))

    async def _send(self, channel: discord.TextChannel | discord.Thread, since: float) -> bool:
        """Send it, if there is anything to tell. Sent twice it is the same one, by its nonce."""
        server = channel.guild.id
        activity = await self._worker.run(self._finder.records.activity, since, server)
        found = await self._worker.run(self._finder.found, server, channels=_public(channel))
        if not activity.questions and not found.gaps:
            return True
        view = layout(gap_pages.digest_page(found, activity))
        try:
            await channel.send(view=view, nonce=f"digest-{since:.0f}", allowed_mentions=NO_PINGS)
        except FAILURES as error:
            log.warning("The weekly digest could not be sent: %s", error)
            return False
        return True

    def _find_channel(self) -> discord.TextChannel | discord.Thread | str:
        """Return the channel, or what is wrong with it."""
        channel = self._client.get_channel(self._channel)
        if not isinstance(channel, discord.TextChannel | discord.Thread):
            return NO_CHANNEL
        if channel.guild.id not in self._served.ids:
            return NOT_SERVED
        may = channel.permissions_for(channel.guild.me)
        in_thread = isinstance(channel, discord.Thread)
        if not may.view_channel or not (
            may.send_messages_in_threads if in_thread else may.send_messages
        ):
            return MAY_NOT_WRITE
        return channel

    def _hindered(self, problem: str | None) -> None:
        if problem is not None and problem != self.problem:
            log.warning("The weekly digest is not sent: %s", problem)
        self.problem = problem

    @property
    def _note(self) -> str:
        return f"digest sent to {self._channel}"


def _public(channel: discord.TextChannel | discord.Thread) -> frozenset[int]:
    """Return the ids of the channels and threads that everybody sees, and that of this one."""
    server = channel.guild
    everybody = server.default_role
    threads = (thread for thread in server.threads if not thread.is_private())
    seen = {
        each.id
        for each in (*server.channels, *threads)
        if each.permissions_for(everybody).view_channel
    }
    return frozenset({*seen, channel.id})
