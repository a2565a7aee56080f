"""A member of the simulated Discord whose client makes mentions of names, as Discord's own does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from simcord.actors import MemberActor

if TYPE_CHECKING:
    from simcord.builders import ChannelHandle


class TypingMember(MemberActor):
    """A member by whom `@Footnote` in a message mentions the bot."""

    async def send(self, channel: ChannelHandle, content: str = "", **options: Any) -> Any:
        """Write a message."""
        bot = self._env.bot.user
        if bot is not None:
            name = re.compile(rf"@{re.escape(bot.name)}\b", re.IGNORECASE)
            content = name.sub(bot.mention, content)
        return await super().send(channel, content, **options)
