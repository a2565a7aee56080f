"""What make does, with a stand-in for what it installs: it never takes an index away."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.paths import ROOT

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")

HANDBOOK = "How can I be sure that a quote stands in the document?"


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """An environment that is ready; its footnote prints what it is asked, a line for each command."""
    programs = tmp_path / "environment" / "bin"
    programs.mkdir(parents=True)
    for name in ("python", "footnote"):
        program = programs / name
        program.write_text('#!/bin/sh\nprintf "%s|" "$@"; echo\n', encoding="utf-8")
        program.chmod(0o755)
    (programs.parent / "ready").touch()
    return programs.parent


def make(*words: str, folder: Path = ROOT) -> list[str]:
    done = subprocess.run(
        ["make", "--no-print-directory", "-C", folder, *words],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], ""),
        (["CORPUS=~/my papers"], "--corpus|~/my papers|"),
        (["DATA=/srv/index"], "--data|/srv/index|"),
        (["CORPUS=papers", "DATA=index of $$5"], "--corpus|papers|--data|index of $5|"),
    ],
)
def test_an_answer_comes_from_the_index_that_footnote_itself_would_use(
    environment: Path, words: list[str], options: str
) -> None:
    printed = make("ask", f"VENV={environment}", *words)

    assert printed[0] == f"{options}index|"
    assert printed[-1] == f"{options}ask|--|{HANDBOOK}|"


def test_cleaning_leaves_every_index(tmp_path: Path) -> None:
    """Earlier versions put one into build."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    kept = [tmp_path / "data" / "catalog.sqlite3", tmp_path / "build" / "index-1" / "lock"]
    made = [tmp_path / "build" / "lib" / "a.py", tmp_path / ".venv" / "ready"]
    for path in (*kept, *made, *(tmp_path / name / "a" for name in ("bot", "retrieval", "tests"))):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    make("clean", folder=tmp_path)

    assert all(path.exists() for path in kept)
    assert not any(path.exists() for path in made)
