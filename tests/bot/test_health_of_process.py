"""A real process of the bot with a port for probes and a file for the log, on a stand-in for Discord."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path
from typing import Any

import aiohttp

from tests.bot.cli import processes
from tests.bot.test_interruption_of_process import CLOSES, QUESTION, bot, ended, folder, model
from tests.discord_server import CHANNEL, GUILD, DiscordServer
from tests.folders import Folder
from tests.model_stub import ModelStub

__all__ = ["folder", "model"]

TOKEN = "a-token-of-discord"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


async def until_ready(port: int) -> Any:
    """Ask until the bot is ready; the process says so as soon as it has taken in its servers."""
    async with aiohttp.ClientSession() as session, asyncio.timeout(20):
        while True:
            async with session.get(f"http://127.0.0.1:{port}/readyz") as response:
                if response.status == 200:
                    return await response.json()
                assert response.status == 503


async def test_it_is_ready_once_connected_and_ends_in_time(
    folder: Folder, model: ModelStub, tmp_path: Path
) -> None:
    port, log = free_port(), tmp_path / "bot.log"
    settings = {
        "DISCORD_TOKEN": TOKEN,
        "FOOTNOTE_CHAT_MODEL": "none",
        "FOOTNOTE_HEALTH_PORT": str(port),
        "FOOTNOTE_LOG_FILE": str(log),
        "FOOTNOTE_LOG_FORMAT": "json",
    }
    async with (
        DiscordServer().running() as discord,
        bot(folder, discord, model, **settings) as process,
    ):
        state = await until_ready(port)
        await discord.ask(QUESTION)
        await discord.until(lambda: any(CLOSES in m.text for m in discord.messages.values()))

        async with aiohttp.ClientSession() as session:  # a connection that is kept open
            async with session.get(f"http://127.0.0.1:{port}/metrics") as response:
                metrics = await response.text()
            assert await ended(process) == 0

    assert state["index"] == {"generation": 1, "documents": 1}
    assert "footnote_index_documents 1.0" in metrics
    rows = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    [question] = [row for row in rows if row["logger"] == "bot.services.question_log"]
    assert (question["outcome"], question["server"]) == ("answered", int(GUILD))
    assert question["channel"] == int(CHANNEL)
    assert TOKEN not in log.read_text(encoding="utf-8")


def test_a_port_that_is_taken_ends_it_with_a_sentence(folder: Folder) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = {"DISCORD_TOKEN": TOKEN, "FOOTNOTE_HEALTH_PORT": str(port)}
        process = processes.started(*folder.options, "run", environment=settings)
        status, out, err = processes.ended(process)

    assert (status, out) == (2, b"")
    [line] = err.splitlines()
    assert line.startswith(f"footnote: FOOTNOTE_HEALTH_PORT can't be served: 127.0.0.1:{port} (")


def test_a_log_that_can_not_be_written_ends_it_with_a_sentence(folder: Folder) -> None:
    settings = {"DISCORD_TOKEN": TOKEN, "FOOTNOTE_LOG_FILE": str(folder.data / "none" / "bot.log")}
    process = processes.started(*folder.options, "run", environment=settings)
    status, out, err = processes.ended(process)

    assert (status, out) == (2, b"")
    [line] = err.splitlines()
    assert line.startswith("footnote: FOOTNOTE_LOG_FILE names a file that can't be written: ")


def test_without_a_port_prometheus_is_not_imported() -> None:
    code = (
        "import sys, bot.client, bot.run\n"
        "from bot.bot_settings import BotSettings\n"
        "print([name for name in sys.modules if name.startswith(('prometheus', 'bot.health'))])"
    )
    _, out, _ = processes.ended(processes.started(code=("-c", code)))
    assert out == b"[]\n"
