"""The buttons under an answer: a source in its context, and whether the answer helped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui
from discord.ext import commands

from bot.replies.blocks import notice_page
from bot.replies.components import excerpt_layout, layout
from bot.replies.source_pages import closest_page, excerpt_page
from bot.sending import NO_PINGS, tell, telling_errors
from bot.state.store import REASON_LIMIT

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.sending import Interaction
    from bot.state.store import SourceReference, Store
    from bot.worker import Worker
    from retrieval import Excerpt, Library

FORGOTTEN = "This answer is too old: I no longer know where its sources stand. Please ask again."
THANKS = "Thank you. You can change your mind by pressing the other button."


class Sources(commands.Cog):
    """What the buttons under an answer do."""

    def __init__(
        self, library: Library, worker: Worker, store: Store, source_url: str | None
    ) -> None:
        self._library = library
        self._worker = worker
        self._store = store
        self._source_url = source_url

    async def open(self, interaction: Interaction, answer: int, number: int) -> None:
        """Show a source in its context, to whoever pressed alone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        view = await self._view(answer, number, 0)
        await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)

    async def show_closest(self, interaction: Interaction, answer: int) -> None:
        """Show the passages that came closest to a question, to whoever pressed alone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        references = await self._worker.run(self._store.sources, answer)
        excerpts = {reference.number: await self._excerpt(reference, 0) for reference in references}
        page = closest_page(excerpts) if references else notice_page(FORGOTTEN)
        await interaction.edit_original_response(
            view=layout(page, answer), allowed_mentions=NO_PINGS
        )

    async def turn(self, interaction: Interaction, answer: int, number: int, shift: int) -> None:
        """Show another part of the document in place of the one that is shown."""
        await interaction.response.defer()
        view = await self._view(answer, number, shift)
        await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)

    async def rate(self, interaction: Interaction, answer: int, *, helpful: bool) -> None:
        """Store what a person thinks of an answer; ask for the reason when it did not help."""
        if not helpful:
            await interaction.response.send_modal(ReasonForm(self.give_reason, answer))
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
        known = await self._worker.run(
            self._store.rate, answer, interaction.user.id, helpful=helpful
        )
        if helpful:
            await tell(interaction, THANKS if known else FORGOTTEN)

    async def give_reason(self, interaction: Interaction, answer: int, reason: str) -> None:
        """Store why an answer did not help."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        known = await self._worker.run(
            self._store.rate,
            answer,
            interaction.user.id,
            helpful=False,
            reason=reason.strip() or None,
        )
        await tell(interaction, THANKS if known else FORGOTTEN)

    async def _view(self, answer: int, number: int, shift: int) -> ui.LayoutView:
        reference = await self._worker.run(self._store.source, answer, number)
        if reference is None:
            return excerpt_layout(notice_page(FORGOTTEN))
        excerpt = await self._excerpt(reference, shift)
        page = excerpt_page(excerpt, number, self._source_url)
        before = (answer, number, shift - 1) if excerpt.has_previous else None
        after = (answer, number, shift + 1) if excerpt.has_next else None
        return excerpt_layout(page, before, after)

    async def _excerpt(self, reference: SourceReference, shift: int) -> Excerpt:
        return await self._worker.run(
            self._library.excerpt,
            reference.path,
            reference.digest,
            reference.start,
            reference.end,
            shift=shift,
        )


class ReasonForm(ui.Modal, title="What was wrong?"):
    """A short form for the reason why an answer did not help. Sending it empty is fine."""

    def __init__(
        self, submit: Callable[[Interaction, int, str], Awaitable[None]], answer: int
    ) -> None:
        """Hand what is sent to `submit`: the interaction, the answer, and the reason."""
        super().__init__(timeout=900.0)
        self._submit = submit
        self._answer = answer
        self._reason: ui.TextInput[ReasonForm] = ui.TextInput(
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=REASON_LIMIT,
            placeholder="Wrong, incomplete, not what I asked, out of date…",
        )
        self.add_item(ui.Label(text="Your reason (admins can read it)", component=self._reason))

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        """Hand the reason on, and tell the person if it cannot be stored."""
        async with telling_errors(interaction, "taking feedback"):
            await self._submit(interaction, self._answer, self._reason.value)
