"""In which servers, and to whom directly, the bot answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest

from bot.bot_settings import BotSettings
from tests.bot.cogs.test_messages import ANSWERED, mention
from tests.bot.said import said

if TYPE_CHECKING:
    from simcord.actors import MemberActor
    from simcord.builders import ChannelHandle

    from tests.bot.conftest import World
    from tests.fakes import FakeLibrary

NOT_HERE = "do not answer in this server"


def second_server(world: World) -> tuple[ChannelHandle, MemberActor]:
    """Another server, whose owner added the bot by themselves."""
    mallory = world.env.create_user("mallory")
    guild = world.env.create_guild("Elsewhere")
    role = guild.create_role("Owner", permissions=discord.Permissions(manage_guild=True))
    return guild.create_text_channel("general"), guild.add_member(mallory, roles=[role])


async def test_another_server_can_neither_ask_nor_command(
    world: World, library: FakeLibrary
) -> None:
    channel, mallory = second_server(world)

    for command, options in (
        ("ask", {"question": "When does it close?"}),
        *((name, {}) for name in ("about", "help", "reindex", "rollback", "status", "gaps")),
    ):
        result = await mallory.slash(channel, command, **options)
        assert result.ephemeral
        assert NOT_HERE in said(world, result)
    assert library.asked == []
    assert library.forced == []

    await world.alice.slash(world.channel, "ask", question="When does it close?")
    assert library.asked == ["When does it close?"]


async def test_mentions_in_another_server_are_refused_once_in_a_while(
    world: World, library: FakeLibrary
) -> None:
    channel, mallory = second_server(world)

    for _ in range(3):
        await mallory.send(channel, f"{mention(world)} when does it close?")

    [refusal] = world.said(channel)
    assert NOT_HERE in refusal
    assert library.asked == []


async def test_buttons_do_nothing_once_a_server_is_served_no_more(
    world: World, library: FakeLibrary
) -> None:
    answered = await world.alice.slash(world.channel, "ask", question="When does it close?")
    assert answered.response is not None
    world.settings = BotSettings(servers=frozenset({4711}))
    await world.restart()

    shown = await world.alice.click(answered.response, label="Show")

    assert NOT_HERE in said(world, shown)
    assert library.excerpted == []


async def test_named_servers_are_served(world: World, library: FakeLibrary) -> None:
    channel, mallory = second_server(world)
    world.settings = BotSettings(servers=frozenset({mallory.guild.id}))
    await world.restart()

    await mallory.slash(channel, "ask", question="When does it close?")
    refused = await world.alice.slash(world.channel, "ask", question="When does it open?")

    assert library.asked == ["When does it close?"]
    assert NOT_HERE in said(world, refused)


async def test_the_first_server_is_remembered_when_the_bot_is_removed_from_it(
    world: World, library: FakeLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    first = world.guild.id
    channel, mallory = second_server(world)
    await world.env.settle()
    assert f"is in server {mallory.guild.id} and does not serve it" in caplog.text

    world.env.backend.remove_guild(first)
    await world.env.settle()
    assert f"no longer in server {first}" in caplog.text
    await world.restart()
    refused = await mallory.slash(channel, "ask", question="When does it close?")

    assert NOT_HERE in said(world, refused)
    assert library.asked == []


async def test_nothing_is_done_before_the_servers_are_known(
    world: World, library: FakeLibrary
) -> None:
    world.bot.access.servers._first = None

    command = await world.alice.slash(world.channel, "ask", question="When does it close?")
    await world.alice.send(world.channel, f"{mention(world)} when does it close?")

    assert "only just started" in said(world, command)
    assert "only just started" in world.said()[-1]
    assert library.asked == []


async def test_direct_messages_are_for_members(world: World, library: FakeLibrary) -> None:
    stranger = world.env.create_user("stranger")

    for _ in range(3):
        await stranger.send_dm("When does it close?")
    refused = await stranger.slash("ask", question="When does it close?")
    about = await stranger.slash("about")
    assert library.asked == []
    [sentence] = world.said(stranger.dm_channel)
    assert "in a server that I serve" in sentence
    assert "in a server that I serve" in said(world, refused)
    assert "in a server that I serve" in said(world, about)

    await world.alice.send_dm("When does it close?")
    answered = await world.alice.user.slash("ask", question="When does it open?")
    assert ANSWERED in said(world, answered)
    assert library.asked == ["When does it close?", "When does it open?"]


async def test_who_has_left_opens_no_more_sources_directly(
    world: World, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.rights.direct_messages.CACHE_SECONDS", 0.0)
    answered = await world.alice.user.slash("ask", question="When does it close?")
    assert answered.response is not None
    world.guild.remove_member(world.alice)

    shown = await world.alice.user.click(answered.response, label="Show")

    assert "in a server that I serve" in said(world, shown)
    assert library.excerpted == []


@pytest.mark.settings(direct_messages="off")
async def test_direct_messages_can_be_switched_off(world: World, library: FakeLibrary) -> None:
    await world.alice.send_dm("When does it close?")

    assert "do not answer direct messages" in world.said(world.alice.user.dm_channel)[0]
    assert library.asked == []


@pytest.mark.settings(direct_messages="roles", mention_roles="77")
async def test_direct_messages_can_be_for_roles(world: World, library: FakeLibrary) -> None:
    await world.alice.send_dm("When does it close?")
    assert "a role for that" in world.said(world.alice.user.dm_channel)[0]

    role = world.guild.create_role("Readers")
    reader = world.join("rita", roles=[role])
    world.settings = BotSettings(direct_messages="roles", mention_roles=frozenset({role.id}))
    await world.restart()
    await reader.send_dm("When does it close?")
    assert library.asked == ["When does it close?"]


async def test_a_failing_discord_lets_nobody_in_directly(
    world: World, library: FakeLibrary
) -> None:
    world.env.inject_error("GET", "/guilds/*/members/*", status=403, code=50001)

    await world.alice.send_dm("When does it close?")

    assert "Please try again" in world.said(world.alice.user.dm_channel)[0]
    assert library.asked == []
