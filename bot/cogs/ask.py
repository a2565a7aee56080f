"""Asking by `/ask` or from a message's menu: from an interaction to a question, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.sending import InteractionReply
from bot.services.question_answering import Question

if TYPE_CHECKING:
    from bot.sending import Interaction
    from bot.services.question_answering import AnswerService

DISCORD_OPTION_LIMIT = 6000


class Ask(commands.Cog):
    """Asking by command."""

    def __init__(self, answers: AnswerService, tree: app_commands.CommandTree[Any]) -> None:
        self._answers = answers
        self._tree = tree
        self._menu = app_commands.guild_only(
            app_commands.ContextMenu(name="Ask the documents", callback=self.ask_message)
        )

    async def cog_load(self) -> None:
        """Add the menu's entry, which a cog does not do by itself."""
        self._tree.add_command(self._menu)

    async def cog_unload(self) -> None:
        """Take the menu's entry away."""
        self._tree.remove_command(self._menu.name, type=self._menu.type)

    @app_commands.command(
        description="Ask a question, and see the words in the documents that answer it."
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    @app_commands.describe(
        question="What you want to know, in your own words.",
        private="Show the answer to you alone.",
    )
    async def ask(
        self,
        interaction: Interaction,
        question: app_commands.Range[str, 1, DISCORD_OPTION_LIMIT],
        private: bool = False,
    ) -> None:
        """Answer a question of the one who typed it."""
        await self._answer(interaction, question, private=private)

    async def ask_message(self, interaction: Interaction, message: discord.Message) -> None:
        """Answer what someone's message asks, for the channel to see."""
        await self._answer(interaction, message.content, private=False)

    async def _answer(self, interaction: Interaction, text: str, *, private: bool) -> None:
        question = Question(
            text,
            asker=interaction.user.id,
            server=interaction.guild_id,
            private=private,
            echoed=not private,
            channel=interaction.channel_id,
            in_thread=isinstance(interaction.channel, discord.Thread),
        )
        await self._answers.answer(question, InteractionReply(interaction, private=private))
