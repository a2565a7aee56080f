"""What reaches the reader when Discord refuses, drops or delays what the bot sends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import aiohttp
import discord
import pytest

from bot import delivery, sending
from bot.bot_settings import BotSettings
from retrieval import Location
from tests.bot.cogs.test_messages import mention
from tests.fakes import FakeLibrary, answer, citation

if TYPE_CHECKING:
    from tests.bot.conftest import World


@pytest.fixture(autouse=True)
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "WAITS", (0.0, 0.0, 0.0))


@pytest.fixture
def growing(world: World, library: FakeLibrary) -> None:
    """The next answer is shown before it is finished."""
    shown = world.shown("It closes.")
    library.answers.append([answer("It closes."), shown, answer("It closes.", "It opens.")])


def cut(monkeypatch: pytest.MonkeyPatch, owner: type, name: str, *, times: int) -> None:
    """Let the connection break in the next calls of a method of discord.py."""
    method, left = getattr(owner, name), [None] * times

    async def cutting(*args: Any, **kwargs: Any) -> Any:
        if left:
            left.pop()
            raise aiohttp.ServerDisconnectedError
        return await method(*args, **kwargs)

    monkeypatch.setattr(owner, name, cutting)


def finished(world: World) -> None:
    [said] = world.said()
    assert "It opens. [2]" in said
    assert "Looking further" not in said


@pytest.mark.usefixtures("growing")
async def test_progress_that_can_not_be_shown_costs_no_answer(
    world: World, library: FakeLibrary
) -> None:
    world.env.inject_error("PATCH", "*", status=503)

    await world.alice.slash(world.channel, "ask", question="When?")

    finished(world)


@pytest.mark.usefixtures("growing")
async def test_a_connection_that_breaks_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut(monkeypatch, discord.Message, "edit", times=2)

    await world.alice.send(world.channel, f"{mention(world)} when?")

    finished(world)


async def test_a_message_that_is_sent_again_is_sent_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut(monkeypatch, discord.abc.Messageable, "send", times=1)

    await world.alice.send(world.channel, f"{mention(world)} when?")

    assert len(world.said()) == 1
    [body] = world.sent("POST", "/messages")
    assert body["nonce"]
    assert body["enforce_nonce"]


@pytest.mark.parametrize("status", [400, 403, 503])
async def test_typing_and_threads_are_not_needed(world: World, status: int) -> None:
    world.settings = BotSettings(thread_channels=frozenset({world.channel.id}))
    await world.restart()
    world.env.inject_error("POST", "*/typing", status=status, code=0, times=None)
    world.env.inject_error("POST", "*/threads", status=status, code=0, times=None)

    await world.alice.send(world.channel, f"{mention(world)} when?")

    [said] = world.said()
    assert "closes at 8 pm. [1]" in said


@pytest.mark.usefixtures("growing")
async def test_where_a_message_can_not_be_edited_any_more_the_answer_is_sent_anew(
    world: World,
) -> None:
    world.env.inject_error("PATCH", "/channels/*", status=400, code=50083, times=None)

    await world.alice.send(world.channel, f"{mention(world)} when?")

    finished(world)


@pytest.mark.usefixtures("growing")
@pytest.mark.parametrize(("status", "code"), [(401, 50027), (404, 10015)])
async def test_past_its_interaction_an_answer_goes_on_in_the_same_message(
    world: World, monkeypatch: pytest.MonkeyPatch, status: int, code: int
) -> None:
    async def over(*args: Any, **kwargs: Any) -> None:
        response: Any = type("Response", (), {"status": status, "reason": "over"})
        raise discord.HTTPException(response, {"code": code, "message": "over"})

    monkeypatch.setattr(discord.InteractionMessage, "edit", over)

    await world.alice.slash(world.channel, "ask", question="When?")

    finished(world)


@pytest.mark.usefixtures("growing")
async def test_a_private_answer_is_never_sent_to_the_channel(world: World) -> None:
    world.env.inject_error("PATCH", "/webhooks/*", status=401, code=50027, times=None)

    await world.alice.slash(world.channel, "ask", question="When?", private=True)

    assert world.said() == []


async def test_what_was_deleted_stays_deleted(world: World, library: FakeLibrary) -> None:
    shown = world.shown("It closes.")
    library.answers.append([answer("It closes."), shown, answer("It closes.", "It opens.")])
    world.env.inject_error("PATCH", "*", status=404, code=10008, times=None)

    await world.alice.send(world.channel, f"{mention(world)} when?")

    assert len(world.sent("POST", "/messages")) == 1


async def test_a_further_page_that_fails_does_not_lose_the_first(
    world: World, library: FakeLibrary
) -> None:
    statements = [f"Statement {n}: {'A book may be borrowed. ' * 25}".strip() for n in range(16)]
    cited = tuple(
        citation(n, text, start=9000 * n, location=Location(line=n))
        for n, text in enumerate(statements, start=1)
    )
    library.answers.append(answer(*statements, mode="generative", citations=cited))
    world.env.inject_error("POST", "/webhooks/*", status=400, code=50035)

    await world.alice.slash(world.channel, "ask", question="What are the rules?")

    first, line = world.said()
    assert "Statement 0" in first
    assert line == sending.REST_IS_MISSING


@pytest.mark.faulty
async def test_it_gives_up_in_the_end(world: World) -> None:
    world.env.inject_error("PATCH", "*", status=503, times=None)

    await world.alice.slash(world.channel, "ask", question="When?")

    assert len(world.sent("PATCH")) == 2 * (1 + len(delivery.WAITS))
