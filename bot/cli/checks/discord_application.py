"""What Discord says of the bot's application, and what of it lets in more than the bot needs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retrieval import FootnoteError

if TYPE_CHECKING:
    from ...bot_settings import BotSettings

API = "https://discord.com/api/v10"
SECONDS = 5.0
AGENT = "DiscordBot (https://github.com/Rapptz/discord.py, 2)"
"""Discord refuses clients that do not name themselves in this form; the bot's client is discord.py."""

USER_INSTALL = "1"
MESSAGE_CONTENT = 0b11 << 18
UNUSED_INTENTS = {"Presence Intent": 0b11 << 12, "Server Members Intent": 0b11 << 14}
"""Bits of an application's flags: an intent has one for verified bots and one for all others."""


class RejectedTokenError(FootnoteError):
    """Discord refuses the token."""


class SilentDiscordError(FootnoteError):
    """Discord did not answer, or not with an application."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to switch on, without which the bot does not start, or off, which it does not need."""

    sentence: str
    needed: bool = False


def fetch_application(token: str) -> dict[str, Any]:
    """Ask Discord for the application that the token belongs to.

    Raises:
        RejectedTokenError: Discord does not know the token.
        SilentDiscordError: it did not answer with an application.
    """
    return asyncio.run(_fetch(f"{API}/applications/@me", token))


async def _fetch(address: str, token: str) -> dict[str, Any]:
    import aiohttp

    headers = {"Authorization": f"Bot {token}", "User-Agent": AGENT}
    timeout = aiohttp.ClientTimeout(total=SECONDS)
    try:
        async with (
            aiohttp.ClientSession(headers=headers, timeout=timeout, trust_env=True) as session,
            session.get(address, allow_redirects=False) as response,
        ):
            if response.status == 401:
                raise RejectedTokenError("Discord refuses the token")
            application = await response.json() if response.status == 200 else None
    except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
        raise SilentDiscordError("Discord can't be reached") from error
    if not isinstance(application, dict):
        raise SilentDiscordError(f"Discord did not say more (status {response.status})")
    return application


def advices(application: dict[str, Any], bot: BotSettings) -> Iterator[Advice]:
    """Yield what is to be switched on or off on the application's pages."""
    flags = application.get("flags")
    granted = flags if isinstance(flags, int) else 0
    if bot.reads_content and not granted & MESSAGE_CONTENT:
        yield Advice(
            "Switch on Message Content Intent on the Bot page: FOOTNOTE_ANSWER_CHANNELS and "
            "FOOTNOTE_FOLLOW_THREADS need it.",
            needed=True,
        )
    unused = [name for name, bits in UNUSED_INTENTS.items() if granted & bits]
    if granted & MESSAGE_CONTENT and not bot.reads_content:
        unused.append("Message Content Intent")
    if unused:
        yield Advice(f"Switch off on the Bot page what the bot does not use: {', '.join(unused)}.")
    if application.get("bot_public"):
        yield Advice(
            "Everybody can add the bot to a server. Set Install Link to None on the Installation page, "
            "then switch off Public Bot on the Bot page."
        )
    if USER_INSTALL in (application.get("integration_types_config") or {}):
        yield Advice(
            "Switch off User Install on the Installation page, under Installation Contexts."
        )
