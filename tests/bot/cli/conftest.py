"""The command line run in this process, on a small folder of documents."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli.main import main

FEES = """\
# Fees

The yearly fee is 12 pounds. It is due on the first of May.

## Exceptions

Students pay nothing. “Friends of the library” pay half — whatever their age.
"""
HOURS = "The library opens at nine in the morning.\r\nIt closes at eight in the evening.\r\n"


@dataclass(frozen=True)
class Ended:
    """How a run of the command line ended."""

    status: int
    out: str
    err: str

    @property
    def row(self) -> dict[str, Any]:
        """The one line of JSON on standard output."""
        (row,) = self.rows
        return row

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The lines of JSON on standard output."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def sentence(self) -> str:
        """The one line on standard error, when that and nothing else was written."""
        assert self.out == ""
        assert "Traceback" not in self.err
        (line,) = self.err.splitlines()
        assert line.startswith("footnote: ")
        return line.removeprefix("footnote: ")


Footnote = Callable[..., Ended]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with two documents."""
    return write_corpus(tmp_path / "corpus")


@pytest.fixture
def footnote(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Footnote:
    """Runs the command line on `corpus`, with an index of its own."""

    def run(*words: str, corpus: Path = corpus, data: Path = tmp_path / "data") -> Ended:
        return _run(capsys, ["--corpus", str(corpus), "--data", str(data), *words])

    return run


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The options that name the two documents and an index of them, for tests that change neither."""
    folder = tmp_path_factory.mktemp("indexed")
    options = ["--corpus", str(write_corpus(folder / "corpus")), "--data", str(folder / "data")]
    assert main([*options, "index"]) == 0
    return options


@pytest.fixture
def asking(indexed: list[str], capsys: pytest.CaptureFixture[str]) -> Footnote:
    """Runs the command line on the index that is there already."""
    return lambda *words: _run(capsys, [*indexed, *words])


def _run(capsys: pytest.CaptureFixture[str], words: list[str]) -> Ended:
    capsys.readouterr()
    status = main(words)
    out, err = capsys.readouterr()
    return Ended(status, out, err)


def write_corpus(folder: Path) -> Path:
    """Write the two documents into a new folder."""
    folder.mkdir()
    (folder / "fees.md").write_bytes(FEES.encode())
    (folder / "hours.txt").write_bytes(HOURS.encode())
    return folder
