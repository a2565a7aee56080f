"""The buttons under an answer: a source in its context, and whether the answer helped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui
from discord.ext import commands

from bot.error_reporting import report_errors
from bot.replies import answer_pages
from bot.replies.components import excerpt_layout
from bot.sending import NO_PINGS, tell

if TYPE_CHECKING:
    from bot.client import FootnoteBot
    from bot.replies.components import Interaction
    from retrieval import Excerpt

FORGOTTEN = "This answer is too old: I no longer know where its sources stand. Please ask again."
THANKS = "Thank you. You can change your mind by pressing the other button."
REASON_LIMIT = 500


class Sources(commands.Cog):
    """What the buttons under an answer do."""

    def __init__(self, bot: FootnoteBot) -> None:
        self.bot = bot

    async def open(self, interaction: Interaction, answer: int, number: int) -> None:
        """Show a source in its context, to whoever pressed alone."""
        async with report_errors(lambda text: tell(interaction, text), "opening a source"):
            await interaction.response.defer(ephemeral=True, thinking=True)
            view = await self._view(answer, number, 0)
            await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)

    async def turn(self, interaction: Interaction, answer: int, number: int, shift: int) -> None:
        """Show another part of the document in place of the one that is shown."""
        async with report_errors(
            lambda text: tell(interaction, text), "turning a page of a source"
        ):
            await interaction.response.defer()
            view = await self._view(answer, number, shift)
            await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)

    async def rate(self, interaction: Interaction, answer: int, *, helpful: bool) -> None:
        """Take down what a person thinks of an answer; ask for the reason when it did not help."""
        async with report_errors(lambda text: tell(interaction, text), "taking feedback"):
            if not helpful:
                await interaction.response.send_modal(ReasonForm(self, answer))
            else:
                await interaction.response.defer(ephemeral=True, thinking=True)
            known = await self.bot.worker.run(
                self.bot.store.rate, answer, interaction.user.id, helpful=helpful
            )
            if helpful:
                await tell(interaction, THANKS if known else FORGOTTEN)

    async def reason(self, interaction: Interaction, answer: int, reason: str) -> None:
        """Take down why an answer did not help."""
        async with report_errors(lambda text: tell(interaction, text), "taking feedback"):
            await interaction.response.defer(ephemeral=True, thinking=True)
            known = await self.bot.worker.run(
                self.bot.store.rate,
                answer,
                interaction.user.id,
                helpful=False,
                reason=reason.strip() or None,
            )
            await tell(interaction, THANKS if known else FORGOTTEN)

    async def _view(self, answer: int, number: int, shift: int) -> ui.LayoutView:
        reference = await self.bot.worker.run(self.bot.store.source, answer, number)
        if reference is None:
            return excerpt_layout(answer_pages.notice_page(FORGOTTEN))
        excerpt: Excerpt = await self.bot.worker.run(
            self.bot.library.excerpt,
            reference.path,
            reference.digest,
            reference.start,
            reference.end,
            shift=shift,
        )
        page = answer_pages.excerpt_page(excerpt, number, self.bot.settings.source_url)
        before = (answer, number, shift - 1) if excerpt.has_previous else None
        after = (answer, number, shift + 1) if excerpt.has_next else None
        return excerpt_layout(page, before, after)


class ReasonForm(ui.Modal, title="What was wrong?"):
    """A short form for the reason why an answer did not help. Sending it empty is fine."""

    def __init__(self, sources: Sources, answer: int) -> None:
        super().__init__(timeout=900.0)
        self._sources = sources
        self._answer = answer
        self._reason: ui.TextInput[ReasonForm] = ui.TextInput(
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=REASON_LIMIT,
            placeholder="Wrong, incomplete, not what I asked, out of date…",
        )
        self.add_item(ui.Label(text="Your reason (admins can read it)", component=self._reason))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Take the reason down."""
        await self._sources.reason(interaction, self._answer, self._reason.value)
