"""Questions in messages: mentions, replies to the bot, direct messages, and what settings add to them.

It translates a message into a question, and says privately what hinders an answer.
"""

from __future__ import annotations

import logging
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord.ext import commands

from bot.delivery import attempt
from bot.error_reporting import MissingPermissionError, report_errors
from bot.replies.formatting import literal
from bot.sending import MessageReply, whisper
from bot.services.question_answering import Question
from bot.state.conversations import SeenMessages
from bot.state.limits import Cooldown
from bot.triggers import IncomingMessage, is_question, question_text
from retrieval import QuestionError, Turn

if TYPE_CHECKING:
    from bot.bot_settings import BotSettings
    from bot.rights.access import Access
    from bot.services.question_answering import AnswerService
    from bot.state.conversations import Conversations

log = logging.getLogger(__name__)

HINT = "Ask me a question about the documents in the same message, or use `/ask`."
NOT_NOW = "⏳"
"""Stands under a message that is not answered, where its author takes no direct messages."""

REFUSED_AGAIN_SECONDS = 3_600.0
"""How long nobody is told again, in a server or directly, that they are not served."""

TEXT_MESSAGES = (discord.MessageType.default, discord.MessageType.reply)


class Messages(commands.Cog):
    """Asking by message."""

    def __init__(
        self,
        client: discord.Client,
        settings: BotSettings,
        answers: AnswerService,
        conversations: Conversations,
        access: Access,
    ) -> None:
        self._client = client
        self._settings = settings
        self._answers = answers
        self._conversations = conversations
        self._access = access
        self._seen = SeenMessages()
        self._refused = Cooldown(REFUSED_AGAIN_SECONDS)
        self._noticed = Cooldown(settings.question_window)

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Answer a message that is meant for the bot, once."""
        if (
            message.author.bot
            or message.webhook_id is not None
            or message.type not in TEXT_MESSAGES
        ):
            return
        incoming = self._incoming(message)
        if not is_question(incoming, self._settings) or not self._seen.first(message.id):
            return
        if not await self._is_served(message):
            return
        async with report_errors(partial(self._notify, message), "taking a message"):
            _check_permissions(message)
            await self._answer(message, question_text(incoming.content, incoming.bot))

    async def _notify(self, message: discord.Message, sentence: str) -> None:
        """Tell the author privately, once in a while; mark the message where they take no messages."""
        if not self._noticed.is_due(message.author.id, time.monotonic()):
            return
        try:
            await whisper(message, sentence)
        except discord.Forbidden:
            await attempt(partial(message.add_reaction, NOT_NOW), "Nor could a message be marked")

    async def _is_served(self, message: discord.Message) -> bool:
        """Return whether the author is served there; say now and then if not."""
        server = message.guild.id if message.guild is not None else None

        async def refuse(sentence: str) -> None:
            if self._refused.is_due(server or message.author.id, time.monotonic()):
                await MessageReply(message, ping=False).say(sentence)

        async with report_errors(refuse, "looking whether someone is served"):
            await self._access.check(server, message.author.id)
            return True
        return False

    async def _answer(self, message: discord.Message, text: str) -> None:
        reply = MessageReply(message, ping=self._settings.ping_asker)
        if not text:
            await reply.say(HINT)
            return
        question = Question(
            text,
            asker=message.author.id,
            server=message.guild.id if message.guild is not None else None,
            history=self._history(message),
            channel=message.channel.id,
            in_thread=isinstance(message.channel, discord.Thread),
        )
        try:
            await self._answers.answer(question, reply)
        except QuestionError as error:
            await reply.say(literal(str(error)))

    def _incoming(self, message: discord.Message) -> IncomingMessage:
        me = self._me()
        channel = message.channel
        thread = channel if isinstance(channel, discord.Thread) else None
        replied = message.reference.resolved if message.reference is not None else None
        return IncomingMessage(
            content=message.content,
            bot=me,
            channels=frozenset(
                {channel.id, thread.parent_id if thread is not None else channel.id}
            ),
            roles=frozenset(role.id for role in getattr(message.author, "roles", ())),
            direct=message.guild is None,
            replies_to_bot=isinstance(replied, discord.Message) and replied.author.id == me,
            own_thread=thread is not None
            and (thread.owner_id == me or self._conversations.knows(thread.id)),
        )

    def _history(self, message: discord.Message) -> tuple[Turn, ...]:
        """Return the conversation so far, from memory or from the message that is replied to."""
        reference = message.reference
        replied = reference.message_id if reference is not None else None
        known = self._conversations.history(replied or 0, message.channel.id)
        resolved = reference.resolved if reference is not None else None
        if known or not isinstance(resolved, discord.Message) or resolved.author.id != self._me():
            return known
        said = answer_text(resolved.components)
        return (Turn("assistant", said),) if said else ()

    def _me(self) -> int:
        if self._client.user is None:
            raise RuntimeError("a message came before the bot was logged in")
        return self._client.user.id


def answer_text(components: list[Any]) -> str:
    """Return what an answer of the bot says above its sources, without its small print."""
    lines: list[str] = []
    for component in components:
        if not isinstance(component, discord.TextDisplay):
            break
        lines += [line for line in component.content.split("\n") if not line.startswith("-# ")]
    return "\n".join(lines).strip()


def _check_permissions(message: discord.Message) -> None:
    """Name what the bot may not do where it is asked, before it fails at it.

    Raises:
        MissingPermissionError: it cannot answer there.
    """
    channel = message.channel
    if message.guild is None or isinstance(channel, discord.PartialMessageable):
        return
    if isinstance(channel, discord.Thread) and channel.parent is None:
        return
    granted = channel.permissions_for(message.guild.me)
    send = "send_messages_in_threads" if isinstance(channel, discord.Thread) else "send_messages"
    needed = ("view_channel", send, "read_message_history")
    missing = [name for name in needed if not getattr(granted, name)]
    if missing:
        log.warning("Asked in channel %d, where I lack %s", channel.id, ", ".join(missing))
        raise MissingPermissionError(missing)
