"""The preview: the bot in a page on this computer."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.bot_settings import BotSettings
from bot.preview.simulation import preview_settings, simulate
from tests.bot.conftest import build
from tests.fakes import FakeLibrary

if TYPE_CHECKING:
    from pathlib import Path


def test_the_preview_serves_its_own_server_whatever_the_settings_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FOOTNOTE_SERVERS", "4711")
    monkeypatch.setenv("FOOTNOTE_GUILD", "4712")

    assert preview_settings().named_servers == frozenset()


async def test_the_page_is_served_on_loopback(tmp_path: Path) -> None:
    pytest.importorskip("linkify_it", reason="simcord's preview extra is not installed")
    with ExitStack() as stack:
        bot = build(FakeLibrary(), BotSettings(), tmp_path, stack)
        async with (
            simulate(bot) as stage,
            stage.page() as page,
            aiohttp.ClientSession() as session,
        ):
            assert page.url.startswith("http://127.0.0.1:")
            async with session.get(page.url) as response:
                assert response.status == 200
