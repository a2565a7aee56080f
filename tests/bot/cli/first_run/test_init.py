"""`footnote init`, by its options and by its questions, from an empty folder."""

from __future__ import annotations

import io
import os
import select
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.cli.main import main
from retrieval import Library, Settings
from tests.bot.cli.conftest import write_corpus
from tests.bot.cli.discord_stub import APPLICATION, DiscordStub, token
from tests.model_stub import ModelStub
from tests.paths import ROOT

TOKEN = token(str(APPLICATION).encode())
QUESTION = "When is the yearly fee due?"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder, beside which lie two documents."""
    write_corpus(tmp_path / "documents")
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path / "new")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return tmp_path / "new"


@pytest.fixture(autouse=True)
def discord(monkeypatch: pytest.MonkeyPatch) -> Iterator[DiscordStub]:
    stub = DiscordStub()
    with stub.served() as address:
        monkeypatch.setattr("bot.cli.checks.discord_application.API", address)
        yield stub


def written() -> dict[str, str | None]:
    return dict(dotenv_values(".env"))


class TestByOptions:
    def test_it_writes_indexes_and_says_how_to_go_on(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["init", "--corpus", "../documents", "--token", TOKEN, "--model", "none"]) == 0

        assert written() == {
            "FOOTNOTE_CORPUS": "../documents",
            "DISCORD_TOKEN": TOKEN,
            "FOOTNOTE_CHAT_MODEL": "none",
        }
        if os.name == "posix":
            assert stat.S_IMODE((folder / ".env").stat().st_mode) == 0o600
        out, err = capsys.readouterr()
        assert "Generation 1 is live: 2 documents" in out
        assert f"client_id={APPLICATION}" in err
        assert "`footnote run`" in err
        assert TOKEN not in out + err
        with Library.open(Settings(), read_only=True) as library:
            assert library.ask(QUESTION).answered

    def test_a_secret_may_come_from_standard_input(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with ModelStub().running() as model:
            monkeypatch.setattr("sys.stdin", io.StringIO(f"{TOKEN}\nsk-of-mine\n"))
            words = ["init", "--corpus", "../documents", "--token", "-", "--openai-key", "-"]
            assert main([*words, "--base-url", model.url, "--model", "some-model"]) == 0
        assert (written()["DISCORD_TOKEN"], written()["OPENAI_API_KEY"]) == (TOKEN, "sk-of-mine")

    def test_what_stood_in_the_file_before_stays(self, folder: Path) -> None:
        (folder / ".env").write_text(f"# Ours\nDISCORD_TOKEN={TOKEN}\nFOOTNOTE_WATCH=true\n")
        assert main(["init", "--corpus", "../documents"]) == 0
        assert (folder / ".env").read_text() == (
            f"# Ours\nDISCORD_TOKEN={TOKEN}\nFOOTNOTE_WATCH=true\nFOOTNOTE_CORPUS=../documents\n"
        )

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ([], "--corpus"),
            (["--corpus", "../nowhere"], "There is no folder"),
            (["--corpus", "."], "holds no documents"),
            (["--corpus", "../documents", "--token", "abc"], "does not look like a bot's token"),
            (["--corpus", "../documents", "--base-url", "localhost:1"], "begins with http://"),
            (["--corpus", "../documents", "--model", "some-model"], "nor OPENAI_BASE_URL is set"),
            (["--corpus", "../documents", "--model", "${HOME}"], "can hold no"),
        ],
    )
    def test_what_does_not_do_is_told_and_nothing_is_written(
        self, folder: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
    ) -> None:
        assert main(["init", *words]) == 2
        assert told in capsys.readouterr().err
        assert list(folder.iterdir()) == []

    def test_what_does_not_do_leaves_the_file_as_it_was(self, folder: Path) -> None:
        (folder / ".env").write_text("FOOTNOTE_CORPUS=../documents\n")
        assert main(["init", "--model", "some-model"]) == 2
        assert (folder / ".env").read_text() == "FOOTNOTE_CORPUS=../documents\n"

    def test_a_variable_that_wins_over_the_file_is_named(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("FOOTNOTE_CHAT_MODEL", "none")
        words = ["--base-url", "http://localhost:1/v1", "--model", "some-model"]
        assert main(["init", "--corpus", "../documents", *words]) == 0
        assert "FOOTNOTE_CHAT_MODEL in the environment wins" in capsys.readouterr().err

    def test_a_token_that_discord_refuses_is_told(
        self, discord: DiscordStub, capsys: pytest.CaptureFixture[str]
    ) -> None:
        discord.status = 401
        assert main(["init", "--corpus", "../documents", "--token", TOKEN]) == 0
        err = capsys.readouterr().err
        assert "Discord refuses the token" in err
        assert "`footnote run`" not in err


@pytest.mark.skipif(os.name != "posix", reason="a terminal as POSIX has it")
class TestByQuestions:
    def test_each_is_asked_again_until_the_answer_will_do(self, folder: Path) -> None:
        dialogue = talk(
            ("documents?", "../nowhere"), ("documents?", "'../documents'"),
            ("yet)", "nonsense"), ("yet)", TOKEN),
            ("(3)?", "3"), ("Ollama?", "localhost"), ("Ollama?", "http://127.0.0.1:9/v1"),
            ("there?", "some-model"), ("needs none)", ""),
        )  # fmt: skip
        assert dialogue.status == 0
        assert "There is no folder" in dialogue.shown
        assert "does not look like a bot's token" in dialogue.shown
        assert TOKEN not in dialogue.shown
        assert "does not answer yet" in dialogue.shown
        assert written() == {
            "FOOTNOTE_CORPUS": "../documents",
            "DISCORD_TOKEN": TOKEN,
            "OPENAI_BASE_URL": "http://127.0.0.1:9/v1",
            "FOOTNOTE_CHAT_MODEL": "some-model",
        }

    def test_enter_takes_what_is_needed_least(self) -> None:
        dialogue = talk(("documents?", "../documents"), ("yet)", ""), ("(3)?", ""))
        assert dialogue.status == 0
        assert written() == {"FOOTNOTE_CORPUS": "../documents", "FOOTNOTE_CHAT_MODEL": "none"}

    @pytest.mark.parametrize("key", ["\x03", "\x04"])
    def test_ctrl_c_and_ctrl_d_change_nothing(self, folder: Path, key: str) -> None:
        dialogue = talk(("documents?", "../documents"), ("yet)", key))
        assert dialogue.status == 130
        assert "Nothing was changed" in dialogue.shown
        assert list(folder.iterdir()) == []


class Dialogue:
    """What a terminal showed, and how the program in it ended."""

    def __init__(self, shown: str, status: int) -> None:
        self.shown = shown
        self.status = status


def talk(*turns: tuple[str, str]) -> Dialogue:
    """Start `footnote init` in a terminal of its own, and answer each question when it is shown."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", _IN_TERMINAL],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "dumb", "COLUMNS": "1000"},
    )
    os.close(theirs)
    shown, unread = "", ""
    for question, answer in turns:
        while question not in unread:
            assert select.select([ours], [], [], 60)[0], f"No question came after: {shown}{unread}"
            unread += os.read(ours, 4096).decode()
        shown, unread = shown + unread, ""
        os.write(ours, f"{answer}\n".encode())
    try:
        while part := os.read(ours, 4096):
            unread += part.decode()
    except OSError:  # the end, as Linux tells it
        pass
    os.close(ours)
    return Dialogue(shown + unread, process.wait(timeout=60))


_IN_TERMINAL = """
import fcntl, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
import bot.cli.checks.discord_application as application
application.API = "http://127.0.0.1:9"
from bot.cli.main import main
sys.exit(main(["init"]))
"""
