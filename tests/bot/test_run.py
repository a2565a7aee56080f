"""Starting the bot: what it says when it can't."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from bot.bot_settings import BotSettings
from bot.client import PERMISSIONS, intents
from bot.run import _connect, run
from retrieval import FootnoteError, IndexInUseError, Library, Settings, SettingsError
from tests.paths import ROOT


def test_a_missing_token_is_named() -> None:
    with pytest.raises(SettingsError, match="Set DISCORD_TOKEN"):
        run(Settings(), BotSettings())


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (discord.LoginFailure("Improper token"), "Discord refuses the token"),
        (discord.PrivilegedIntentsRequired(None), "message content intent"),
        (OSError("no route"), "can't be reached"),
        (
            discord.ConnectionClosed(cast("Any", SimpleNamespace(close_code=4011)), shard_id=None),
            "in more servers than one connection",
        ),
    ],
)
def test_what_discord_refuses_is_said_in_a_sentence(error: Exception, said: str) -> None:
    async def start(_token: str) -> None:
        raise error

    bot: Any = SimpleNamespace(start=start)
    with pytest.raises(FootnoteError, match=said):
        asyncio.run(_connect(bot, "token"))


def test_a_second_bot_on_the_same_data_folder_does_not_start(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    bot_settings = BotSettings.model_validate({"discord_token": "token"})

    with Library.open(settings, purpose="footnote run"), pytest.raises(IndexInUseError):
        run(settings, bot_settings)


def test_the_permissions_are_those_that_the_readme_tells() -> None:
    readme = ROOT / "README.md"

    assert f"the permissions {PERMISSIONS.value}:" in readme.read_text(encoding="utf-8")


def test_it_asks_for_no_more_than_it_needs() -> None:
    assert not intents(BotSettings()).message_content
    assert not intents(BotSettings()).members
    assert not PERMISSIONS.mention_everyone
    assert not PERMISSIONS.administrator
