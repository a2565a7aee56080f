"""`/gaps`: what was asked in this server and not answered, for those who manage the server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.gaps.gap_csv import gaps_csv
from bot.replies import gap_pages
from bot.replies.blocks import notice_page
from bot.replies.buttons.admin_buttons import GapButton
from bot.replies.components import gap_layout, layout
from bot.rights.refusals import NotAllowedError
from bot.sending import NO_PINGS, Attachment, InteractionReply, tell

if TYPE_CHECKING:
    from discord import ui

    from bot.rights.command_rights import CommandRights
    from bot.sending import Interaction
    from bot.services.gap_finding import GapFinder
    from bot.worker import Worker

IN_A_SERVER = "What was not answered is listed in a server only, not in a direct message."


class Gaps(commands.Cog):
    """What admins may see of questions without an answer. It shows those of this server alone."""

    def __init__(self, finder: GapFinder, worker: Worker, rights: CommandRights) -> None:
        self.finder = finder
        self._worker = worker
        self._rights = rights

    @app_commands.command(description="See what was asked and not answered.")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def gaps(self, interaction: Interaction) -> None:
        """List the gaps for the one who asks."""
        reply = InteractionReply(interaction, private=True)
        async with reply.acknowledged():
            server = await self._checked(interaction)
            await reply.show([await self._list(server, 0)])

    async def turn_gaps(self, interaction: Interaction, page: int) -> None:
        """Show another page of the list in place of the one that is shown."""
        await interaction.response.defer()
        await self._show(interaction, await self._checked(interaction), page)

    async def mark_done(self, interaction: Interaction, page: int, gap: str) -> None:
        """Mark a gap as done, and show what is left."""
        await interaction.response.defer()
        server = await self._checked(interaction)
        done = await self._worker.run(self.finder.mark_done, gap, server)
        await self._show(interaction, server, page)
        if done is None:
            await tell(interaction, gap_pages.GONE)

    async def send_table(self, interaction: Interaction) -> None:
        """Send all open gaps as a table, to the one who presses alone."""
        reply = InteractionReply(interaction, private=True)
        async with reply.acknowledged():
            server = await self._checked(interaction)
            found = await self._worker.run(self.finder.found, server)
            page = notice_page(gap_pages.TABLE_SENTENCE)
            table = Attachment(gap_pages.TABLE, gaps_csv(found.gaps))
            await reply.show([layout(page, file=gap_pages.TABLE)], table)

    async def _checked(self, interaction: Interaction) -> int:
        """Return the server, if this person may see its gaps at this moment.

        Raises:
            NotAllowedError: they may not.
        """
        await self._rights.check(interaction, "gaps")
        if interaction.guild_id is None:
            raise NotAllowedError(IN_A_SERVER)
        return interaction.guild_id

    async def _show(self, interaction: Interaction, server: int, page: int) -> None:
        view = await self._list(server, page)
        await interaction.edit_original_response(view=view, allowed_mentions=NO_PINGS)

    async def _list(self, server: int, page: int) -> ui.LayoutView:
        found = await self._worker.run(self.finder.found, server)
        pages = gap_pages.gap_pages(found)
        page = min(page, len(pages) - 1)
        row = [GapButton("turn", page - 1, label="← Previous")] if page else []
        row += [GapButton("turn", page + 1, label="Next →")] if page + 1 < len(pages) else []
        row += [GapButton("table", page)] if found.gaps else []
        return gap_layout(pages[page], page, row)
