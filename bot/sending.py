"""The messages that make up one answer: the only place where the bot writes to Discord.

It sends and edits, always without pings. What the messages hold is the caller's. An edit of a
message's components alone does not carry the client's allowed mentions, so they are always passed.
"""

from __future__ import annotations

import asyncio
import io
import logging
import secrets
from abc import ABC, abstractmethod
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from .delivery import FAILURES, attempt, persist
from .error_reporting import GoneError, is_gone, is_movable, report_errors
from .state.open_replies import ReplyPlace

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from discord.ext import commands

    Interaction = discord.Interaction[commands.Bot]

NO_PINGS = discord.AllowedMentions.none()
PING_ASKER = discord.AllowedMentions(everyone=False, users=False, roles=False, replied_user=True)

PROGRESS_SECONDS = 10.0
"""Seconds after which the showing of progress is given up."""

ALREADY_ACKNOWLEDGED = 40060
REST_IS_MISSING = "-# ⚠ The rest of this answer could not be sent. Please ask again."

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text file to send along."""

    name: str
    text: str

    def file(self) -> discord.File:
        """Return the file, to be sent once."""
        return discord.File(io.BytesIO(self.text.encode()), self.name)


class Reply(ABC):
    """Messages that are sent once and edited as their text grows.

    `unfinished` tells whether something is shown that an end must follow. `on_place` is told where
    that is, whenever this changes.
    """

    def __init__(self) -> None:
        self._messages: list[discord.Message | discord.PartialMessage] = []
        self._shown: list[list[dict[str, Any]]] = []
        self._left: list[discord.Message | discord.PartialMessage] = []
        self._moved = False
        self._nonce = secrets.token_hex(8)
        self._perhaps_sent = False
        self.unfinished = False
        self.on_place: Callable[[ReplyPlace], None] = lambda _: None

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the messages so far."""
        return tuple(message.id for message in self._messages)

    @property
    def last(self) -> discord.Message | discord.PartialMessage | None:
        """The last of the messages so far."""
        return self._messages[-1] if self._messages else None

    async def show(
        self, views: Sequence[ui.LayoutView], attachment: Attachment | None = None
    ) -> None:
        """Make the messages show these, one message each, as the end. What stands is not sent again.

        An attachment goes with the last of them. What fails is tried again; where a message can't
        be edited any more, all is sent anew. If only a further message fails, a line says so.

        Raises:
            GoneError: a message was deleted, or the right to write was withdrawn.
            discord.HTTPException, aiohttp.ClientError, OSError: the first can't be shown.
        """
        await self._wherever_possible(partial(self._show_all, views, attachment))
        self.unfinished = False

    async def show_progress(self, view: ui.LayoutView) -> None:
        """Make the first message show this for now. If that fails, the next one will do.

        Raises:
            GoneError: as `show` does.
        """
        self.unfinished = True
        try:
            async with asyncio.timeout(PROGRESS_SECONDS):
                await self._wherever_possible(partial(self._show_one, 0, view))
        except FAILURES as error:
            self._perhaps_sent = not self._messages
            log.info("How far an answer is could not be shown: %s", error)

    async def say(self, text: str) -> None:
        """Make the messages show one sentence, already safe."""
        await self.show([sentence(text)])

    async def _wherever_possible(self, show: Callable[[], Awaitable[None]]) -> None:
        try:
            while True:
                try:
                    await show()
                    break
                except discord.HTTPException as error:
                    if not is_movable(error) or not self._move():
                        raise
        except discord.HTTPException as error:
            if not is_gone(error):
                raise
            self.unfinished = False
            raise GoneError(str(error)) from error
        while self._left:
            await attempt(self._left.pop().delete, "An answer that was sent anew stands twice")

    async def _show_all(
        self, views: Sequence[ui.LayoutView], attachment: Attachment | None
    ) -> None:
        for position, view in enumerate(views):
            sent_along = attachment if position == len(views) - 1 else None
            try:
                await persist(partial(self._show_one, position, view, sent_along))
            except FAILURES as error:
                if not position or (isinstance(error, discord.HTTPException) and is_movable(error)):
                    raise
                log.warning("The rest of an answer could not be sent: %s", error)
                await attempt(partial(self._send, sentence(REST_IS_MISSING)), "Nor could a line")
                return

    async def _show_one(
        self, position: int, view: ui.LayoutView, attachment: Attachment | None = None
    ) -> None:
        components = _components(view)
        if position >= len(self._messages):
            self._messages.append(await self._send(view, attachment))
            # What was perhaps sent before is returned by its nonce, and shows what it showed then.
            self._shown.append([] if self._perhaps_sent else components)
            self._perhaps_sent = False
            if not position:
                self._tell_place()
        if self._shown[position] != components:
            await self._messages[position].edit(
                view=view, allowed_mentions=NO_PINGS, **_edited(attachment)
            )
            self._shown[position] = components

    def _tell_place(self) -> None:
        self.on_place(self._place(self._messages[0].id if self._messages else None))

    def _move(self) -> bool:
        """Let what comes be sent anew, since it can't be edited. False where it was already."""
        if self._moved:
            return False
        self._moved = True
        self._nonce = secrets.token_hex(8)
        self._left, self._messages, self._shown = self._messages, [], []
        return True

    def acknowledged(self) -> AbstractAsyncContextManager[None]:
        """Tell Discord in time that an answer will come, also where it has to wait for its turn."""
        return nullcontext()

    def working(self) -> AbstractAsyncContextManager[None]:
        """Show that the answer is being worked on, for as long as the context is open."""
        return nullcontext()

    @abstractmethod
    def _place(self, message: int | None) -> ReplyPlace:
        """Return where the first message stands."""

    @abstractmethod
    async def _send(
        self, view: ui.LayoutView, attachment: Attachment | None = None
    ) -> discord.Message:
        """Send the next message."""

    async def _send_to(
        self,
        channel: discord.abc.Messageable,
        view: ui.LayoutView,
        attachment: Attachment | None,
        **options: Any,
    ) -> discord.Message:
        """Send a message to a channel; sent twice, it is the same one, by its nonce."""
        nonce = f"{self._nonce}-{len(self._messages)}"
        options = {"allowed_mentions": NO_PINGS, **_sent(attachment), **options}
        return await channel.send(view=view, nonce=nonce, **options)


class InteractionReply(Reply):
    """The answer to a command. The interaction is deferred, by `acknowledged` or before.

    An interaction is over after 15 minutes. Unless the answer is private, its messages are edited and
    sent by the channel then.
    """

    def __init__(
        self, interaction: discord.Interaction[Any], *, private: bool, follows: bool = False
    ) -> None:
        """With `follows`, answer by a message of its own, after what was said already."""
        super().__init__()
        self._interaction = interaction
        self._private = private
        self._follows = follows
        self._over = False

    @asynccontextmanager
    async def acknowledged(self) -> AsyncIterator[None]:
        """Defer the interaction, which Discord shows as thinking until something is said."""
        await persist(self._defer)
        self.unfinished = True
        self._tell_place()
        yield

    async def _defer(self) -> None:
        try:
            await self._interaction.response.defer(thinking=True, ephemeral=self._private)
        except discord.HTTPException as error:
            if error.code != ALREADY_ACKNOWLEDGED:
                raise

    def _place(self, message: int | None) -> ReplyPlace:
        channel = self._interaction.channel_id or 0
        if self._over:
            return ReplyPlace(channel, message=message)
        found = self._interaction
        return ReplyPlace(
            channel,
            message=message,
            application=found.application_id,
            token=found.token,
            private=self._private,
        )

    def _move(self) -> bool:
        if self._private or self._interaction.channel_id is None:
            return False
        if self._over or not self._messages:
            self._over = True
            return super()._move()
        self._over = True
        self._messages = [self._channel().get_partial_message(known) for known in self.ids]
        self._tell_place()
        return True

    def _channel(self) -> discord.PartialMessageable:
        found = self._interaction
        client: discord.Client = found.client
        return client.get_partial_messageable(found.channel_id or 0, guild_id=found.guild_id)

    async def _send(
        self, view: ui.LayoutView, attachment: Attachment | None = None
    ) -> discord.Message:
        if self._over:
            return await self._send_to(self._channel(), view, attachment)
        if not self._messages and not self._follows:
            return await self._interaction.edit_original_response(
                view=view, allowed_mentions=NO_PINGS, **_edited(attachment)
            )
        return await self._interaction.followup.send(
            view=view,
            ephemeral=self._private,
            allowed_mentions=NO_PINGS,
            wait=True,
            **_sent(attachment),
        )


class MessageReply(Reply):
    """The answer to a message: a reply to it, and what does not fit in after it."""

    def __init__(self, message: discord.Message, *, ping: bool) -> None:
        super().__init__()
        self._message = message
        self._allowed = PING_ASKER if ping else NO_PINGS

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Show that the bot is typing, and have it noted what is being answered."""
        self._tell_place()
        async with AsyncExitStack() as stack:
            typing = self._message.channel.typing()
            await attempt(partial(stack.enter_async_context, typing), "Typing could not be shown")
            yield

    def _place(self, message: int | None) -> ReplyPlace:
        return ReplyPlace(self._message.channel.id, asked=self._message.id, message=message)

    async def _send(
        self, view: ui.LayoutView, attachment: Attachment | None = None
    ) -> discord.Message:
        channel = self._message.channel
        if self._messages:
            return await self._send_to(channel, view, attachment)
        reference = self._message.to_reference(fail_if_not_exists=False)
        return await self._send_to(
            channel, view, attachment, reference=reference, allowed_mentions=self._allowed
        )


def _edited(attachment: Attachment | None) -> dict[str, Any]:
    return {"attachments": [attachment.file()]} if attachment is not None else {}


def _sent(attachment: Attachment | None) -> dict[str, Any]:
    return {"file": attachment.file()} if attachment is not None else {}


def _components(view: ui.LayoutView) -> list[dict[str, Any]]:
    built: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]  # discord.py
    return built


def sentence(text: str) -> ui.LayoutView:
    """Return one sentence, already safe, as a message."""
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.TextDisplay(text))
    return view


def telling_errors(
    interaction: discord.Interaction[Any], doing: str
) -> AbstractAsyncContextManager[None]:
    """Report what goes wrong in the block to the one who pressed or typed; see `report_errors`."""
    return report_errors(lambda text: tell(interaction, text), doing)


async def whisper(message: discord.Message, text: str) -> None:
    """Say a sentence, already safe, to a message's author alone, in a direct message."""
    await message.author.send(view=sentence(text), allowed_mentions=NO_PINGS)


async def tell(interaction: discord.Interaction[Any], text: str) -> None:
    """Say a sentence, already safe, to the one who pressed or typed, whatever was said before."""
    view = sentence(text)
    if interaction.response.is_done():
        await interaction.followup.send(view=view, ephemeral=True, allowed_mentions=NO_PINGS)
    else:
        await interaction.response.send_message(
            view=view, ephemeral=True, allowed_mentions=NO_PINGS
        )
