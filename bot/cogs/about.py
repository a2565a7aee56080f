"""`/help` and `/about`: how to ask, what the bot answers from, and what it stores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.replies import index_pages
from bot.replies.blocks import pages
from bot.replies.components import layout
from bot.sending import InteractionReply, tell
from retrieval import NoIndexError, Status

if TYPE_CHECKING:
    from bot.bot_settings import BotSettings
    from bot.sending import Interaction
    from bot.worker import Worker
    from retrieval import Library

HELP = """\
### Asking
`/ask` and your question, or mention me with it{directly}. To ask what somebody \
wrote, use **Apps → Ask the documents** in the menu of their message. With `private`, the answer is \
for you alone.
### Reading an answer
Every statement carries a number. Under the answer you see where in the documents it comes from; \
**Show** opens the very words there. If the documents do not answer, I say so; **Closest passages** \
shows what comes closest, and where something is really close I suggest it.
### Looking around
Ask me what documents I know, or to summarise one of them. `/documents list` shows all of them.
### Going on
Reply to an answer, or mention me again in its thread: I know what was said before.
### Telling what you think
**Helpful** and **Not helpful** tell those who keep the documents what is missing.
-# `/about` says what I answer from, and what I store."""


class About(commands.Cog):
    """What there is to know about the bot."""

    def __init__(self, library: Library, worker: Worker, settings: BotSettings) -> None:
        self._library = library
        self._worker = worker
        self._settings = settings

    @app_commands.command(description="How to ask, and how to read an answer.")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def help(self, interaction: Interaction) -> None:
        """Explain the bot to the one who asks."""
        directly = ", or write to me directly" if self._settings.direct_messages != "off" else ""
        await tell(interaction, HELP.format(directly=directly))

    @app_commands.command(description="What I answer from, what I store, and that I can be wrong.")
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def about(self, interaction: Interaction) -> None:
        """Tell where answers come from and what becomes of questions."""
        reply = InteractionReply(interaction, private=True)
        async with reply.acknowledged():
            status = await self._worker.run(self._status)
            text = index_pages.about_text(status, keep_days=self._settings.keep_days)
            await reply.show([layout(page) for page in pages([text])])

    def _status(self) -> Status | None:
        try:
            return self._library.status()
        except NoIndexError:
            return None
