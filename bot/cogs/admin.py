"""Re-index, roll back and look after the index, for those who manage the server."""

from __future__ import annotations

import asyncio
import logging
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from discord import app_commands
from discord.ext import commands

from bot.error_reporting import GoneError
from bot.replies import formatting, index_pages
from bot.replies.blocks import notice_page
from bot.replies.buttons import ReindexButton
from bot.replies.components import layout
from bot.rights.refusals import NotAllowedError
from bot.sending import Attachment, InteractionReply, tell
from bot.services.reindexing import AlreadyRunningError
from retrieval import FootnoteError, ReindexRefused

if TYPE_CHECKING:
    from bot.bot_settings import BotSettings
    from bot.rights.command_rights import CommandRights
    from bot.sending import Interaction
    from bot.services.auto_reindexing import AutoReindexer
    from bot.services.reindexing import ReindexService
    from bot.state.limits import TokenBudget
    from bot.worker import Worker
    from retrieval import IndexReport, Library, Progress

log = logging.getLogger(__name__)

PREVIEW_SECONDS = 900
SKEW_SECONDS = 60
"""How far the clocks of Discord's own servers may be apart."""

GRANTED = "This server's settings allow you this. What comes of it follows, for all to see."
NOT_THE_ASKER = "Only the person who asked for this re-index can decide. Use /reindex yourself."
TOO_OLD = "This preview is too old. Use /reindex again."
STOPPING = "It is being stopped; the old index stays live."
OVER = "The re-index that this button belongs to is over."
LEFT_BEHIND = "I am being restarted. The old index is live, unless /status says otherwise."
FAILURES = "could-not-be-read.txt"


class Admin(commands.Cog):
    """What those who manage the server may do."""

    def __init__(
        self,
        library: Library,
        worker: Worker,
        settings: BotSettings,
        rights: CommandRights,
        reindexing: ReindexService,
        budget: TokenBudget,
        watcher: AutoReindexer | None,
    ) -> None:
        self._library = library
        self._worker = worker
        self._settings = settings
        self._rights = rights
        self._reindexing = reindexing
        self._budget = budget
        self._watcher = watcher

    @app_commands.command(description="See what has changed in the documents, and index it anew.")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def reindex(self, interaction: Interaction) -> None:
        """Show what a re-index would do, and ask whether to go on."""
        reply = await self._begin(interaction, "reindex")
        plan = await self._worker.run(self._library.plan)
        decide = [_for_asker(interaction, "reindex"), _for_asker(interaction, "dismiss")]
        row = decide if index_pages.is_needed(plan) else []
        await reply.show([layout(index_pages.preview_page(plan), row=row)])

    @app_commands.command(description="Go back to the index before the last re-index.")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.guild_only()
    async def rollback(self, interaction: Interaction) -> None:
        """Make the generation before the live one live again."""
        reply = await self._begin(interaction, "rollback")
        report = await self._worker.run(self._library.rollback)
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
            await reply.show([layout(index_pages.status_page(status, self._notes()))])

    async def _begin(self, interaction: Interaction, command: str) -> InteractionReply:
        """Acknowledge a command that may change the index, and return the reply to it, for all to see.

        Of whoever does not manage the server, Discord is asked first. They are acknowledged privately,
        since it may come to a refusal, and the reply is then a message of its own.

        Raises:
            NotAllowedError: this person may not use it.
            AlreadyRunningError: a re-index is under way.
        """
        manages = self._rights.manages(interaction)
        if manages:
            self._reindexing.check_free()
        await interaction.response.defer(thinking=True, ephemeral=not manages)
        if not manages:
            await self._rights.check(interaction, command)
            self._reindexing.check_free()
            await tell(interaction, GRANTED)
        return InteractionReply(interaction, private=False, follows=not manages)

    def _notes(self) -> list[str]:
        """Return what the bot knows besides the library."""
        notes = []
        if self._watcher is not None:
            notes.append(index_pages.watching_note(self._watcher.problem))
        per_day = self._settings.tokens_per_day
        if per_day:
            notes.append(index_pages.token_note(self._budget.spent(datetime.now(UTC)), per_day))
        return notes

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
        _check_preview(interaction, subject)
        if not interaction.response.is_done():
            await interaction.response.defer()
        if name == "dismiss":
            reply = InteractionReply(interaction, private=False)
            await reply.show([layout(notice_page("Nothing was changed."))])
        else:
            await self._run(interaction, force=name == "force")

    async def _run(self, interaction: Interaction, *, force: bool) -> None:
        reply = InteractionReply(interaction, private=False)
        asker = interaction.user.display_name
        stop_id = secrets.token_hex(8)
        stop = [ReindexButton("stop", stop_id)]

        async def show(now: Progress) -> None:
            with suppress(GoneError):
                await reply.show_progress(layout(index_pages.progress_page(now, asker), row=stop))

        try:
            report = await self._reindexing.run(asker, force=force, show=show, stop_id=stop_id)
        except ReindexRefused as error:
            page = index_pages.refused_page(error.removed, error.documents)
            remove = _for_asker(interaction, "force", f"Remove {error.removed:,} documents")
            await reply.show([layout(page, row=[remove, _for_asker(interaction, "dismiss")])])
        except AlreadyRunningError:
            raise
        except FootnoteError as error:
            log.info("A re-index was stopped: %s", formatting.one_line(str(error)))
            await reply.show([layout(index_pages.stopped_page(error.public))])
        except asyncio.CancelledError:
            await reply.show([layout(index_pages.stopped_page(LEFT_BEHIND))])
            raise
        else:
            await self._tell_outcome(reply, report)

    async def _tell_outcome(self, reply: InteractionReply, report: IndexReport) -> None:
        failures = index_pages.failures_file(report.failed)
        if failures is None:
            await reply.show([layout(index_pages.done_page(report))])
        else:
            view = layout(index_pages.done_page(report), file=FAILURES)
            await reply.show([view], Attachment(FAILURES, failures))


def is_current(shown: datetime, pressed: datetime) -> bool:
    """Return whether a preview that was shown then may still be decided about, by Discord's clock."""
    return -SKEW_SECONDS <= (pressed - shown).total_seconds() <= PREVIEW_SECONDS


def _check_preview(interaction: Interaction, asker: str) -> None:
    """Make sure that the preview was made for the one who presses, and lately.

    Raises:
        NotAllowedError: it was not.
    """
    message = interaction.message
    if message is None or not is_current(
        message.edited_at or message.created_at, interaction.created_at
    ):
        raise NotAllowedError(TOO_OLD)
    if asker != str(interaction.user.id):
        raise NotAllowedError(NOT_THE_ASKER)


def _for_asker(interaction: Interaction, name: str, label: str | None = None) -> ReindexButton:
    return ReindexButton(name, str(interaction.user.id), label)
