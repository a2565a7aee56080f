"""A real process of the bot that is killed or asked to end, connected to a stand-in for Discord."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING

import pytest

from bot.state.store import FILE_NAME
from tests.discord_server import GUILD, DiscordServer, Fault
from tests.folders import Folder
from tests.model_stub import KEY, ModelStub, Silence, Stream, reply_of
from tests.paths import ROOT

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Iterator
    from pathlib import Path

CLOSES = "The library closes at 8 pm on weekdays."
QUESTION = "When does the library close on weekdays?"
SEARCHING = "Looking further…"
ALLOWED_SECONDS = 8.0
"""From SIGTERM to the end of the process; Docker grants 10."""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder with one document, indexed."""
    folder = Folder.at(tmp_path)
    folder.write("handbook.md", f"# Opening hours\n\n{CLOSES}\n")
    with folder.library() as library:
        library.reindex()
    return folder


@pytest.fixture
def model() -> Iterator[ModelStub]:
    with ModelStub().running() as stub:
        yield stub


@asynccontextmanager
async def bot(
    folder: Folder, discord: DiscordServer, model: ModelStub, **settings: str
) -> AsyncIterator[Process]:
    """The bot as a process of its own, ready, and ended with the block in any case."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DISCORD_TOKEN": "token",
        "FOOTNOTE_SERVERS": GUILD,
        "FOOTNOTE_CORPUS": str(folder.corpus),
        "FOOTNOTE_DATA": str(folder.data),
        "FOOTNOTE_QUESTIONS_PER_PERSON": "99",
        "FOOTNOTE_ANSWERS_PER_SERVER": "99",
        "FOOTNOTE_THREADS": "20",
        "OPENAI_API_KEY": KEY,
        "OPENAI_BASE_URL": model.url,
        **settings,
    }
    discord.ready.clear()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.discord_process", discord.url), env=environment
    )
    try:
        waits = [asyncio.create_task(wait) for wait in (discord.ready.wait(), process.wait())]
        await asyncio.wait(waits, timeout=30, return_when=asyncio.FIRST_COMPLETED)
        assert discord.ready.is_set()
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def half_a_reply() -> Stream:
    """A reply that falls silent after its first statement."""
    whole = "".join(reply_of((CLOSES, [(1, CLOSES)]), ("It opens.", [(1, CLOSES)])).pieces)
    return Stream([whole[: whole.index("It opens.")]], end="silence")


WRITTEN = {"FOOTNOTE_CHAT_MODEL": "openai:stub"}


def forget_messages(folder: Folder) -> None:
    """Leave what was noted before the messages of answers were sent."""
    with closing(sqlite3.connect(folder.data / FILE_NAME)) as store, store:
        store.execute("UPDATE open_replies SET message = NULL")


def count_noted(folder: Folder) -> int:
    with closing(sqlite3.connect(folder.data / FILE_NAME)) as store:
        return int(
            store.execute("SELECT count(*) FROM open_replies WHERE message NOT NULL").fetchone()[0]
        )


@pytest.mark.parametrize("noted", [True, False], ids=["noted", "killed before they were noted"])
async def test_after_a_kill_no_answer_stays_half(
    folder: Folder, model: ModelStub, noted: bool
) -> None:
    model.will(*[half_a_reply() for _ in range(20)])
    async with DiscordServer().running() as discord:
        async with bot(folder, discord, model, **WRITTEN) as process:
            for number in range(10):
                await discord.ask(QUESTION, person=f"50{number}")
                await discord.command("ask", question=QUESTION)
            await discord.until(
                lambda: sum(SEARCHING in m.text for m in discord.messages.values()) == 20
            )
            process.send_signal(signal.SIGKILL)
            await process.wait()
        if not noted:
            forget_messages(folder)

        async with bot(folder, discord, model):
            await discord.until(
                lambda: not any(SEARCHING in m.text for m in discord.messages.values())
            )

    texts = [message.text for message in discord.messages.values()]
    assert len(texts) == 20
    assert all("interrupted" in text and "8 pm" in text for text in texts)


async def test_nor_does_one_in_a_thread_that_was_archived_meanwhile(
    folder: Folder, model: ModelStub
) -> None:
    model.will(half_a_reply())
    async with DiscordServer().running() as discord:
        async with bot(folder, discord, model, **WRITTEN) as process:
            await discord.ask(QUESTION)
            await discord.until(lambda: any(SEARCHING in m.text for m in discord.messages.values()))
            process.send_signal(signal.SIGKILL)
            await process.wait()
        discord.archived = True

        async with bot(folder, discord, model):
            await discord.until(
                lambda: any("interrupted" in m.text for m in discord.messages.values())
            )

    assert len(discord.messages) == 1
    assert not discord.archived


async def ended(process: Process) -> int:
    """Ask a process to end; its status."""
    began = time.monotonic()
    process.send_signal(signal.SIGTERM)
    status = await process.wait()
    assert time.monotonic() - began < ALLOWED_SECONDS
    return status


async def test_a_silent_model_does_not_keep_the_bot_from_ending(
    folder: Folder, model: ModelStub
) -> None:
    model.will(half_a_reply(), Silence())
    async with (
        DiscordServer().running() as discord,
        bot(folder, discord, model, **WRITTEN) as process,
    ):
        await discord.ask(QUESTION, person="501")
        await discord.until(lambda: any(SEARCHING in m.text for m in discord.messages.values()))
        await discord.command("ask", person="502", question=QUESTION)
        assert await asyncio.to_thread(model.silent.wait, 10)

        assert await ended(process) == 0

    texts = [message.text for message in discord.messages.values()]
    assert len(texts) == 2
    assert all("interrupted" in text for text in texts)
    assert count_noted(folder) == 0


async def test_a_reindex_is_stopped_and_said_to_be_before_the_bot_leaves(
    folder: Folder, model: ModelStub
) -> None:
    folder.write("more.md", "The garden opens in May.\n")
    model.will(Silence())
    embedded = {"FOOTNOTE_EMBEDDING_MODEL": "openai:stub"}
    async with (
        DiscordServer().running() as discord,
        bot(folder, discord, model, **embedded) as process,
    ):
        await discord.command("reindex")
        await discord.until(
            lambda: any("would change" in m.text for m in discord.messages.values())
        )
        [preview] = discord.messages.values()
        await discord.press(preview, "Re-index")
        assert await asyncio.to_thread(model.silent.wait, 10)

        assert await ended(process) == 0

    assert "The re-index was stopped" in preview.text
    assert "old index is live" in preview.text
    with folder.library() as library:
        assert library.status().generation == 1


async def test_faults_of_discord_keep_no_answer_from_its_reader(
    folder: Folder, model: ModelStub
) -> None:
    """Connections are cut before or after a request was served, and the server has faults."""
    each = [Fault(), Fault(done=True), Fault(status=503), Fault(status=503, done=True)]
    to_come = each * 10

    def fault(method: str, _path: str) -> Fault | None:
        return to_come.pop() if to_come and method in ("POST", "PATCH") else None

    async with (
        DiscordServer().running() as discord,
        bot(folder, discord, model, FOOTNOTE_CHAT_MODEL="none"),
    ):
        discord.fault = fault
        asked = [await discord.ask(QUESTION, person=f"60{number}") for number in range(30)]

        def answered() -> list[str | None]:
            return [m.reference for m in discord.messages.values() if "8 pm" in m.text]

        await discord.until(lambda: set(answered()) == set(asked))

    assert len(answered()) == 30
    assert not to_come
