"""The preview: the bot in a page on this computer."""

from __future__ import annotations

from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import aiohttp
import pytest

from bot.bot_settings import BotSettings
from bot.preview.__main__ import main
from bot.preview.pictures import ANSWERED_QUESTION
from bot.preview.scripted_model import STATEMENTS, scripted_model
from bot.preview.simulation import preview_settings, ready_bot, simulate
from bot.worker import Worker
from retrieval import Library, Settings
from tests.bot.conftest import build
from tests.fakes import FakeLibrary
from tests.paths import ROOT

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from bot.preview.simulation import Simulation

HANDBOOK = ROOT / "docs" / "handbook"

pytest.importorskip("linkify_it", reason="simcord's preview extra is not installed")


@asynccontextmanager
async def staged(folder: Path) -> AsyncIterator[Simulation]:
    """A bot that answers all questions in the simulated Discord of the preview."""
    with ExitStack() as stack:
        bot = build(FakeLibrary(), preview_settings(BotSettings()), folder, stack)
        async with simulate(bot) as simulation:
            yield simulation


def test_the_preview_serves_its_own_server_whatever_the_settings_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FOOTNOTE_SERVERS", "4711")
    monkeypatch.setenv("FOOTNOTE_GUILD", "4712")

    assert preview_settings(BotSettings()).named_servers == frozenset()


@pytest.mark.parametrize("direct", [True, False])
async def test_the_page_is_served_on_loopback(tmp_path: Path, direct: bool) -> None:
    async with (
        staged(tmp_path) as stage,
        stage.page(direct=direct) as page,
        aiohttp.ClientSession() as session,
    ):
        assert page.url.startswith("http://127.0.0.1:")
        async with session.get(page.url) as response:
            assert response.status == 200


async def test_a_name_that_is_typed_mentions_the_bot(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.viewer.send(stage.channel, "@footnote When is the fee due?")
        answer = stage.channel.history()[-1]
        assert answer.author.id == stage.env.backend.bot_user.id


async def test_a_reply_and_a_direct_message_are_answered(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.viewer.send(stage.channel, "@Footnote When is the fee due?")
        answer = stage.channel.history()[-1]
        await stage.viewer.send(stage.channel, "And for students?", reply_to=answer)
        assert len(stage.channel.history()) == 4
        await stage.viewer.user.send_dm("When is the fee due?")
        assert len(stage.viewer.user.dm_channel.history()) == 2


async def test_whoever_tries_it_may_use_the_commands_of_admins(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        for command in ("reindex", "rollback", "status"):
            result = await stage.viewer.slash(stage.channel, command)
            assert "may not" not in str(result.response)
            assert result.response is not None


async def test_one_may_ask_as_often_as_one_likes(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        for _ in range(BotSettings().questions_per_person + 1):
            answer = await stage.viewer.slash(stage.channel, "ask", question="When is the fee due?")
            assert "too many" not in str(answer.response)
        assert len(stage.channel.history()) == BotSettings().questions_per_person + 1


async def test_messages_are_dated_today(tmp_path: Path) -> None:
    async with staged(tmp_path) as stage:
        await stage.viewer.send(stage.channel, "Good morning")
        age = datetime.now(UTC) - stage.channel.history()[-1].created_at
        assert abs(age) < timedelta(hours=1)


def test_it_says_from_what_it_answers_and_what_it_could_not_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "fees.md").write_text("# Fees\n\nThe fee is due in May.")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    with ready_bot(Settings(_env_file=None, corpus=tmp_path), BotSettings(_env_file=None)):
        told = capsys.readouterr().out
    assert str(tmp_path) in told
    assert "Indexed: 1 document." in told
    assert "Not read: broken.pdf: " in told


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [("CORPUS", "nowhere", "There is no folder"), ("WATCH", "perhaps", "must be true or false")],
)
def test_what_is_wrong_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    monkeypatch.setenv(f"FOOTNOTE_{variable}", value)
    with pytest.raises(SystemExit, match=told):
        main([])


async def test_the_written_answer_of_the_pictures_is_one_that_was_proven(tmp_path: Path) -> None:
    async with scripted_model() as address:
        settings = Settings(
            _env_file=None,
            corpus=HANDBOOK,
            data=tmp_path,
            openai_base_url=address,
            chat_model="scripted",
        )
        with Library.open(settings) as library, Worker(1) as worker:
            await worker.run(library.reindex)
            answer = await worker.run(library.ask, ANSWERED_QUESTION)
    assert answer.mode == "generative"
    assert [statement.text for statement in answer.statements] == [text for text, _ in STATEMENTS]
