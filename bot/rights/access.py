"""The one question before a command, a press or a message: is this person served, in this place?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from .direct_messages import DirectMessages
from .served_servers import ServedServers

if TYPE_CHECKING:
    from ..bot_settings import BotSettings


class Access:
    """Lets in who asks in a server that is served, or directly if they may."""

    def __init__(self, client: discord.Client, settings: BotSettings) -> None:
        self._client = client
        self.servers = ServedServers(settings.named_servers)
        self._direct = DirectMessages(
            settings.direct_messages, settings.mention_roles, self.servers, self._find_roles
        )

    async def check(self, server: int | None, person: int) -> None:
        """Make sure that this person is served in this server, or directly where it is None.

        Raises:
            NotAllowedError: they are not.
        """
        if server is not None:
            self.servers.check(server)
        else:
            await self._direct.check(person)

    async def _find_roles(self, server: int, person: int) -> frozenset[int] | None:
        """Ask Discord for a person's roles in a server; None when they, or the bot, are not in it."""
        guild = self._client.get_guild(server)
        if guild is None:
            return None
        try:
            member = await guild.fetch_member(person)
        except discord.NotFound:
            return None
        return frozenset(role.id for role in member.roles)
