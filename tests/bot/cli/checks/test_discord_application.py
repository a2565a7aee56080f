"""The doctor's look at Discord: the token, the application, and who may add the bot."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import SecretStr

from bot.bot_settings import BotSettings
from bot.cli.checks import doctor
from tests.bot.cli.discord_stub import APPLICATION, DiscordStub, token

SECRET = token(str(APPLICATION).encode())


@pytest.fixture
def discord(monkeypatch: pytest.MonkeyPatch) -> Iterator[DiscordStub]:
    """A Discord that answers the doctor."""
    stub = DiscordStub()
    with stub.served() as address:
        monkeypatch.setattr("bot.cli.checks.discord_application.API", address)
        yield stub


def check(**fields: Any) -> doctor.CheckResult:
    return doctor.discord(BotSettings(discord_token=SecretStr(SECRET), **fields))


def test_a_token_leads_to_the_link_that_invites_the_bot(discord: DiscordStub) -> None:
    found = check()
    assert found.state == "ok"
    assert f"client_id={APPLICATION}" in (found.mend or "")
    assert "scope=bot+applications.commands" in (found.mend or "")
    assert "&permissions=" in (found.mend or "")
    assert SECRET not in f"{found}"
    assert discord.requests == [("/api/v10/applications/@me", f"Bot {SECRET}")]


def test_a_token_that_discord_refuses_is_a_problem(discord: DiscordStub) -> None:
    discord.status = 401
    found = check()
    assert found.state == "problem"
    assert "refuses the token" in found.finding
    assert SECRET not in f"{found}"


def test_a_bot_that_everybody_can_add_is_worth_a_note(discord: DiscordStub) -> None:
    discord.application["bot_public"] = True
    found = check()
    assert found.state == "note"
    assert "switch off Public Bot on the Bot page" in (found.mend or "")


def test_an_installation_for_persons_is_worth_a_note(discord: DiscordStub) -> None:
    discord.application["integration_types_config"] = {"0": {}, "1": {}}
    assert "Switch off User Install" in (check().mend or "")
    discord.application["integration_types_config"] = {"0": {}}
    assert check().state == "ok"


def test_an_intent_that_the_settings_need_is_a_problem_without_it(discord: DiscordStub) -> None:
    found = check(follow_threads=True)
    assert found.state == "problem"
    assert "Switch on Message Content Intent" in (found.mend or "")

    discord.application["flags"] = 1 << 19
    assert check(follow_threads=True).state == "ok"


def test_intents_that_nothing_needs_are_named(discord: DiscordStub) -> None:
    discord.application["flags"] = 1 << 13 | 1 << 15 | 1 << 19
    found = check()
    assert found.state == "note"
    assert "Presence Intent, Server Members Intent, Message Content Intent" in (found.mend or "")


def test_the_servers_that_are_served_are_named(discord: DiscordStub) -> None:
    assert "FOOTNOTE_SERVERS names none" in check().finding
    assert "served: 7, 8 (FOOTNOTE_SERVERS)" in check(servers=frozenset({8, 7})).finding


@pytest.mark.parametrize("application", [None, [], "hello", 5])
def test_what_is_no_application_is_a_note(discord: DiscordStub, application: object) -> None:
    discord.application = application
    assert check().state == "note"


@pytest.mark.parametrize("status", [302, 403, 500, 503])
def test_a_discord_that_says_no_more_is_a_note(discord: DiscordStub, status: int) -> None:
    discord.status = status
    discord.headers["Location"] = "/elsewhere"
    found = check()
    assert found.state == "note"
    assert "client_id" in (found.mend or "")
    assert len(discord.requests) == 1


def test_a_discord_that_is_out_of_reach_is_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{reserved.getsockname()[1]}"
        monkeypatch.setattr("bot.cli.checks.discord_application.API", address)
        found = check()
    assert found.state == "note"
    assert "can't be reached" in found.finding
