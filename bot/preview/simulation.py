"""A bot on a temporary index, and the simulated Discord that it is put into, by simcord."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import discord

from retrieval import Library, MissingExtraError, Settings

from ..bot_settings import BotSettings
from ..cli.output.terminal import counted
from ..client import FootnoteBot
from ..replies import formatting
from ..state.store import Store
from ..worker import Worker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from retrieval import IndexReport

SETTLE_TIMEOUT = 120.0
NO_LIMIT = 1_000_000
MISSING_SIMCORD = (
    "The preview needs simcord: run `make preview`, or pip install 'simcord[preview]==3.2.1'."
)


@dataclass(frozen=True, slots=True)
class Simulation:
    """A simulated Discord with the bot in it: a channel, and someone who may manage the server."""

    env: Any
    channel: Any
    viewer: Any

    def page(self, *, direct: bool = False) -> Any:
        """Return the channel as a page that is served on loopback while the context is open.

        With `direct` it is the channel between the bot and that person alone.

        Raises:
            MissingExtraError: the preview extra is not installed.
        """
        import simcord

        user = self.viewer.user
        channel, viewer = (user.dm_channel, user) if direct else (self.channel, self.viewer)
        try:
            return self.env.preview(
                channel, viewers=[viewer], layout="channel", presentation_time=datetime.now(UTC)
            )
        except simcord.SetupError as error:
            raise MissingExtraError(MISSING_SIMCORD) from error


@contextmanager
def ready_bot(settings: Settings, bot_settings: BotSettings) -> Iterator[FootnoteBot]:
    """Make a bot on the documents folder of the settings, indexed into a temporary folder."""
    bot_settings = preview_settings(bot_settings)
    with TemporaryDirectory() as folder:
        temporary = settings.model_copy(update={"data": Path(folder)})
        with (
            Library.open(temporary, purpose="footnote preview") as library,
            Store.open(temporary.data) as store,
            Worker(bot_settings.threads) as worker,
        ):
            say(f"Indexing the documents in {library.documents_folder} …")
            _tell(library.reindex())
            yield FootnoteBot(library, bot_settings, store, worker)


def _tell(report: IndexReport) -> None:
    say(f"Indexed: {counted(report.documents, 'document')}.")
    for failure in report.failed:
        say(f"Not read: {formatting.one_line(failure.path)}: {failure.error}")


def preview_settings(settings: BotSettings) -> BotSettings:
    """Return the settings without the servers that they name, of which the simulated is none.

    Whoever tries the bot out may ask as often as they like.
    """
    return settings.model_copy(
        update={"servers": frozenset(), "guild": None, "questions_per_person": NO_LIMIT}
    )


@asynccontextmanager
async def simulate(bot: FootnoteBot) -> AsyncIterator[Simulation]:
    """Put the bot into a simulated Discord.

    Raises:
        MissingExtraError: simcord is not installed.
    """
    try:
        import simcord

        from .typing_member import TypingMember
    except ImportError as error:
        raise MissingExtraError(MISSING_SIMCORD) from error
    async with simcord.run(bot, check_errors=False, settle_timeout=SETTLE_TIMEOUT) as env:
        # Its own clock begins at a date of its choice, by which all messages would be dated.
        env.backend.clock.advance((datetime.now(UTC) - env.now()).total_seconds())
        if bot.user is not None:
            await bot.user.edit(username="Footnote")
        guild = env.create_guild("Preview")
        channel = guild.create_text_channel("questions")
        role = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
        user = env.create_user("you")
        guild.add_member(user, roles=[role])
        yield Simulation(env, channel, TypingMember(env, guild, user))


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
