"""Asking by message: mentions, replies, direct messages, threads, and the menu of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
import pytest

from bot.bot_settings import BotSettings
from retrieval import About, Answer, Turn
from tests.fakes import FakeLibrary, answer

if TYPE_CHECKING:
    from tests.bot.conftest import World

ANSWERED = "**handbook.md** says:\n> The library closes at 8 pm. [1]"


def mention(world: World) -> str:
    return f"<@{world.env.backend.bot_user.id}>"


async def test_a_mention_is_answered_by_a_reply_that_pings_nobody(
    world: World, library: FakeLibrary
) -> None:
    asked = await world.alice.send(world.channel, f"{mention(world)} when does it close?")

    assert library.asked == ["when does it close?"]
    [said] = world.said()
    assert ANSWERED in said
    [sent] = world.sent("POST", f"/channels/{world.channel.id}/messages")
    assert sent["allowed_mentions"] == {"parse": []}
    assert sent["message_reference"]["message_id"] == asked.id
    assert world.env.http_requests[2].path.endswith("/typing")


@pytest.mark.settings(ping_asker=True)
async def test_the_asker_is_notified_where_the_settings_say_so(world: World) -> None:
    await world.alice.send(world.channel, f"{mention(world)} when?")

    [sent] = world.sent("POST", f"/channels/{world.channel.id}/messages")
    assert sent["allowed_mentions"] == {"parse": [], "replied_user": True}


async def test_a_reply_to_an_answer_is_understood_with_the_conversation_before_it(
    world: World, library: FakeLibrary
) -> None:
    first = await world.alice.slash(world.channel, "ask", question="When does it close?")
    assert first.response is not None

    await world.alice.send(
        world.channel, f"{mention(world)} and on Sundays?", reply_to=first.response
    )

    assert library.asked[-1] == "and on Sundays?"
    assert library.histories[-1] == (
        Turn("user", "When does it close?"),
        Turn("assistant", "The document says: “The library closes at 8 pm.” [1]"),
    )


async def test_a_reply_to_an_answer_from_before_a_restart_is_understood_from_its_text(
    world: World, library: FakeLibrary
) -> None:
    first = await world.alice.slash(world.channel, "ask", question="When does it close?")
    assert first.response is not None
    await world.restart()

    await world.alice.send(world.channel, f"{mention(world)} on Sundays?", reply_to=first.response)

    assert library.histories[-1] == (Turn("assistant", ANSWERED),)


async def test_a_conversation_is_bounded(world: World, library: FakeLibrary) -> None:
    for number in range(6):
        last = world.channel.last_message
        await world.alice.send(world.channel, f"{mention(world)} number {number}?", reply_to=last)

    assert len(library.histories[-1]) == world.settings.history_turns
    assert library.histories[-1][-2] == Turn("user", "number 4?")


async def test_a_direct_message_needs_no_mention(world: World, library: FakeLibrary) -> None:
    await world.alice.send_dm("When does it close?")

    assert library.asked == ["When does it close?"]
    assert ANSWERED in world.said(world.alice.user.dm_channel)[0]


async def test_the_menu_of_a_message_asks_what_the_message_says(
    world: World, library: FakeLibrary
) -> None:
    bob = world.join("bob")
    asked = await bob.send(world.channel, "does anybody know when it closes?")

    result = await world.alice.context_menu(world.channel, "Ask the documents", asked)

    assert library.asked == ["does anybody know when it closes?"]
    assert ANSWERED in world.text(result.response)


async def test_a_mention_in_a_forum_post_goes_on_with_what_was_asked_there(
    world: World, library: FakeLibrary
) -> None:
    forum = world.guild.create_forum_channel("help")
    world.env.backend.create_thread(forum.id, "A post", world.alice.id)
    [channel] = forum.threads

    await world.alice.send(channel, f"{mention(world)} when does it close?")
    await world.alice.send(channel, f"{mention(world)} and on Sundays?")

    assert [turn.text for turn in library.histories[-1]] == [
        "when does it close?",
        "The document says: “The library closes at 8 pm.” [1]",
    ]


async def test_an_empty_mention_gets_a_hint(world: World, library: FakeLibrary) -> None:
    await world.alice.send(world.channel, mention(world))

    assert library.asked == []
    assert "/ask" in world.said()[0]


async def test_other_messages_other_bots_and_webhooks_are_ignored(
    world: World, library: FakeLibrary
) -> None:
    robot = world.guild.add_member(world.env.create_user("robot", bot=True))

    await world.alice.send(world.channel, "just talking")
    await robot.send(world.channel, f"{mention(world)} beep?")
    await world.guild.create_webhook(world.channel).send(f"{mention(world)} news?")

    assert library.asked == []
    assert world.said() == []


async def test_a_message_that_is_edited_or_comes_twice_is_answered_once(
    world: World, library: FakeLibrary
) -> None:
    asked = await world.alice.send(world.channel, f"{mention(world)} when does it close?")

    await world.alice.edit(asked, f"{mention(world)} when does it open?")
    with world.env._bot_scope():
        world.bot.dispatch("message", asked)
    await world.env.settle()

    assert len(library.asked) == 1


async def test_a_permission_that_is_lacking_is_named_to_the_asker(
    world: World, library: FakeLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    me = world.guild.me
    assert me is not None
    quiet = world.guild.create_text_channel(
        "quiet", overwrites={me: discord.PermissionOverwrite(send_messages=False)}
    )

    await world.alice.send(quiet, f"{mention(world)} when does it close?")

    assert library.asked == []
    assert "Send Messages" in world.said(world.alice.user.dm_channel)[0]
    assert "send_messages" in caplog.text


@pytest.mark.settings(answer_channels="1, 2", mention_roles="77")
async def test_mentions_are_answered_only_for_the_roles_that_may_ask(
    world: World, library: FakeLibrary
) -> None:
    await world.alice.send(world.channel, f"{mention(world)} when?")

    assert library.asked == []


async def test_without_the_message_content_intent_only_what_is_addressed_is_read(
    world: World, library: FakeLibrary
) -> None:
    assert not world.bot.intents.message_content

    library.answers.append(answer("It closes at 8 pm."))
    await world.alice.send(world.channel, f"{mention(world)} when?")
    await world.alice.send(world.channel, "and then?")

    assert library.asked == ["when?"]


@pytest.mark.settings(follow_threads=True)
async def test_a_thread_of_the_bot_is_followed_without_a_mention_where_settings_say_so(
    world: World, library: FakeLibrary
) -> None:
    assert world.bot.intents.message_content
    thread = world.env.backend.create_thread(
        world.channel.id, "Hours", world.env.backend.bot_user.id
    )
    [channel] = [found for found in world.channel.threads if found.id == thread.id]

    await world.alice.send(channel, "when does it close?")
    await world.alice.send(channel, "and on Sundays?")
    await world.alice.send(world.channel, "just talking")

    assert library.asked == ["when does it close?", "and on Sundays?"]
    assert len(library.histories[-1]) == 2


async def test_every_message_is_a_question_in_the_channels_that_the_settings_name(
    world: World, library: FakeLibrary
) -> None:
    named = BotSettings(answer_channels=frozenset({world.channel.id}))
    world.settings = named
    await world.restart()

    await world.alice.send(world.channel, "when does it close?")

    assert library.asked == ["when does it close?"]


async def test_an_answer_gets_a_thread_in_the_channels_that_the_settings_name(
    world: World, library: FakeLibrary
) -> None:
    world.settings = BotSettings(thread_channels=frozenset({world.channel.id}))
    await world.restart()

    await world.alice.slash(world.channel, "ask", question="When does it close?")
    [thread] = world.channel.threads
    await world.alice.send(thread, f"{mention(world)} and on Sundays?")

    assert thread.name == "When does it close?"
    assert library.histories[-1][0] == Turn("user", "When does it close?")


async def test_a_greeting_opens_no_thread(world: World, library: FakeLibrary) -> None:
    world.settings = BotSettings(thread_channels=frozenset({world.channel.id}))
    await world.restart()
    library.answers.append(Answer("hi", "extractive", about=About("greeting")))

    await world.alice.send(world.channel, f"{mention(world)} hi")

    assert "Hello!" in world.said()[0]
    assert world.channel.threads == []


async def test_a_thread_that_can_not_be_opened_leaves_the_answer_alone(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.settings = BotSettings(thread_channels=frozenset({world.channel.id}))
    await world.restart()
    world.env.inject_error("POST", "*/threads", status=403, code=50013)

    result = await world.alice.slash(world.channel, "ask", question="When does it close?")

    assert ANSWERED in world.text(result.response)
    assert "Create Public Threads" in caplog.text
