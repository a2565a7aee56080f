"""Re-index, roll back and look after the index, for those who manage the server."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import discord
from discord import app_commands
from discord.ext import commands

from bot.error_reporting import GoneError
from bot.replies import index_pages
from bot.replies.blocks import notice_page
from bot.replies.buttons import ReindexButton
from bot.replies.components import layout
from bot.sending import Attachment, InteractionReply, LastingReply, tell
from bot.services.reindexing import AlreadyRunningError
from retrieval import FootnoteError, ReindexRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.bot_settings import BotSettings
    from bot.replies.blocks import Page
    from bot.sending import Interaction
    from bot.services.auto_reindexing import AutoReindexer
    from bot.services.reindexing import ReindexService
    from bot.state.limits import TokenBudget
    from bot.worker import Worker
    from retrieval import IndexReport, Library, Progress

log = logging.getLogger(__name__)

PREVIEW_SECONDS = 900
NOT_ALLOWED = "This is for those who may manage the server."
FAILURES = "could-not-be-read.txt"


class NotAllowedError(FootnoteError):
    """This person may not do this."""


class Admin(commands.Cog):
    """What those who manage the server may do."""

    def __init__(
        self,
        library: Library,
        worker: Worker,
        settings: BotSettings,
        reindexing: ReindexService,
        budget: TokenBudget,
        watcher: AutoReindexer | None,
    ) -> None:
        self._library = library
        self._worker = worker
        self._settings = settings
        self._reindexing = reindexing
        self._budget = budget
        self._watcher = watcher

    @app_commands.command(description="See what has changed in the documents, and index it anew.")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def reindex(self, interaction: Interaction) -> None:
        """Show what a re-index would do, and ask whether to go on."""
        await self._check(interaction)
        self._reindexing.check_free()
        await interaction.response.defer(thinking=True)
        plan = await self._worker.run(self._library.plan)
        buttons = [_button(interaction, "reindex"), _button(interaction, "dismiss")]
        await _show(
            interaction,
            index_pages.preview_page(plan),
            buttons if index_pages.is_needed(plan) else [],
        )

    @app_commands.command(description="Go back to the index before the last re-index.")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def rollback(self, interaction: Interaction) -> None:
        """Make the generation before the live one live again."""
        await self._check(interaction)
        self._reindexing.check_free()
        await interaction.response.defer(thinking=True)
        report = await self._worker.run(self._library.rollback)
        await _show(interaction, index_pages.rollback_page(report))

    @app_commands.command(description="See what is indexed, and what has changed since.")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def status(self, interaction: Interaction) -> None:
        """Show the state of the index to the one who asked."""
        await self._check(interaction)
        await interaction.response.defer(thinking=True, ephemeral=True)
        status = await self._worker.run(self._library.status)
        await _show(interaction, index_pages.status_page(status, self._notes()))

    def _notes(self) -> list[str]:
        """Return what the bot knows besides the library."""
        notes = []
        if self._watcher is not None:
            notes.append(index_pages.watching_note(self._watcher.problem))
        per_day = self._settings.tokens_per_day
        if per_day:
            notes.append(index_pages.token_note(self._budget.spent(datetime.now(UTC)), per_day))
        return notes

    async def act(self, interaction: Interaction, name: str, asker: int, created: int) -> None:
        """Do what the button `name` under a preview or a progress bar is for."""
        is_asker = interaction.user.id == asker
        if not is_asker and not self._manages(interaction):
            raise NotAllowedError(NOT_ALLOWED)
        if name == "stop":
            await self._stop(interaction)
            return
        if not is_asker:
            raise NotAllowedError("Only the person who asked for this re-index can decide.")
        if time.time() - created > PREVIEW_SECONDS:
            raise NotAllowedError("This preview is too old. Use /reindex again.")
        await interaction.response.defer()
        if name == "dismiss":
            await _show(interaction, notice_page("Nothing was changed."))
        else:
            await self._run(interaction, force=name == "force")

    async def _run(self, interaction: Interaction, *, force: bool) -> None:
        reply = LastingReply(interaction)
        asker = interaction.user.display_name
        stop = [_button(interaction, "stop")]

        async def show(now: Progress) -> None:
            try:
                await reply.show([layout(index_pages.progress_page(now, asker), row=stop)])
            except (GoneError, discord.HTTPException) as error:
                log.info("The re-index goes on, though its progress can't be shown: %s", error)

        try:
            report = await self._reindexing.run(asker, force=force, show=show)
        except ReindexRefused as error:
            page = index_pages.refused_page(error.removed, error.documents)
            force_button = _button(interaction, "force", f"Remove {error.removed:,} documents")
            await reply.show([layout(page, row=[force_button, _button(interaction, "dismiss")])])
        except AlreadyRunningError:
            raise
        except FootnoteError as error:
            await reply.show([layout(index_pages.stopped_page(str(error)))])
        else:
            await self._tell_outcome(reply, report)

    async def _tell_outcome(self, reply: LastingReply, report: IndexReport) -> None:
        failures = index_pages.failures_file(report.failed)
        if failures is None:
            await reply.show([layout(index_pages.done_page(report))])
        else:
            view = layout(index_pages.done_page(report), file=FAILURES)
            await reply.show([view], Attachment(FAILURES, failures))

    async def _stop(self, interaction: Interaction) -> None:
        known = self._reindexing.stop()
        said = "It is being stopped; the old index stays live." if known else "It is over already."
        await tell(interaction, said)

    async def _check(self, interaction: Interaction) -> None:
        """Refuse who may not look after the index, even if Discord let the command through.

        Raises:
            NotAllowedError: this person neither manages the server, nor has a role that the settings
                name, nor was allowed this command in the server's integration settings.
        """
        if not self._manages(interaction) and not await self._is_granted(interaction):
            raise NotAllowedError(NOT_ALLOWED)

    def _manages(self, interaction: Interaction) -> bool:
        roles = _roles(interaction) & self._settings.admin_roles
        return interaction.permissions.manage_guild or bool(roles)

    async def _is_granted(self, interaction: Interaction) -> bool:
        """Return whether the server's integration settings allow this person this very command."""
        guild = self._settings.guild
        where = discord.Object(guild) if guild is not None else None
        people = {interaction.user.id, *_roles(interaction)}
        for command in await interaction.client.tree.fetch_commands(guild=where):
            if interaction.command is None or command.name != interaction.command.name:
                continue
            try:
                granted = await command.fetch_permissions(discord.Object(interaction.guild_id or 0))
            except discord.NotFound:
                return False
            return any(grant.permission and grant.id in people for grant in granted.permissions)
        return False


def _roles(interaction: Interaction) -> frozenset[int]:
    return frozenset(role.id for role in getattr(interaction.user, "roles", ()))


def _button(interaction: Interaction, name: str, label: str | None = None) -> ReindexButton:
    return ReindexButton(name, interaction.user.id, int(time.time()), label)


async def _show(interaction: Interaction, page: Page, row: Sequence[ReindexButton] = ()) -> None:
    await InteractionReply(interaction, private=False).show([layout(page, row=row)])
