"""Which messages are meant for the bot, and what they ask. Pure; the cog knows Discord."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .bot_settings import BotSettings


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A message as far as it matters: who says what, where, and to whom.

    `channels` are the ids of the channel and, for a thread or a forum post, of the channel it is in.
    """

    content: str
    bot: int
    channels: frozenset[int]
    roles: frozenset[int]
    direct: bool
    replies_to_bot: bool
    own_thread: bool


def is_question(message: IncomingMessage, settings: BotSettings) -> bool:
    """Return whether the bot is meant, and may answer this person here."""
    if message.direct:
        return True
    if not _may_ask(message, settings):
        return False
    return (
        _names(message.content, message.bot)
        or (message.replies_to_bot and bool(message.content.strip()))
        or bool(message.channels & settings.answer_channels)
        or (message.own_thread and settings.follow_threads)
    )


def question_text(content: str, bot: int) -> str:
    """Return what a message asks: its text without the bot's name at its ends."""
    return re.sub(rf"\s*<@!?{bot}>\s*", " ", content).strip()


def _names(content: str, bot: int) -> bool:
    return re.search(rf"<@!?{bot}>", content) is not None


def _may_ask(message: IncomingMessage, settings: BotSettings) -> bool:
    here = not settings.mention_channels or bool(message.channels & settings.mention_channels)
    person = not settings.mention_roles or bool(message.roles & settings.mention_roles)
    return here and person
