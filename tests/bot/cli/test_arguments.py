"""What the command line understands."""

from __future__ import annotations

from argparse import Namespace
from importlib.metadata import version
from pathlib import Path

import pytest

from bot.cli.arguments import parser
from bot.cli.commands import COMMANDS
from retrieval import DEFAULT_LIMIT, Settings


def parsed(*words: str) -> Namespace:
    return parser().parse_args(words)


@pytest.mark.parametrize(
    "words",
    [
        ("--corpus", "c", "--data", "d", "ask", "why?"),
        ("ask", "--corpus", "c", "--data", "d", "why?"),
        ("--corpus", "c", "ask", "why?", "--data", "d"),
        ("ask", "why?", "--corpus=c", "--data=d"),
        ("--corpus", "other", "--data", "d", "ask", "why?", "--corpus", "c"),
    ],
)
def test_global_options_stand_before_or_after_the_command(words: tuple[str, ...]) -> None:
    arguments = parsed(*words)
    assert (arguments.corpus, arguments.data) == (Path("c"), Path("d"))


def test_global_options_that_are_not_given_leave_it_to_the_settings() -> None:
    arguments = parsed("ask", "why?")
    assert "corpus" not in arguments
    assert "data" not in arguments


def test_a_folder_may_lie_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    assert parsed("index", "--corpus=~/papers").corpus == Path("/home/me/papers")


@pytest.mark.parametrize("question", ["-5 degrees, why?", "", "a -- b", 'NEAR("x" y)', "-"])
def test_a_question_may_look_odd(question: str) -> None:
    assert parsed("ask", question).text == question
    assert parsed("ask", "--", question).text == question


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("frobnicate",),
        ("ask",),
        ("ask", "why?", "--input", "file"),
        ("ask", "why?", "--inp", "file"),
        ("ask", "why", "not"),
        ("ask", "-why"),
        ("search", "x", "--limit", "0"),
        ("search", "x", "--limit", "many"),
        ("search", "x", "--limit", "9" * 5000),
        ("eval",),
        ("eval", "file", "--budget", "-1"),
        ("index", "--corpus", ""),
        ("status", "now"),
    ],
)
def test_a_wrong_command_line_ends_with_status_2_and_a_sentence(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        parsed(*words)
    out, err = capsys.readouterr()
    assert (caught.value.code, out) == (2, "")
    assert err.count("\n") == 1
    assert "--help" in err


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_that_leaves_the_statuses_to_that_of_the_program(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        parsed(command, "--help")
    assert caught.value.code == 0
    help_text = capsys.readouterr().out
    assert "--corpus DIR" in help_text
    assert "exit status:" not in help_text


def test_the_help_of_the_program_names_the_exit_statuses(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        parsed("--help")
    _, statuses = capsys.readouterr().out.split("exit status:")
    assert [int(line.split()[0]) for line in statuses.strip().splitlines()] == [0, 1, 2, 3, 130]


def test_the_help_shows_the_defaults(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parsed("search", "--help")
    help_text = capsys.readouterr().out
    defaults = {name: Settings.model_fields[name].default for name in ("corpus", "data")}
    assert f"(FOOTNOTE_CORPUS; else {defaults['corpus']})" in help_text
    assert f"(FOOTNOTE_DATA; else {defaults['data']})" in help_text
    assert f"({DEFAULT_LIMIT})" in help_text


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parsed("--version")
    assert caught.value.code == 0
    assert capsys.readouterr().out == f"footnote {version('footnote')}\n"
