"""Asking by `/ask`, from a message's menu or anew: from an interaction to a question, no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.rights.answer_places import check_place
from bot.sending import InteractionReply, tell
from bot.services.question_answering import Question
from bot.state.store import STORED_QUESTION_LIMIT

if TYPE_CHECKING:
    from bot.sending import Interaction
    from bot.services.question_answering import AnswerService
    from bot.state.conversations import Conversations
    from bot.state.shown_answers import ShownAnswers
    from bot.worker import Worker
    from retrieval import Turn

DISCORD_OPTION_LIMIT = 6000
FORGOTTEN = "I no longer know what was asked here. Please ask again with `/ask`."
CUT_SHORT = "I know only the beginning of this long question. Please ask again with `/ask`."


class Ask(commands.Cog):
    """Asking by command, and by the button under an answer that has become stale."""

    def __init__(
        self,
        answers: AnswerService,
        tree: app_commands.CommandTree[Any],
        worker: Worker,
        shown: ShownAnswers,
        conversations: Conversations,
    ) -> None:
        self._answers = answers
        self._tree = tree
        self._worker = worker
        self._shown = shown
        self._conversations = conversations
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

    async def ask_again(self, interaction: Interaction, answer: int) -> None:
        """Answer the question of an earlier answer anew, for the channel to see."""
        origin = await self._worker.run(self._shown.origin, answer)
        if origin is None or origin.question is None:
            await tell(interaction, FORGOTTEN)
            return
        check_place(interaction, origin.channel)
        if len(origin.question) >= STORED_QUESTION_LIMIT:
            await tell(interaction, CUT_SHORT)
            return
        message = interaction.message.id if interaction.message is not None else 0
        before = self._conversations.history(message)[:-2]
        await self._answer(interaction, origin.question, private=False, history=before)

    async def _answer(
        self,
        interaction: Interaction,
        text: str,
        *,
        private: bool,
        history: tuple[Turn, ...] = (),
    ) -> None:
        question = Question(
            text,
            asker=interaction.user.id,
            server=interaction.guild_id,
            history=history,
            private=private,
            echoed=not private,
            channel=interaction.channel_id,
            in_thread=isinstance(interaction.channel, discord.Thread),
        )
        await self._answers.answer(question, InteractionReply(interaction, private=private))
