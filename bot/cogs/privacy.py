"""`/forget-me`: deletes what the bot knows of the one who asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.rights.refusals import FOR_EVERYBODY
from bot.sending import tell

if TYPE_CHECKING:
    from bot.sending import Interaction
    from bot.state.conversations import Conversations
    from bot.state.store import Store
    from bot.worker import Worker

FORGOTTEN = (
    "I have forgotten what you asked ({questions}), your votes and reasons ({votes}), and our "
    "conversations. My answers stay in their channels; delete what you don't want to stand there."
)


class Privacy(commands.Cog):
    """What people can have forgotten."""

    def __init__(self, worker: Worker, store: Store, conversations: Conversations) -> None:
        self._worker = worker
        self._store = store
        self._conversations = conversations

    @app_commands.command(
        name="forget-me",
        description="Delete your questions, votes and reasons, for good.",
        extras=FOR_EVERYBODY,
    )
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=False)
    async def forget_me(self, interaction: Interaction) -> None:
        """Delete them, and tell how many there were."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        person = interaction.user.id
        self._conversations.forget(person)
        questions, votes = await self._worker.run(self._store.forget_person, person)
        await tell(interaction, FORGOTTEN.format(questions=questions, votes=votes))
