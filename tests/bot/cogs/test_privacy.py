"""What people can have forgotten, and what is forgotten by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.bot.cogs.test_messages import mention
from tests.bot.feedback import opinions

if TYPE_CHECKING:
    from tests.bot.conftest import World
    from tests.fakes import FakeLibrary


def stored(world: World) -> bytes:
    """All that is in the bot's database, its log included."""
    return b"".join(path.read_bytes() for path in sorted(world.folder.iterdir()))


async def test_forget_me_deletes_questions_votes_reasons_and_conversation(
    world: World, library: FakeLibrary
) -> None:
    await world.alice.send(world.channel, f"{mention(world)} where do kingfishers nest?")
    answered = world.channel.last_message
    assert answered is not None
    await world.alice.click(answered, label="Helpful")
    bob = world.join("bob")
    await bob.click(answered, label="Helpful")

    done = await world.alice.slash(world.channel, "forget-me")

    assert done.ephemeral
    assert "what you asked (1), your votes and reasons (1)" in world.text(done.response)
    assert opinions(world.folder) == {bob.id: (True, None)}
    files = [path.read_bytes() for path in world.folder.iterdir()]
    assert not any(b"kingfisher" in content for content in files)
    await world.alice.send(world.channel, f"{mention(world)} and then?", reply_to=answered)
    assert [turn.role for turn in library.histories[-1]] == ["assistant"]


async def test_of_what_was_asked_directly_not_even_the_place_is_kept(
    world: World, library: FakeLibrary
) -> None:
    await world.alice.send_dm("Where do kingfishers nest?")
    place = world.alice.user.dm_channel.id.to_bytes(8)
    assert place in stored(world)

    await world.alice.slash(world.channel, "forget-me")

    assert place not in stored(world)
    assert world.alice.id.to_bytes(8) not in stored(world)


@pytest.mark.settings(servers="12345")
async def test_who_is_not_served_any_more_can_be_forgotten_all_the_same(world: World) -> None:
    asked = await world.alice.slash(world.channel, "ask", question="When does it close?")
    done = await world.alice.slash(world.channel, "forget-me")

    assert "I do not answer in this server" in world.text(asked.response)
    assert "I have forgotten" in world.text(done.response)


@pytest.mark.faulty
async def test_the_daily_clean_up_goes_on_after_an_error(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.bot.store.close()

    await world.bot._forget_old_answers()

    assert "tried again tomorrow" in caplog.text
