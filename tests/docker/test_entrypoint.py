"""How a container starts and ends: the entry point, with the real bot on a stand-in for Discord."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.discord_server import GUILD, DiscordServer
from tests.folders import Folder
from tests.paths import ROOT

from .programs import environment, program

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the image is made on Linux")

ENTRYPOINT = ROOT / "docker" / "entrypoint.sh"
WITHIN = 10
"""Seconds that Docker waits between SIGTERM and SIGKILL."""


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    return tmp_path / "programs"


def ended(programs: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", ENTRYPOINT, *words],
        env=environment(programs),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("words", [("ask", "What is it?"), ("footnote", "ask", "What is it?")])
def test_the_words_of_the_container_are_those_of_the_command_line(
    programs: Path, words: tuple[str, ...]
) -> None:
    program(programs, "footnote", 'printf "%s|" "$@"; exit 3')

    done = ended(programs, *words)

    assert (done.returncode, done.stdout) == (3, "ask|What is it?|")


async def test_the_bot_ends_in_order_when_the_container_is_stopped(
    programs: Path, tmp_path: Path
) -> None:
    folder = Folder.at(tmp_path)
    folder.write("handbook.md", "The library closes at 8 pm.\n")
    async with DiscordServer().running() as discord:
        program(
            programs, "footnote", f'exec "{sys.executable}" -m tests.discord_process {discord.url}'
        )
        process = await asyncio.create_subprocess_exec(
            *("sh", ENTRYPOINT, "run"),
            env=environment(
                programs,
                PYTHONPATH=str(ROOT),
                DISCORD_TOKEN="token",
                FOOTNOTE_SERVERS=GUILD,
                FOOTNOTE_CORPUS=str(folder.corpus),
                FOOTNOTE_DATA=str(folder.data),
            ),
        )
        try:
            await asyncio.wait_for(discord.ready.wait(), timeout=30)
            process.send_signal(signal.SIGTERM)
            assert await asyncio.wait_for(process.wait(), timeout=WITHIN) == 0
        finally:
            if process.returncode is None:
                process.kill()
    with folder.library():
        """The data folder is free again."""


@pytest.mark.parametrize(("status", "pauses"), [(0, []), (1, []), (2, ["600"]), (3, [])])
def test_only_wrong_settings_delay_the_next_start(
    programs: Path, status: int, pauses: list[str]
) -> None:
    program(programs, "footnote", f"exit {status}")
    program(programs, "sleep", 'echo "$@"')

    done = ended(programs, "run")

    assert done.returncode == status
    assert done.stdout.split() == pauses
    assert ("in 10 minutes" in done.stderr) is bool(pauses)


def test_a_container_that_waits_is_stopped_at_once(programs: Path) -> None:
    program(programs, "footnote", "exit 2")
    program(programs, "sleep", 'echo asleep; exec "$(command -v -p sleep)" "$@"')
    process = subprocess.Popen(
        ["sh", ENTRYPOINT, "run"],
        env=environment(programs),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"asleep\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=WITHIN) == 2
