"""`footnote watch`: indexes at the start and after each change, and is not put off by a failure."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import retrieval
from retrieval import Library, ModelError
from tests.paths import ROOT

from .conftest import Footnote


def scripted(*acts: Callable[[], object]) -> Callable[..., Iterator[None]]:
    """What is done to the documents between one report and the next."""

    def changes(corpus: Path, stopped: object) -> Iterator[None]:
        yield
        for act in acts:
            act()
            yield

    return changes


def test_each_change_is_indexed_and_reported(
    footnote: Footnote, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = scripted(lambda: (corpus / "new.txt").write_text("Something new."))
    monkeypatch.setattr(retrieval, "settled_changes", changes)
    ended = footnote("watch", "--json")
    assert ended.status == 0
    assert [(row["added"], row["documents"]) for row in ended.rows] == [(2, 2), (1, 3)]


def test_what_fails_is_told_and_the_watching_goes_on(
    footnote: Footnote, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose_all() -> None:
        for path in corpus.iterdir():
            path.unlink()

    def break_model() -> None:
        patch.setattr(Library, "reindex", busy)

    def busy(*_: object, **__: object) -> None:
        patch.undo()
        raise ModelError("The model is busy.")

    def bring_back() -> None:
        (corpus / "fees.md").write_text("The fee is 12 pounds.")
        (corpus / "broken.pdf").write_bytes(b"no PDF")

    patch = pytest.MonkeyPatch()
    monkeypatch.setattr(retrieval, "settled_changes", scripted(lose_all, break_model, bring_back))
    ended = footnote("watch")
    assert ended.status == 0
    assert "This would remove 2 of the 2 documents" in ended.err
    assert "The model is busy. It is tried again after the next change." in ended.err
    assert "Generation 2 is live: 1 document" in ended.out
    assert "broken.pdf: " in ended.out


def test_ctrl_c_in_a_re_index_ends_it_and_leaves_the_index_as_it_was(
    footnote: Footnote, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def add_and_interrupt() -> None:
        (corpus / "new.txt").write_text("Something new.")
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(retrieval, "settled_changes", scripted(add_and_interrupt))
    ended = footnote("watch", "--json")
    assert ended.status == 0
    assert len(ended.rows) == 1
    assert footnote("status", "--json").row["generation"] == 1
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_missing_folder_is_told(footnote: Footnote, tmp_path: Path) -> None:
    ended = footnote("watch", corpus=tmp_path / "nowhere")
    assert ended.status == 2
    assert "There is no folder" in ended.err


def test_in_earnest_until_ctrl_c(corpus: Path, tmp_path: Path) -> None:
    options = ["--corpus", str(corpus), "--data", str(tmp_path / "data"), "watch", "--json"]
    with subprocess.Popen(
        [sys.executable, "-m", "bot", *options],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["added"] == 2
        (corpus / "new.txt").write_text("Something new.")
        assert json.loads(process.stdout.readline())["added"] == 1
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    assert "Traceback" not in err
