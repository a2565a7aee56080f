"""Progress as a person sees it: a bar with the time left, or lines in a file."""

from __future__ import annotations

import io
import time
from typing import get_args, get_type_hints

import pytest
from rich.console import Console

from bot.cli.output import progress_display, terminal
from bot.cli.output.progress_display import TimeLeft
from bot.stage_labels import STAGE_LABELS
from retrieval import Progress

SLACK = 0.9
"""Part of a second that may go by within a test."""


def seconds_until(left: TimeLeft) -> float:
    return left.moment - time.monotonic()


def test_every_stage_of_a_re_index_has_a_name() -> None:
    assert set(STAGE_LABELS) == set(get_args(get_type_hints(Progress)["stage"]))


def test_progress_is_a_bar_in_a_terminal() -> None:
    file = io.StringIO()
    console = Console(file=file, force_terminal=True, width=100)
    with progress_display.indexing(console) as show:
        show(Progress("scan"))
        show(Progress("index", 312, 1_200, chunks=4_100, share=0.25, seconds_left=69.9 + SLACK))
    assert "Done " in file.getvalue()
    assert "312 of 1,200 files, 4,100 chunks" in file.getvalue()
    assert "1:10 left" in file.getvalue() or "1:11 left" in file.getvalue()
    assert "━" in file.getvalue()


def test_no_time_stands_there_that_nobody_knows() -> None:
    file = io.StringIO()
    with progress_display.indexing(Console(file=file, force_terminal=True, width=100)) as show:
        show(Progress("index", 1, 2, share=0.5, seconds_left=9.0))
        show(Progress("commit", 2, 2, share=1.0))
    assert "left" not in file.getvalue().splitlines()[-1]


def test_progress_is_a_line_a_quarter_elsewhere() -> None:
    file = io.StringIO()
    with progress_display.indexing(terminal.console(file)) as show:
        show(Progress("scan"))
        for done in range(100):
            show(Progress("index", done, 100, chunks=done, share=done / 100))
        show(Progress("commit", 100, 100, chunks=100, share=1.0))
    assert file.getvalue().splitlines() == [
        "Looking for files",
        "Indexing: 0 of 100 files, 0 chunks",
        "Indexing: 25 of 100 files, 25 chunks",
        "Indexing: 50 of 100 files, 50 chunks",
        "Indexing: 75 of 100 files, 75 chunks",
        "Making it live: 100 of 100 files, 100 chunks",
    ]


def test_no_line_is_said_twice() -> None:
    file = io.StringIO()
    with progress_display.indexing(terminal.console(file)) as show:
        for share in (0.0, 0.3, 0.6):
            show(Progress("index", 0, 2, share=share))
    assert file.getvalue() == "Indexing: 0 of 2 files, 0 chunks\n"


def test_questions_are_counted_too() -> None:
    file = io.StringIO()
    with progress_display.counting(terminal.console(file)) as count:
        for done in range(5):
            count("Asking", done, 4, "questions")
    assert file.getvalue().splitlines() == [f"Asking: {done} of 4 questions" for done in range(5)]


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-3.0, "0:01 left"),
        (4.5, "0:05 left"),
        (65.5, "1:06 left"),
        (605.5, "10:06 left"),
        (3_723.5, "1:02:04 left"),
    ],
)
def test_the_time_left_in_words(
    seconds: float, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "monotonic", lambda: 1_000.0)
    assert str(TimeLeft(1_000.0 + seconds)) == words


@pytest.mark.parametrize(
    ("estimate", "told"),
    [(80.0, 80.0), (104.0, 100.0), (150.0, 150.0)],
    ids=["an earlier end", "one that is hardly later", "one that is much later"],
)
def test_a_time_that_is_told_rises_for_a_good_reason_only(estimate: float, told: float) -> None:
    now = time.monotonic()
    left = TimeLeft(now + 100.0).corrected(now + estimate)
    assert seconds_until(left) == pytest.approx(told, abs=SLACK)
