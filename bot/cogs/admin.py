"""Re-index, roll back and look after the index, for those who manage the server."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.replies import index_pages
from bot.replies.blocks import notice_page
from bot.replies.buttons.admin_buttons import ReindexButton
from bot.replies.components import layout
from bot.sending import InteractionReply, tell
from bot.services.gap_rechecking import recheck
from bot.services.reindex_replies import begin, check_preview, run_shown

if TYPE_CHECKING:
    from bot.rights.command_rights import CommandRights
    from bot.sending import Interaction
    from bot.services.gap_finding import GapFinder
    from bot.services.reindexing import ReindexService
    from bot.services.status_notes import StatusNotes
    from bot.worker import Worker
    from retrieval import Library

STOPPING = "It is being stopped; the old index stays live."
OVER = "The re-index that this button belongs to is over."


class Admin(commands.Cog):
    """What those who manage the server may do."""

    def __init__(
        self,
        library: Library,
        worker: Worker,
        rights: CommandRights,
        reindexing: ReindexService,
        notes: StatusNotes,
        gaps: GapFinder,
    ) -> None:
        self._library = library
        self._worker = worker
        self._rights = rights
        self._reindexing = reindexing
        self.notes = notes
        self._gaps = gaps

    @app_commands.command(description="See what has changed in the documents, and index it anew.")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def reindex(self, interaction: Interaction) -> None:
        """Show what a re-index would do, and ask whether to go on."""
        reply = await begin(interaction, self._rights, self._reindexing, "reindex")
        plan = await self._worker.run(self._library.plan)
        decide = [_for_asker(interaction, "reindex"), _for_asker(interaction, "dismiss")]
        row = decide if index_pages.is_needed(plan) else []
        await reply.show([layout(index_pages.preview_page(plan), row=row)])

    @app_commands.command(description="Go back to the index before the last re-index.")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def rollback(self, interaction: Interaction) -> None:
        """Make the generation before the live one live again."""
        reply = await begin(interaction, self._rights, self._reindexing, "rollback")
        report = await self._reindexing.roll_back()
        await reply.show([layout(index_pages.rollback_page(report))])

    @app_commands.command(description="See what is indexed, and what has changed since.")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def status(self, interaction: Interaction) -> None:
        """Show the state of the index to the one who asked."""
        reply = InteractionReply(interaction, private=True)
        async with reply.acknowledged():
            await self._rights.check(interaction, "status")
            status = await self._worker.run(self._library.status)
            await reply.show([layout(index_pages.status_page(status, self.notes.sentences()))])

    async def act(self, interaction: Interaction, name: str, subject: str) -> None:
        """Do what the button `name` under a preview or a progress bar is for.

        Whoever presses needs the right to the command at that moment, not when they typed it.
        """
        if not self._rights.manages(interaction):
            await interaction.response.defer()
        await self._rights.check(interaction, "reindex")
        if name == "stop":
            known = self._reindexing.stop(subject)
            await tell(interaction, STOPPING if known else OVER)
            return
        check_preview(interaction, subject, "/reindex")
        if not interaction.response.is_done():
            await interaction.response.defer()
        if name == "dismiss":
            reply = InteractionReply(interaction, private=False)
            await reply.show([layout(notice_page("Nothing was changed."))])
        else:
            make_button = partial(_for_asker, interaction)
            await run_shown(
                interaction,
                self._reindexing,
                make_button,
                force=name == "force",
                afterwards=partial(recheck, self._gaps, self._worker, interaction.guild_id),
            )


def _for_asker(interaction: Interaction, name: str, label: str | None = None) -> ReindexButton:
    return ReindexButton(name, str(interaction.user.id), label)
