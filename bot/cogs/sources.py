"""The buttons under an answer: a source in its context, and whether the answer helped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord
from discord import ui
from discord.ext import commands

from bot.replies.blocks import notice_page
from bot.replies.components import excerpt_layout, layout
from bot.replies.source_pages import closest_page, excerpt_page
from bot.rights.answer_places import check_place
from bot.sending import NO_PINGS, tell, telling_errors
from bot.state.store import REASON_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.sending import Interaction
    from bot.state.shown_answers import ShownAnswers
    from bot.state.store import SourceReference, Store
    from bot.worker import Worker
    from retrieval import Excerpt, Library

FORGOTTEN = "This answer is too old: I no longer know where its sources stand. Please ask again."
REASON_FORM = re.compile(r"footnote:reason:(?P<answer>\d+)")
THANKS = "Thank you. You can change your mind by pressing the other button."


class Sources(commands.Cog):
    """What the buttons under an answer do."""

    def __init__(
        self,
        library: Library,
        worker: Worker,
        store: Store,
        shown: ShownAnswers,
        source_url: str | None,
        observe_vote: Callable[[bool], None] = lambda _helpful: None,
    ) -> None:
        """Tell `observe_vote` of each vote that is stored: whether the answer helped."""
        self._library = library
        self._worker = worker
        self._store = store
        self._shown = shown
        self._source_url = source_url
        self._observe_vote = observe_vote

    async def open(self, interaction: Interaction, answer: int, number: int) -> None:
        """Show a source in its context, to whoever pressed alone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._check_place(interaction, answer)
        view = await self._view(answer, number, 0)
        await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)

    async def show_closest(self, interaction: Interaction, answer: int) -> None:
        """Show the passages that came closest to a question, to whoever pressed alone."""
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._check_place(interaction, answer)
        references = await self._worker.run(self._store.sources, answer)
        excerpts = {reference.number: await self._excerpt(reference, 0) for reference in references}
        page = closest_page(excerpts) if references else notice_page(FORGOTTEN)
        await interaction.edit_original_response(
            view=layout(page, answer), allowed_mentions=NO_PINGS
        )

    async def turn(self, interaction: Interaction, answer: int, number: int, shift: int) -> None:
        """Show another part of the document in place of the one that is shown."""
        await interaction.response.defer()
        await self._check_place(interaction, answer)
        view = await self._view(answer, number, shift)
        await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)

    async def rate(self, interaction: Interaction, answer: int, *, helpful: bool) -> None:
        """Store what a person thinks of an answer; ask for the reason when it did not help."""
        if not helpful:
            await interaction.response.send_modal(ReasonForm(answer))
        else:
            await interaction.response.defer(ephemeral=True, thinking=True)
        await self._check_place(interaction, answer)
        known = await self._worker.run(
            self._store.rate, answer, interaction.user.id, helpful=helpful
        )
        if known:
            self._observe_vote(helpful)
        if helpful:
            await tell(interaction, THANKS if known else FORGOTTEN)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: Interaction) -> None:
        """Take a form that was sent, also one that was opened before a restart.

        discord.py passes a form on only as long as the process that opened it runs.
        """
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        sent = dict(interaction.data or {})
        form = REASON_FORM.fullmatch(str(sent.get("custom_id", "")))
        if form is not None:
            async with telling_errors(interaction, "taking feedback"):
                await self._give_reason(interaction, int(form["answer"]), _typed(sent))

    async def _give_reason(self, interaction: Interaction, answer: int, reason: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await self._check_place(interaction, answer)
        known = await self._worker.run(
            self._store.rate,
            answer,
            interaction.user.id,
            helpful=False,
            reason=reason.strip() or None,
        )
        await tell(interaction, THANKS if known else FORGOTTEN)

    async def _check_place(self, interaction: Interaction, answer: int) -> None:
        """Make sure that a button is pressed where the answer stands, or by someone who may see it.

        Raises:
            ElsewhereError: the answer stands in a channel that this person can't see.
        """
        check_place(interaction, await self._worker.run(self._store.channel_of, answer))

    async def _view(self, answer: int, number: int, shift: int) -> ui.LayoutView:
        reference = await self._worker.run(self._store.source, answer, number)
        if reference is None:
            return excerpt_layout(notice_page(FORGOTTEN))
        excerpt = await self._excerpt(reference, shift)
        origin = await self._worker.run(self._shown.origin, answer)
        page = excerpt_page(excerpt, number, self._source_url, origin)
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
    """A short form for the reason why an answer did not help. Sending it empty is fine.

    Its custom id names the answer, by which `Sources` takes what is sent.
    """

    def __init__(self, answer: int) -> None:
        super().__init__(timeout=900.0, custom_id=f"footnote:reason:{answer}")
        reason: ui.TextInput[ReasonForm] = ui.TextInput(
            style=discord.TextStyle.paragraph,
            required=False,
            max_length=REASON_LIMIT,
            placeholder="Wrong, incomplete, not what I asked, out of date…",
        )
        self.add_item(ui.Label(text="Your reason (admins can read it)", component=reason))


def _typed(form: Mapping[str, Any]) -> str:
    """Return what was typed into the only field of a form, as Discord sends it."""
    for row in form.get("components", ()):
        for field in (row.get("component"), *row.get("components", ())):
            if field is not None and isinstance(field.get("value"), str):
                return str(field["value"])
    return ""
