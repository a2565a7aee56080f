"""Whether the bot is connected to Discord's gateway, as Discord's own events tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from discord.ext import commands


class Gateway:
    """Follows the connection of a bot. discord.py's `is_ready` stays true when a connection is lost."""

    def __init__(self, client: commands.Bot) -> None:
        self._client = client
        self._connected = False
        for event in (self.on_ready, self.on_resumed, self.on_disconnect):
            client.add_listener(event)

    @property
    def connected(self) -> bool:
        """Whether questions can arrive now."""
        return self._connected and not self._client.is_closed()

    async def on_ready(self) -> None:
        """Note that the connection stands and its servers are known."""
        self._connected = True

    async def on_resumed(self) -> None:
        """Note that a lost connection goes on."""
        self._connected = True

    async def on_disconnect(self) -> None:
        """Note that the connection is lost, or could not be made."""
        self._connected = False
