"""The preview: the bot in a page on this computer."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.bot_settings import BotSettings
from bot.preview.simulation import simulate
from tests.bot.conftest import build
from tests.fakes import FakeLibrary

if TYPE_CHECKING:
    from pathlib import Path


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
