"""A bot on a temporary index, and the simulated Discord that it is put into, by simcord."""

from __future__ import annotations

import sys
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import discord

from retrieval import Library, MissingExtraError, Settings

from ..bot_settings import BotSettings
from ..client import FootnoteBot
from ..state.store import Store
from ..worker import Worker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

SETTLE_TIMEOUT = 120.0
MISSING_SIMCORD = (
    "The preview needs simcord: run `make preview`, or pip install 'simcord[preview]==3.2.1'."
)


@dataclass(frozen=True, slots=True)
class Simulation:
    """A simulated Discord with the bot in it: a channel, and someone who may manage the server."""

    env: Any
    channel: Any
    viewer: Any

    def page(self) -> Any:
        """Return the channel as a page that is served on loopback while the context is open.

        Raises:
            MissingExtraError: the preview extra is not installed.
        """
        import simcord

        try:
            return self.env.preview(self.channel, viewers=[self.viewer], layout="channel")
        except simcord.SetupError as error:
            raise MissingExtraError(MISSING_SIMCORD) from error


@contextmanager
def ready_bot(settings: Settings) -> Iterator[FootnoteBot]:
    """Make a bot on the documents folder of the settings, indexed into a temporary folder."""
    bot_settings = preview_settings()
    with TemporaryDirectory() as folder:
        temporary = settings.model_copy(update={"data": Path(folder)})
        with (
            Library.open(temporary, purpose="footnote preview") as library,
            Store.open(temporary.data) as store,
            Worker(bot_settings.threads) as worker,
        ):
            say("Indexing the documents …")
            library.reindex()
            yield FootnoteBot(library, bot_settings, store, worker)


def preview_settings() -> BotSettings:
    """Return the bot's settings without the servers that they name, of which the simulated is none."""
    return BotSettings().model_copy(update={"servers": frozenset(), "guild": None})


@asynccontextmanager
async def simulate(bot: FootnoteBot) -> AsyncIterator[Simulation]:
    """Put the bot into a simulated Discord.

    Raises:
        MissingExtraError: simcord is not installed.
    """
    try:
        import simcord
    except ImportError as error:
        raise MissingExtraError(MISSING_SIMCORD) from error
    async with simcord.run(bot, check_errors=False, settle_timeout=SETTLE_TIMEOUT) as env:
        if bot.user is not None:
            await bot.user.edit(username="Footnote")
        guild = env.create_guild("Preview")
        channel = guild.create_text_channel("questions")
        role = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
        viewer = guild.add_member(env.create_user("you"), roles=[role])
        yield Simulation(env, channel, viewer)


def say(text: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
