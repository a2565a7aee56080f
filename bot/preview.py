"""The real bot in a simulated Discord, in a page on this computer: to try it without a token.

`python -m bot.preview` answers from the documents folder that the settings name. It needs simcord with
its preview extra, and is no part of the bot at work.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import discord

from retrieval import FootnoteError, Library, MissingExtraError, Settings

from .client import FootnoteBot
from .settings import BotSettings
from .store import Store
from .worker import Worker

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

PATIENCE = 120.0
MISSING = "The preview needs simcord: run `make preview`, or pip install 'simcord[preview]==3.2.1'."


@dataclass(frozen=True, slots=True)
class Stage:
    """A simulated Discord with the bot in it: a channel, and someone who may manage the server."""

    env: Any
    channel: Any
    viewer: Any

    def page(self) -> Any:
        """The channel as a page that is served on loopback while the context is open.

        Raises:
            MissingExtraError: the preview extra is not installed.
        """
        import simcord

        try:
            return self.env.preview(self.channel, viewers=[self.viewer], layout="channel")
        except simcord.SetupError as error:
            raise MissingExtraError(MISSING) from error


@contextmanager
def ready_bot(settings: Settings) -> Iterator[FootnoteBot]:
    """A bot on the documents folder of the settings, indexed into a folder of its own."""
    with TemporaryDirectory() as folder:
        temporary = settings.model_copy(update={"data": Path(folder)})
        with (
            Library.open(temporary, purpose="footnote preview") as library,
            Store.open(temporary.data) as store,
            Worker(BotSettings().threads) as worker,
        ):
            _say("Indexing the documents …")
            library.reindex()
            yield FootnoteBot(library, BotSettings(), store, worker)


@asynccontextmanager
async def staged(bot: FootnoteBot) -> AsyncIterator[Stage]:
    """Put the bot into a simulated Discord.

    Raises:
        MissingExtraError: simcord is not installed.
    """
    try:
        import simcord
    except ImportError as error:
        raise MissingExtraError(MISSING) from error
    async with simcord.run(bot, check_errors=False, settle_timeout=PATIENCE) as env:
        if bot.user is not None:
            await bot.user.edit(username="Footnote")
        guild = env.create_guild("Preview")
        channel = guild.create_text_channel("questions")
        role = guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
        viewer = guild.add_member(env.create_user("you"), roles=[role])
        yield Stage(env, channel, viewer)


async def _serve(bot: FootnoteBot) -> None:
    async with staged(bot) as stage, stage.page() as page:
        _say(f"Open {page.url}\nThen type /ask in it. Ctrl-C ends it.")
        await page.wait_closed()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    """Serve the page until it is ended."""
    try:
        with ready_bot(Settings()) as bot, contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(bot))
    except FootnoteError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
