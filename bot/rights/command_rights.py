"""Who may look after the index: by Manage Server, by a role, or by the server's integration settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import aiohttp
import discord

from .refusals import GRANT_UNKNOWN, NOT_A_MANAGER, NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..bot_settings import BotSettings
    from ..sending import Interaction


class Grant(Protocol):
    """A line of a server's integration settings: a command is allowed to a person or role, or denied."""

    id: int
    permission: bool


class CommandRights:
    """Decides about a command, or about a press that stands for it, by what holds at that moment."""

    def __init__(self, settings: BotSettings) -> None:
        self._settings = settings

    def manages(self, interaction: Interaction) -> bool:
        """Return whether this person may use all the commands, as Discord's own message tells."""
        roles = _roles(interaction) & self._settings.admin_roles
        return interaction.permissions.manage_guild or bool(roles)

    async def check(self, interaction: Interaction, command: str) -> None:
        """Make sure that this person may use the command, even if Discord let it through.

        Of whoever does not manage the server, Discord is asked. That may take longer than an
        interaction waits, so it is to be acknowledged before.

        Raises:
            NotAllowedError: this person neither manages the server, nor has a role that the settings
                name, nor is allowed this command in the server's integration settings.
        """
        if self.manages(interaction):
            return
        try:
            granted = await self._is_granted(interaction, command)
        except (discord.DiscordException, aiohttp.ClientError, OSError) as error:
            raise NotAllowedError(GRANT_UNKNOWN) from error
        if not granted:
            raise NotAllowedError(NOT_A_MANAGER)

    async def _is_granted(self, interaction: Interaction, name: str) -> bool:
        guild = self._settings.guild
        where = discord.Object(guild) if guild is not None else None
        server = interaction.guild_id or 0
        for command in await interaction.client.tree.fetch_commands(guild=where):
            if command.name != name:
                continue
            try:
                granted = await command.fetch_permissions(discord.Object(server))
            except discord.NotFound:
                return False
            return is_granted(granted.permissions, interaction.user.id, _roles(interaction), server)
        return False


def is_granted(grants: Iterable[Grant], person: int, roles: frozenset[int], server: int) -> bool:
    """Return whether these lines allow a person the command, in Discord's order.

    What is said of the person counts most, then any role that allows it, then one that denies it. Last
    comes everybody's role, which has the id of the server.
    """
    said = {grant.id: grant.permission for grant in grants}
    if person in said:
        return said[person]
    of_roles = [said[role] for role in roles - {server} if role in said]
    if of_roles:
        return any(of_roles)
    return said.get(server, False)


def _roles(interaction: Interaction) -> frozenset[int]:
    return frozenset(role.id for role in getattr(interaction.user, "roles", ()))
