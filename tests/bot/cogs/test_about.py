"""What the bot says of itself, and how Discord comes to know its commands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from discord import Locale

from bot.bot_settings import BotSettings
from bot.translation import Translations
from retrieval import SettingsError
from tests.bot.cogs.test_admin import status

if TYPE_CHECKING:
    from tests.bot.conftest import World
    from tests.fakes import FakeLibrary


async def test_help_explains_how_to_ask(world: World) -> None:
    result = await world.alice.slash(world.channel, "help")

    assert result.ephemeral
    assert "/ask" in world.text(result.response)
    assert "or write to me directly" in world.text(result.response)


@pytest.mark.settings(direct_messages="off")
async def test_help_offers_no_direct_messages_where_they_are_off(world: World) -> None:
    result = await world.alice.slash(world.channel, "help")

    assert "directly" not in world.text(result.response)


async def test_about_says_what_it_answers_from_and_what_it_stores(
    world: World, library: FakeLibrary
) -> None:
    library.current = status()
    quoting = await world.alice.slash(world.channel, "about")
    library.current = status(chat_model="openai:some-model")
    writing = await world.alice.slash(world.channel, "about")

    text = world.text(quoting.response)
    assert quoting.ephemeral
    assert "12 documents in 340 passages" in text
    assert "your question goes nowhere" in text
    assert "90 days" in text
    assert "Your question is sent to openai:some-model." in world.text(writing.response)


async def test_about_works_before_anything_is_indexed(world: World) -> None:
    result = await world.alice.slash(world.channel, "about")

    assert "Nothing is indexed yet" in world.text(result.response)


def synced(world: World) -> list[Any]:
    return world.sent("PUT", "/commands")


async def test_commands_are_described_and_translated(world: World) -> None:
    [commands] = synced(world)

    assert {command["name"] for command in commands} == {
        *(
            "ask",
            "help",
            "about",
            "forget-me",
            "documents",
            "reindex",
            "rollback",
            "status",
            "gaps",
        ),
        "Ask the documents",
    }
    german = [c["description_localizations"]["de"] for c in commands if c.get("type", 1) == 1]
    assert all(german)
    [group] = [command["options"] for command in commands if command["name"] == "documents"]
    options = [option for each in group for option in each.get("options", [])]
    assert {each["name"] for each in group} == {"list", "add", "remove", "reindex"}
    assert all(each["description_localizations"]["de"] for each in [*group, *options])
    assert Locale.german in Translations.shipped()._texts


async def test_commands_are_for_servers_and_only_some_for_direct_messages(world: World) -> None:
    [commands] = synced(world)

    assert {command["name"]: tuple(command["contexts"]) for command in commands} == {
        **dict.fromkeys(("ask", "help", "about", "forget-me", "documents"), (0, 1)),
        **dict.fromkeys(("reindex", "rollback", "status", "gaps", "Ask the documents"), (0,)),
    }
    assert {tuple(command["integration_types"]) for command in commands} == {(0,)}


async def test_commands_are_synced_only_when_they_changed(world: World) -> None:
    await world.restart()
    assert len(synced(world)) == 1

    name = f"commands of {world.bot.application_id} in all servers"
    world.bot.store.set_note(name, "of an older version")
    await world.restart()
    assert len(synced(world)) == 2


def names_in(world: World, guild: int | None) -> set[str]:
    """The names of the commands that Discord has in a server or, without one, in all."""
    return {name for name, _ in world.env.backend.commands.get(guild, {})}


async def test_commands_stand_in_one_place_when_the_server_for_development_changes(
    world: World,
) -> None:
    server = world.guild.id
    everywhere = names_in(world, None)

    world.settings = BotSettings(guild=server)
    await world.restart()
    assert names_in(world, server) == everywhere
    assert names_in(world, None) == set()
    result = await world.alice.slash(world.channel, "help")
    assert "/ask" in world.text(result.response)

    world.settings = BotSettings()
    await world.restart()
    assert names_in(world, server) == set()
    assert names_in(world, None) == everywhere


async def test_a_server_that_the_bot_was_removed_from_hinders_no_start(world: World) -> None:
    world.settings = BotSettings(guild=world.guild.id)
    await world.restart()
    world.settings = BotSettings()
    world.env.inject_error("PUT", "/applications/*/guilds/*", status=403, code=50001)

    await world.restart()
    told = len(synced(world))
    await world.restart()

    assert len(synced(world)) == told


async def test_commands_that_could_not_be_taken_away_are_so_at_the_next_start(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.settings = BotSettings(guild=world.guild.id)
    await world.restart()
    world.settings = BotSettings()
    world.env.inject_error("PUT", "/applications/*/guilds/*", status=400, code=0)

    await world.restart()
    assert "could not be taken away" in caplog.text
    assert names_in(world, world.guild.id) != set()
    await world.restart()

    assert names_in(world, world.guild.id) == set()


async def test_commands_of_an_older_version_are_taken_away_too(world: World) -> None:
    world.bot.store.database.write("DELETE FROM notes WHERE name LIKE 'places%'", ())
    world.settings = BotSettings(guild=world.guild.id)

    await world.restart()

    assert names_in(world, None) == set()


async def test_a_fault_of_discord_puts_new_commands_off_and_the_bot_starts(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    name = f"commands of {world.bot.application_id} in all servers"
    world.bot.store.set_note(name, "of an older version")
    world.env.inject_error("PUT", "/applications/*/commands", status=500, times=None)

    await world.restart()

    assert "until the next start" in caplog.text
    assert world.bot.store.note(name) == "of an older version"


async def test_a_server_where_commands_can_not_be_added_is_named(world: World) -> None:
    world.settings = BotSettings(guild=4711)
    world.env.inject_error("PUT", "/applications/*/guilds/4711/commands", status=403, code=50001)

    with pytest.raises(SettingsError, match="server 4711"):
        await world.restart()


async def test_a_command_from_an_older_version_asks_to_restart_discord(world: World) -> None:
    world.bot.tree.remove_command("about")

    result = await world.alice.slash(world.channel, "about")

    assert "This command has changed" in world.text(result.response)
    assert world.env.errors
