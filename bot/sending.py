"""The messages that make up one answer: the only place where the bot writes to Discord.

It sends and edits, always without pings. What the messages hold is the caller's. An edit of a
message's components alone does not carry the client's allowed mentions, so they are always passed.
"""

from __future__ import annotations

import io
from abc import ABC, abstractmethod
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
from discord import ui

from .error_reporting import GoneError, is_gone, report_errors

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from contextlib import AbstractAsyncContextManager

    from discord.ext import commands

    Interaction = discord.Interaction[commands.Bot]

NO_PINGS = discord.AllowedMentions.none()
PING_ASKER = discord.AllowedMentions(everyone=False, users=False, roles=False, replied_user=True)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A text file to send along."""

    name: str
    text: str

    def file(self) -> discord.File:
        """Return the file, to be sent once."""
        return discord.File(io.BytesIO(self.text.encode()), self.name)


class Reply(ABC):
    """Messages that are sent once and edited as their text grows."""

    def __init__(self) -> None:
        self._messages: list[discord.Message] = []
        self._shown: list[list[dict[str, Any]]] = []

    @property
    def ids(self) -> tuple[int, ...]:
        """The ids of the messages so far."""
        return tuple(message.id for message in self._messages)

    @property
    def last(self) -> discord.Message | None:
        """The last of the messages so far."""
        return self._messages[-1] if self._messages else None

    async def show(
        self, views: Sequence[ui.LayoutView], attachment: Attachment | None = None
    ) -> None:
        """Make the messages show these, one message each. What has not changed is not sent again.

        An attachment goes with the last of them.

        Raises:
            GoneError: a message was deleted, or the right to write was withdrawn.
        """
        try:
            for position, view in enumerate(views):
                last = position == len(views) - 1
                await self._show_one(position, view, attachment if last else None)
        except discord.HTTPException as error:
            if is_gone(error):
                raise GoneError(str(error)) from error
            raise

    async def _show_one(
        self, position: int, view: ui.LayoutView, attachment: Attachment | None
    ) -> None:
        components = _components(view)
        if position >= len(self._messages):
            self._messages.append(await self._send(view, attachment))
            self._shown.append(components)
        elif self._shown[position] != components:
            await self._messages[position].edit(
                view=view, allowed_mentions=NO_PINGS, **_edited(attachment)
            )
            self._shown[position] = components

    async def say(self, text: str) -> None:
        """Make the messages show one sentence, already safe."""
        await self.show([_sentence(text)])

    @abstractmethod
    def acknowledged(self) -> AbstractAsyncContextManager[None]:
        """Show that the answer is being worked on, for as long as the context is open."""

    @abstractmethod
    async def _send(
        self, view: ui.LayoutView, attachment: Attachment | None = None
    ) -> discord.Message:
        """Send the next message."""


class InteractionReply(Reply):
    """The answer to a command. The interaction is deferred, by `acknowledged` or before."""

    def __init__(
        self, interaction: discord.Interaction[Any], *, private: bool, follows: bool = False
    ) -> None:
        """With `follows`, answer by a message of its own, after what was said already."""
        super().__init__()
        self._interaction = interaction
        self._private = private
        self._follows = follows

    @asynccontextmanager
    async def acknowledged(self) -> AsyncIterator[None]:
        """Defer the interaction, which Discord shows as thinking until something is said."""
        await self._interaction.response.defer(thinking=True, ephemeral=self._private)
        yield

    async def _send(
        self, view: ui.LayoutView, attachment: Attachment | None = None
    ) -> discord.Message:
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


class LastingReply(InteractionReply):
    """The answer to a command that may outlive its interaction, which lasts 15 minutes.

    When the interaction is over, what is to be shown goes to its channel as a message.
    """

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        super().__init__(interaction, private=False)
        self._over = False

    async def show(
        self, views: Sequence[ui.LayoutView], attachment: Attachment | None = None
    ) -> None:
        """Show these in answer to the interaction or, when that is over, in its channel."""
        try:
            await super().show(views, attachment)
        except GoneError:
            if self._over:
                raise
            self._over = True
            self._messages.clear()
            self._shown.clear()
            await super().show(views, attachment)

    async def _send(
        self, view: ui.LayoutView, attachment: Attachment | None = None
    ) -> discord.Message:
        channel = self._interaction.channel
        if not self._over or not isinstance(channel, discord.abc.Messageable):
            return await super()._send(view, attachment)
        return await channel.send(view=view, allowed_mentions=NO_PINGS, **_sent(attachment))


class MessageReply(Reply):
    """The answer to a message: a reply to it, and what does not fit in after it."""

    def __init__(self, message: discord.Message, *, ping: bool) -> None:
        super().__init__()
        self._message = message
        self._allowed = PING_ASKER if ping else NO_PINGS

    @asynccontextmanager
    async def acknowledged(self) -> AsyncIterator[None]:
        """Show that the bot is typing."""
        async with self._message.channel.typing():
            yield

    async def _send(
        self, view: ui.LayoutView, attachment: Attachment | None = None
    ) -> discord.Message:
        channel, files = self._message.channel, _sent(attachment)
        if self._messages:
            return await channel.send(view=view, allowed_mentions=NO_PINGS, **files)
        reference = self._message.to_reference(fail_if_not_exists=False)
        return await channel.send(
            view=view, reference=reference, allowed_mentions=self._allowed, **files
        )


def _edited(attachment: Attachment | None) -> dict[str, Any]:
    return {"attachments": [attachment.file()]} if attachment is not None else {}


def _sent(attachment: Attachment | None) -> dict[str, Any]:
    return {"file": attachment.file()} if attachment is not None else {}


def _components(view: ui.LayoutView) -> list[dict[str, Any]]:
    built: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]  # discord.py
    return built


def _sentence(text: str) -> ui.LayoutView:
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
    await message.author.send(view=_sentence(text), allowed_mentions=NO_PINGS)


async def tell(interaction: discord.Interaction[Any], text: str) -> None:
    """Say a sentence, already safe, to the one who pressed or typed, whatever was said before."""
    view = _sentence(text)
    if interaction.response.is_done():
        await interaction.followup.send(view=view, ephemeral=True, allowed_mentions=NO_PINGS)
    else:
        await interaction.response.send_message(
            view=view, ephemeral=True, allowed_mentions=NO_PINGS
        )
