"""Who may ask in a direct message."""

from __future__ import annotations

import asyncio

import discord
import pytest
from pydantic import ValidationError

from bot.bot_settings import BotSettings, DirectMessageRule
from bot.rights.direct_messages import DirectMessages
from bot.rights.refusals import NotAllowedError
from bot.rights.served_servers import ServedServers

EDITOR = 77
ALICE, BOB, EVE = 1, 2, 3


class Members:
    """Two servers: Alice is in the first, Bob in the second with a role; Eve is in neither."""

    def __init__(self) -> None:
        self.asked = 0
        self.error: Exception | None = None
        self.roles = {(10, ALICE): frozenset[int](), (20, BOB): frozenset({EDITOR})}

    async def find(self, server: int, person: int) -> frozenset[int] | None:
        self.asked += 1
        if self.error is not None:
            raise self.error
        return self.roles.get((server, person))


@pytest.fixture
def members() -> Members:
    return Members()


def direct(members: Members, rule: DirectMessageRule = "members") -> DirectMessages:
    return DirectMessages(
        rule, frozenset({EDITOR}), ServedServers(frozenset({10, 20})), members.find
    )


@pytest.mark.parametrize(
    ("rule", "person", "refusal"),
    [
        ("members", ALICE, None),
        ("members", BOB, None),
        ("members", EVE, "in a server that I serve"),
        ("roles", ALICE, "a role for that"),
        ("roles", BOB, None),
        ("roles", EVE, "in a server that I serve"),
        ("off", BOB, "do not answer direct messages"),
    ],
)
async def test_the_settings_say_who_may_ask(
    members: Members, rule: DirectMessageRule, person: int, refusal: str | None
) -> None:
    checked = direct(members, rule).check(person)
    if refusal is None:
        await checked
    else:
        with pytest.raises(NotAllowedError, match=refusal):
            await checked


async def test_nobody_may_before_the_bot_knows_whom_it_serves(members: Members) -> None:
    unknown = DirectMessages("members", frozenset(), ServedServers(frozenset()), members.find)

    with pytest.raises(NotAllowedError, match="try again in a moment"):
        await unknown.check(ALICE)
    assert members.asked == 0


async def test_who_left_is_refused_after_a_minute(
    members: Members, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1_000.0
    monkeypatch.setattr("bot.rights.direct_messages.time.monotonic", lambda: now)
    checks = direct(members)
    await checks.check(ALICE)
    asked = members.asked
    members.roles.clear()

    now += 59.0
    await checks.check(ALICE)
    assert members.asked == asked

    now += 1.0
    with pytest.raises(NotAllowedError):
        await checks.check(ALICE)


@pytest.mark.parametrize("error", [discord.DiscordException("down"), OSError("no route")])
async def test_where_discord_does_not_say_the_answer_is_no_for_now(
    members: Members, error: Exception
) -> None:
    checks = direct(members)
    members.error = error
    with pytest.raises(NotAllowedError, match="Please try again"):
        await checks.check(ALICE)

    members.error = None
    await checks.check(ALICE)


async def test_a_server_that_discord_does_not_tell_of_shuts_nobody_out_of_another() -> None:
    async def find(server: int, _person: int) -> frozenset[int]:
        if server == 10:
            raise discord.DiscordException("down")
        return frozenset()

    await DirectMessages("members", frozenset(), ServedServers(frozenset({10, 20})), find).check(
        BOB
    )


async def test_a_slow_discord_is_not_waited_for(
    members: Members, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(_server: int, _person: int) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr("bot.rights.direct_messages.PATIENCE_SECONDS", 0.0)
    checks = DirectMessages("members", frozenset(), ServedServers(frozenset({10})), never)
    with pytest.raises(NotAllowedError, match="Please try again"):
        await checks.check(ALICE)


def test_going_by_roles_needs_roles() -> None:
    with pytest.raises(ValidationError, match="FOOTNOTE_MENTION_ROLES"):
        BotSettings(direct_messages="roles")
