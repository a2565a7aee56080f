"""Follows in which servers the bot is: which of them it serves, and what the log is told of others."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import discord
from discord.ext import commands

from bot.rights.served_servers import JoinedServer

if TYPE_CHECKING:
    from bot.rights.served_servers import ServedServers
    from bot.state.store import Store
    from bot.worker import Worker

log = logging.getLogger(__name__)


class Servers(commands.Cog):
    """Follows in which servers the bot is."""

    def __init__(
        self, client: discord.Client, served: ServedServers, store: Store, worker: Worker
    ) -> None:
        self._client = client
        self._served = served
        self._store = store
        self._worker = worker
        self._warned: set[str] = set()

    async def cog_load(self) -> None:
        """Remember the first server of an earlier run, before Discord says where the bot is."""
        first = await self._worker.run(self._store.note, self._note)
        if first is not None:
            self._served.remember(int(first))

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Look at the servers that the bot is in when it starts, and after an interruption."""
        await self._look()

    @commands.Cog.listener()
    async def on_guild_join(self, _guild: discord.Guild) -> None:
        """Look again: there is one more."""
        await self._look()

    @commands.Cog.listener()
    async def on_guild_available(self, _guild: discord.Guild) -> None:
        """Look again: Discord now tells since when the bot is in this one."""
        await self._look()

    @commands.Cog.listener()
    async def on_guild_remove(self, _guild: discord.Guild) -> None:
        """Look again: there is one less."""
        await self._look()

    async def _look(self) -> None:
        """Choose the first server if need be, and warn of others, once Discord has named them all."""
        if not self._client.is_ready():
            return
        joined = [self._joined(guild) for guild in self._client.guilds]
        first = self._served.choose_first(joined)
        if first is not None:
            self._served.remember(first)
            log.info("The bot serves server %d, the first that it is in, and no other", first)
        self._warn(set(self._served.warnings({server.id for server in joined})))
        if first is not None:
            await self._worker.run(self._store.set_note, self._note, str(first))

    def _warn(self, sentences: set[str]) -> None:
        """Log what was not logged since it began to hold."""
        for sentence in sorted(sentences - self._warned):
            log.warning("%s", sentence)
        self._warned = sentences

    def _joined(self, guild: discord.Guild) -> JoinedServer:
        me = guild.get_member(self._client.user.id) if self._client.user is not None else None
        return JoinedServer(guild.id, me.joined_at if me is not None else None)

    @property
    def _note(self) -> str:
        return f"first server of {self._client.application_id}"
