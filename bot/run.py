"""Starting and stopping the bot: opens what it needs, runs it, and closes everything in order."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import threading
from functools import partial
from typing import TYPE_CHECKING

import aiohttp
import discord

from retrieval import FootnoteError, Library, Settings, SettingsError

from .client import FootnoteBot
from .event_loop import favour_event_loop
from .state.store import Store
from .worker import Worker

if TYPE_CHECKING:
    from .bot_settings import BotSettings
    from .services.auto_reindexing import FolderChanges

log = logging.getLogger(__name__)

CLOSING_SECONDS = 7.5
"""Seconds from a signal to the end of the process, whatever hangs; Docker waits for 10."""

THREADS_SECONDS = 0.5
"""Seconds for which threads are waited for when all else is closed."""

NO_DISCORD_LOGIN = (
    "There is no Discord token. Set DISCORD_TOKEN to the one from the Bot page of your application "
    "(https://discord.com/developers/applications)."
)
REJECTED_DISCORD_LOGIN = (
    "Discord refuses the token in DISCORD_TOKEN. Copy it again from the Bot page of your "
    "application, or reset it there."
)
MISSING_INTENT = (
    "FOOTNOTE_ANSWER_CHANNELS and FOOTNOTE_FOLLOW_THREADS need the message content intent. Switch "
    "it on on the Bot page of your application, or leave these settings empty."
)

SHARDS_NEEDED = 4011
"""With this code Discord ends a connection that is to serve more than some 2,500 servers."""

TOO_MANY_SERVERS = (
    "The bot is in more servers than one connection to Discord may serve. Remove it from those that it "
    "does not serve, and switch off Public Bot on the Bot page of your application."
)
UNREACHABLE = "Discord can't be reached. Check the network, and start the bot again."


class UnreachableError(FootnoteError):
    """Discord does not answer."""


def run(settings: Settings, bot_settings: BotSettings) -> None:
    """Run the bot until it is stopped by a signal.

    Raises:
        SettingsError: there is no token, Discord refuses it, or an intent is not granted; or the port
            for probes is not to be had.
        IndexInUseError: another process holds the data folder.
        UnreachableError: there is no way to Discord.
    """
    if bot_settings.discord_token is None:
        raise SettingsError(NO_DISCORD_LOGIN)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(settings, bot_settings, bot_settings.discord_token.get_secret_value()))


async def _serve(settings: Settings, bot_settings: BotSettings, token: str) -> None:
    # The bot does not use voice, so a warning that its packages are missing helps nobody.
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
    with (
        Library.open(settings, purpose="footnote run", hold=True) as library,
        Store.open(settings.data) as store,
        Worker(bot_settings.threads) as worker,
    ):
        library.warm_up(then=favour_event_loop)
        bot = FootnoteBot(library, bot_settings, store, worker, _changes(library, bot_settings))
        _stop_on_signals(bot)
        async with bot:
            await bot.serve_health()
            await _connect(bot, token)
        _end_within(THREADS_SECONDS)


def _changes(library: Library, bot_settings: BotSettings) -> FolderChanges | None:
    """Return what tells that the documents folder has changed, where the bot is to follow it."""
    if not bot_settings.watch:
        return None
    from retrieval import settled_changes

    return partial(settled_changes, library.documents_folder)


async def _connect(bot: FootnoteBot, token: str) -> None:
    try:
        await bot.start(token)
    except (aiohttp.ClientError, OSError, discord.GatewayNotFound) as error:
        raise UnreachableError(UNREACHABLE) from error
    except discord.LoginFailure as error:
        raise SettingsError(REJECTED_DISCORD_LOGIN) from error
    except discord.PrivilegedIntentsRequired as error:
        raise SettingsError(MISSING_INTENT) from error
    except discord.ConnectionClosed as error:
        if error.code != SHARDS_NEEDED:
            raise
        raise SettingsError(TOO_MANY_SERVERS) from error


def _end_within(seconds: float) -> None:
    """End the process after so many seconds, unless it has ended by then.

    A thread that waits for a slow model can't be stopped, and Python would wait for it. The stores
    bear this as they bear a crash: what is committed stays, and the rest is undone at the next start.
    """

    def end() -> None:
        log.info("Ended without waiting for what other threads were at")
        logging.shutdown()
        os._exit(0)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()


def _stop_on_signals(bot: FootnoteBot) -> None:
    """Close the bot in order when the process is asked to end."""
    loop = asyncio.get_running_loop()
    closing: set[asyncio.Task[None]] = set()

    def close() -> None:
        if not closing:
            _end_within(CLOSING_SECONDS)
            closing.add(loop.create_task(bot.close()))

    for number in (signal.SIGINT, signal.SIGTERM):
        # The event loop of Windows handles no signals; there Ctrl+C interrupts the run instead.
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, close)
