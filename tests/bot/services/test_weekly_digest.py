"""The weekly digest: when it is sent, where, and of what."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import discord
import pytest

from bot.services import weekly_digest
from bot.services.gap_finding import GapFinder
from bot.services.weekly_digest import PERIOD, WeeklyDigest
from bot.state.gap_records import GapRecords
from bot.state.store import AnswerRecord
from retrieval import Library
from tests.bot.cogs.conftest import managing
from tests.bot.cogs.test_admin import status

if TYPE_CHECKING:
    from tests.bot.conftest import World
    from tests.fakes import FakeLibrary

QUESTION = AnswerRecord(
    server=None,
    channel=None,
    asker=5,
    question="When does the @everyone ferry leave?",
    mode="extractive",
    answered=False,
    sources=(),
)


def keep(world: World, **fields: int) -> None:
    """Store a question that was asked in the channel and not answered."""
    here = replace(QUESTION, server=world.guild.id, channel=world.channel.id)
    world.bot.store.keep(replace(here, **fields))  # type: ignore[arg-type]


def digest(world: World, channel: int | None = None) -> WeeklyDigest:
    """What sends the digest, as it is after a start of the bot."""
    finder = GapFinder(None, GapRecords(world.bot.store.database), Library.embed_questions)
    return WeeklyDigest(
        world.bot,
        channel or world.channel.id,
        world.bot.access.servers,
        finder,
        world.bot.store,
        world.bot.worker,
    )


async def test_it_tells_what_was_not_answered_and_pings_nobody(world: World) -> None:
    keep(world)

    await digest(world).send_if_due()

    [text] = world.said()
    assert "Since the last digest: 1 question, 0 answers, 1 refusal, 0 not helpful." in text
    assert "ferry leave?** · asked 1 time" in text
    assert "@everyone" not in text
    [sent] = world.sent("POST", f"/channels/{world.channel.id}/messages")
    assert sent["allowed_mentions"]["parse"] == []


async def test_a_restart_does_not_repeat_it(world: World) -> None:
    keep(world)
    await digest(world).send_if_due()
    await digest(world).send_if_due()
    assert len(world.said()) == 1


async def test_one_that_came_due_while_the_bot_was_away_is_sent(
    world: World,
) -> None:
    keep(world)
    await digest(world).send_if_due()
    long_ago = str(time.time() - PERIOD - 1)
    world.bot.store.set_note(f"digest sent to {world.channel.id}", long_ago)

    await digest(world).send_if_due()

    assert len(world.said()) == 2


async def test_without_anything_to_tell_there_is_none(world: World) -> None:
    await digest(world).send_if_due()
    assert world.said() == []


async def test_another_servers_questions_are_not_told(world: World) -> None:
    keep(world, server=world.guild.id + 1)
    await digest(world).send_if_due()
    assert world.said() == []


async def test_what_was_asked_where_not_everybody_reads_is_counted_and_not_quoted(
    world: World,
) -> None:
    hidden = discord.PermissionOverwrite(view_channel=False)
    board = world.guild.create_text_channel("board", overwrites={world.guild.default_role: hidden})
    keep(world, channel=board.id)

    await digest(world).send_if_due()

    [text] = world.said()
    assert "1 question" in text
    assert "ferry" not in text


async def test_where_the_bot_may_not_write_it_says_so_and_sends_it_later(world: World) -> None:
    me = world.guild.me
    assert me is not None
    quiet = world.guild.create_text_channel(
        "quiet", overwrites={me: discord.PermissionOverwrite(send_messages=False)}
    )
    keep(world)
    sending = digest(world, quiet.id)

    await sending.send_if_due()

    assert sending.problem == weekly_digest.MAY_NOT_WRITE
    await digest(world).send_if_due()
    assert len(world.said()) == 1


async def test_a_channel_elsewhere_gets_none(world: World) -> None:
    elsewhere = world.env.create_guild("Elsewhere").create_text_channel("general")
    keep(world)
    sending = digest(world, elsewhere.id)
    await sending.send_if_due()
    assert sending.problem == weekly_digest.NOT_SERVED
    assert world.said(elsewhere) == []


async def test_the_bot_sends_it_to_the_channel_of_the_settings(world: World) -> None:
    keep(world)
    world.settings = world.settings.model_copy(update={"digest_channel": world.channel.id})

    await world.restart()
    await world.bot._send_digest()

    assert len(world.said()) == 1


@pytest.mark.settings(digest_channel=1)
async def test_status_tells_why_none_is_sent(world: World, library: FakeLibrary) -> None:
    library.current = status()
    admin = world.join("ada", roles=[managing(world)])
    assert world.bot.digest is not None
    await world.bot.digest.send_if_due()

    shown = await admin.slash(world.channel, "status")

    assert "FOOTNOTE_DIGEST_CHANNEL names no text channel" in world.text(shown.response)
