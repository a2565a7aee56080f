"""The bot itself: puts its parts together, starts, syncs its commands, and stops.

What it needs is handed in, open, and each cog and service is given just what it uses. What happens on a
command or a message is the cogs' part.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import discord
from discord import app_commands
from discord.ext import commands, tasks

from .cogs.about import About
from .cogs.admin import Admin
from .cogs.ask import Ask
from .cogs.documents import Documents
from .cogs.gaps import Gaps
from .cogs.messages import Messages
from .cogs.privacy import Privacy
from .cogs.servers import Servers
from .cogs.sources import Sources
from .command_syncing import CommandSync
from .replies.buttons import BUTTONS
from .rights.access import Access
from .rights.command_rights import CommandRights
from .rights.refusals import FOR_EVERYBODY, NotAllowedError
from .sending import NO_PINGS, tell, telling_errors
from .services.auto_reindexing import AutoReindexer
from .services.gap_finding import GapFinder
from .services.question_answering import AnswerService
from .services.question_log import QuestionLog
from .services.reindexing import ReindexService
from .services.stale_answers import StaleAnswers
from .services.status_notes import StatusNotes
from .services.unfinished_replies import UnfinishedReplies
from .services.weekly_digest import WeeklyDigest
from .state.answer_queue import AnswerQueue
from .state.conversations import Conversations
from .state.gap_records import GapRecords
from .state.limits import Limits, QuestionLimit, TokenBudget
from .state.open_replies import OpenReplies
from .state.shown_answers import ShownAnswers

if TYPE_CHECKING:
    from retrieval import Library

    from .bot_settings import BotSettings
    from .health.health_service import HealthService
    from .sending import Interaction
    from .services.auto_reindexing import FolderChanges
    from .services.question_outcome import QuestionOutcome
    from .services.reindexing import ReindexEnding
    from .state.store import Store
    from .worker import Worker

log = logging.getLogger(__name__)

DRAIN_SECONDS = 4.0
"""Seconds in which what is under way may come to its end; Docker ends a container after 10."""

WATCHER_SECONDS = 1.0
OUTDATED = "This command has changed. Restart your Discord, and try again."
PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    read_message_history=True,
    attach_files=True,
)


class FootnoteBot(commands.Bot):
    """A Discord bot that answers from a library.

    With `changes`, it re-indexes the documents whenever these yield.
    """

    def __init__(
        self,
        library: Library,
        settings: BotSettings,
        store: Store,
        worker: Worker,
        changes: FolderChanges | None = None,
    ) -> None:
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=intents(settings),
            allowed_mentions=NO_PINGS,
            tree_cls=Tree,
            # A command that is to be used elsewhere says so.
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=False, private_channel=False
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
            max_messages=None,
            chunk_guilds_at_startup=False,
            member_cache_flags=discord.MemberCacheFlags.none(),
        )
        self._settings = settings
        self.store = store
        self.worker = worker
        self.access = Access(self, settings)
        conversations = Conversations(settings.history_turns)
        self.limits = Limits(
            QuestionLimit(
                per_person=settings.questions_per_person, window=settings.question_window
            ),
            AnswerQueue(
                per_server=settings.answers_per_server,
                at_once=settings.answers_at_once,
                waiting=settings.questions_waiting,
            ),
            TokenBudget(settings.tokens_per_day),
        )
        shown = ShownAnswers(store.database)
        self._unfinished = UnfinishedReplies(OpenReplies(store.database), worker)
        self._mending: asyncio.Task[None] | None = None
        self.health = self._make_health(library)
        self._question_log = QuestionLog(texts=settings.log_texts)
        self._answers = AnswerService(
            library,
            worker,
            store,
            settings,
            self.limits,
            conversations,
            self._unfinished,
            shown,
        )
        self._answers.on_outcome = self._observe_question
        self.stale_answers = StaleAnswers(self, library, worker, shown)
        self.reindexing = ReindexService(
            library, worker, self._mark_stale_answers, self._observe_reindex
        )
        self.watcher = AutoReindexer(changes, self.reindexing, worker) if changes else None
        self.source_actions = Sources(
            library, worker, store, shown, settings.source_url, self._observe_vote
        )
        self.question_actions = Ask(self._answers, self.tree, worker, shown, conversations)
        rights = CommandRights(settings)
        gaps = GapFinder(library, GapRecords(store.database), library.embed_questions)
        self.digest = (
            WeeklyDigest(self, settings.digest_channel, self.access.servers, gaps, store, worker)
            if settings.digest_channel is not None
            else None
        )
        self.gap_actions = Gaps(gaps, worker, rights)
        notes = StatusNotes(settings.tokens_per_day, self.limits.tokens, self.watcher, self.digest)
        self.reindex_actions = Admin(library, worker, rights, self.reindexing, notes, gaps)
        self.document_actions = Documents(library, worker, settings, rights, self.reindexing, gaps)
        self._loaded_cogs = (
            Servers(self, self.access.servers, store, worker),
            self.question_actions,
            About(library, worker, settings),
            Privacy(worker, store, conversations),
            self.source_actions,
            self.reindex_actions,
            self.document_actions,
            self.gap_actions,
            Messages(self, settings, self._answers, conversations, self.access),
        )

    async def setup_hook(self) -> None:
        """Load the cogs and the buttons, and tell Discord of the commands if they have changed."""
        for cog in self._loaded_cogs:
            await self.add_cog(cog)
        self.add_dynamic_items(*BUTTONS)
        self._forget_old_answers.start()
        await self._remember_tokens()
        self._mending = asyncio.create_task(self._unfinished.mend(self), name="mending answers")
        await self._sync_commands()
        self._mark_stale_answers()
        if self.watcher is not None:
            self.watcher.start()
        if self.digest is not None:
            self._send_digest.start()

    async def on_message(self, message: discord.Message, /) -> None:
        """Do nothing: there are no commands by prefix, and the cogs listen for messages themselves."""

    async def close(self) -> None:
        """Finish the answers under way, or mark them, and leave."""
        self._forget_old_answers.cancel()
        self._send_digest.cancel()
        if self.watcher is not None:
            self.watcher.stop()
        if not self.is_closed():
            await asyncio.gather(
                self._answers.drain(DRAIN_SECONDS), self.reindexing.drain(DRAIN_SECONDS)
            )
        if self.watcher is not None:
            await self.watcher.ended(WATCHER_SECONDS)
        self.stale_answers.stop()
        await self.stale_answers.ended()
        await self._end_mending()
        await super().close()
        if self.health is not None:
            await self.health.stop()

    async def serve_health(self) -> None:
        """Open the port for probes and Prometheus, if the settings name one. Closing closes it.

        Raises:
            SettingsError: the port is not to be had.
        """
        if self.health is not None and self._settings.health_port is not None:
            await self.health.start(self._settings.health_host, self._settings.health_port)

    def _make_health(self, library: Library) -> HealthService | None:
        if self._settings.health_port is None:
            return None
        from .health.health_service import HealthService

        return HealthService(self, library, self.worker, self.limits.queue)

    def _observe_question(self, outcome: QuestionOutcome) -> None:
        self._question_log.write(outcome)
        if self.health is not None:
            self.health.question_ended(outcome)

    def _observe_reindex(self, ending: ReindexEnding, seconds: float) -> None:
        if self.health is not None:
            self.health.reindex_ended(ending, seconds)

    def _observe_vote(self, helpful: bool) -> None:
        if self.health is not None:
            self.health.metrics.count_vote(helpful)

    async def _end_mending(self) -> None:
        if self._mending is not None:
            self._mending.cancel()
            await asyncio.wait({self._mending})
        await self._unfinished.written()

    def _mark_stale_answers(self) -> None:
        """Begin to mark stale answers, where the settings say so."""
        if self._settings.mark_stale_answers:
            self.stale_answers.begin()

    @tasks.loop(hours=24)
    async def _forget_old_answers(self) -> None:
        # What it raises would end the loop for good.
        try:
            await self.worker.run(self.store.forget, self._settings.keep_days)
        except sqlite3.Error:
            log.exception("Old answers could not be forgotten; it is tried again tomorrow")

    @tasks.loop(hours=1)
    async def _send_digest(self) -> None:
        # What it raises would end the loop for good.
        try:
            await self.wait_until_ready()
            if self.digest is not None:
                await self.digest.send_if_due()
        except Exception:
            log.exception("The weekly digest failed; it is tried again in an hour")

    async def _remember_tokens(self) -> None:
        now = datetime.now(UTC)
        self.limits.tokens.spend(await self.worker.run(self.store.spent, now.date()), now)

    async def _sync_commands(self) -> None:
        if self.application_id is None:
            raise RuntimeError("the commands came before the bot was logged in")
        sync = CommandSync(self.tree, self.application_id, self.store, self.worker)
        await sync.run(self._settings.guild)


class Tree(app_commands.CommandTree[commands.Bot]):
    """The commands: whom they serve, and one way to say what went wrong."""

    async def interaction_check(self, interaction: Interaction, /) -> bool:
        """Return whether this person is served here; tell them if not."""
        command = interaction.command
        if isinstance(command, app_commands.Command) and command.extras == FOR_EVERYBODY:
            return True
        client: object = interaction.client
        if not isinstance(client, FootnoteBot):
            raise TypeError("these commands are those of another bot")
        check = client.access.check(interaction.guild_id, interaction.user.id)
        if interaction.type is discord.InteractionType.autocomplete:
            with suppress(NotAllowedError):  # to what is typed nothing can be said
                await check
                return True
            return False
        async with telling_errors(interaction, "looking whether someone is served"):
            await check
            return True
        return False

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Tell the person in a sentence, and the log the rest."""
        if isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch):
            await tell(interaction, OUTDATED)
            return
        cause = error.original if isinstance(error, app_commands.CommandInvokeError) else error
        async with telling_errors(interaction, f"running {_name(interaction)}"):
            raise cause


def _name(interaction: discord.Interaction[Any]) -> str:
    return interaction.command.qualified_name if interaction.command is not None else "a command"


def intents(settings: BotSettings) -> discord.Intents:
    """Return the least that the settings need: message content only where they ask for it."""
    needed = discord.Intents.none()
    needed.guilds = True
    needed.guild_messages = True
    needed.dm_messages = True
    needed.message_content = settings.reads_content
    return needed
