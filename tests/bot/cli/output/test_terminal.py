"""What a person sees, and what a hostile document cannot make the terminal do."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from bot.cli.checks.doctor import CheckResult
from bot.cli.output import answer_output, terminal
from retrieval import Failure, Source, Statement, Status

from .values import ANSWER, CITATION, PASSAGE, REFUSED, REPORT, STATUS


def shown(renderable: RenderableType) -> str:
    """What stands in a file that the output is sent to."""
    file = io.StringIO()
    terminal.show(terminal.console(file), renderable)
    return file.getvalue()


def in_a_terminal(renderable: RenderableType, width: int = 40) -> str:
    """What a terminal is sent."""
    file = io.StringIO()
    console = Console(
        file=file, force_terminal=True, width=width, markup=False, highlight=False, emoji=False
    )
    terminal.show(console, renderable)
    return file.getvalue()


HOSTILE = "a\x1b]0;owned\x07b\x9b31mc\rd\u202ee[bold]f[/bold][link=http://x]g :smile:"


def test_nothing_in_a_document_commands_the_terminal() -> None:
    """Escapes, carriage returns, text that runs backwards, and rich's own markup."""
    source = Source(HOSTILE, "d1", url=HOSTILE)
    hostile = replace(CITATION, source=source, quote=HOSTILE)
    answer = replace(ANSWER, statements=(Statement(HOSTILE, (1,)),), citations=(hostile,))
    passage = replace(PASSAGE, source=source, text=HOSTILE)
    report = replace(
        REPORT,
        added=(HOSTILE,),
        failed=(Failure(HOSTILE, HOSTILE),),
        reasons=(HOSTILE,),
        dry_run=True,
    )
    for renderable in (
        answer_output.answer(answer),
        answer_output.answer(replace(REFUSED, closest=(passage,))),
        answer_output.passages([passage]),
        terminal.report(report),
        terminal.status(replace(STATUS, pending=report), Path(HOSTILE)),
        terminal.checks([CheckResult("Documents", "problem", HOSTILE, HOSTILE)]),
    ):
        text = shown(renderable)
        assert "[bold]f[/bold][link=http://x]g :smile:" in text
        assert not set("\x1b\x07\x9b\r\u202e") & set(text)
        coloured = in_a_terminal(renderable, width=400)
        assert "\x1b]" not in coloured
        assert not set("\x07\x9b\r\u202e") & set(coloured)


def test_harmless_text_is_left_alone() -> None:
    text = "tab\tline\nnaïve “日本” 🦉 שלום \u200f"
    assert terminal.escape_control(text) == text
    assert terminal.safe_line(" a\n\t b ") == "a b"


def test_lines_are_wrapped_in_a_terminal_and_nowhere_else() -> None:
    statement = Statement("word " * 40, (1,))
    answer = replace(ANSWER, mode="generative", statements=(statement,))
    assert len(shown(answer_output.answer(answer)).splitlines()[0]) > 200
    assert (
        max(len(line) for line in in_a_terminal(answer_output.passages([PASSAGE])).splitlines())
        < 80
    )


def test_a_report() -> None:
    assert shown(terminal.report(REPORT)).splitlines() == [
        "Generation 3 is live: 7 documents in 12 chunks (0.4 s).",
        "2 added, 1 changed, 0 removed, 4 unchanged.",
        "1 file could not be read:",
        "  broken.pdf: It is damaged.",
    ]


def test_a_preview_lists_the_files_and_the_cost() -> None:
    preview = replace(
        REPORT,
        dry_run=True,
        removed=("d.md",),
        failed=(),
        tokens=1200,
        reasons=("The splitter is new.",),
    )
    head, *lines = shown(terminal.report(preview)).splitlines()
    assert head == (
        "A re-index now: 2 added, 1 changed, 1 removed, 4 unchanged. "
        "The index would then hold 7 documents in 12 chunks. About 1,200 tokens to embed."
    )
    assert lines == [
        "  + a.md",
        "  + b.md",
        "  ~ c.md",
        "  - d.md",
        "The splitter is new.",
    ]


def test_a_status() -> None:
    text = shown(terminal.status(STATUS, Path("data")))
    assert "Indexed     7 documents in 12 chunks\n" in text
    assert "Answers     quoted (no chat model)\n" in text
    assert "On disk     2.3 MB in data\n" in text
    assert "Folder      2 added, 1 changed, 0 removed since; run `footnote index`\n" in text
    assert "; a rollback leads to 2\n" in text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (replace(STATUS, pending=replace(REPORT, added=(), changed=())), "unchanged since"),
        (replace(STATUS, pending=None, problem="There is no folder."), "There is no folder."),
    ],
)
def test_a_status_tells_of_the_folder(status: Status, words: str) -> None:
    assert f"Folder      {words}\n" in shown(terminal.status(status, Path("data")))
