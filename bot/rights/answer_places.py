"""Whether a button is pressed where its answer stands, or by someone who may see that channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from retrieval import FootnoteError

if TYPE_CHECKING:
    from ..sending import Interaction

ELSEWHERE = "This belongs to an answer in a channel that you can't see."


class ElsewhereError(FootnoteError):
    """A button was pressed far from its answer."""


def check_place(interaction: Interaction, channel: int | None) -> None:
    """Make sure that an answer in this channel may be known to the one who presses its button.

    The channel of an answer that was forgotten is not known; then there is nothing to show either.

    Raises:
        ElsewhereError: the answer stands in a channel that this person can't see.
    """
    if channel not in (None, interaction.channel_id) and not _may_see(interaction, channel):
        raise ElsewhereError(ELSEWHERE)


def _may_see(interaction: Interaction, channel_id: int | None) -> bool:
    """Return whether the one who pressed may see a channel of the same server.

    Of a private thread nothing is known of who is in it, so it counts as out of sight.
    """
    guild, member = interaction.guild, interaction.user
    if guild is None or channel_id is None or not isinstance(member, discord.Member):
        return False
    channel = guild.get_channel_or_thread(channel_id)
    if channel is None or (isinstance(channel, discord.Thread) and channel.is_private()):
        return False
    return channel.permissions_for(member).view_channel
