"""Watching the documents folder: what is told, when, and what is not."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import watchfiles

from retrieval import CorpusError
from retrieval.folder_changes import settled_changes

QUIET = 0.05
PATIENCE = 20.0
"""Seconds after which a change that is not told fails the test."""

Change = Callable[[Path], object]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "fees.txt").write_text("The fee is 12 pounds.")
    (folder / "picture.png").write_bytes(b"")
    return folder


@contextmanager
def watching(corpus: Path) -> Iterator[queue.Queue[str]]:
    """Watch in a thread; the queue gets a word for each time it is told of, and for the end."""
    told: queue.Queue[str] = queue.Queue()
    stopped = threading.Event()

    def watch() -> None:
        try:
            for _ in settled_changes(corpus, stopped, quiet=QUIET):
                told.put("changed")
            told.put("ended")
        except CorpusError as error:
            told.put(str(error))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield told
    finally:
        stopped.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def move_in(corpus: Path) -> None:
    folder = corpus.with_name("rules")
    folder.mkdir()
    (folder / "rules.md").write_text("Be kind.")
    folder.rename(corpus / "rules")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda corpus: (corpus / "new.md").write_text("New."), id="a new file"),
        pytest.param(lambda corpus: (corpus / "fees.txt").write_text("Free."), id="a changed file"),
        pytest.param(lambda corpus: (corpus / "fees.txt").unlink(), id="a removed file"),
        pytest.param(
            lambda corpus: (corpus / "fees.txt").rename(corpus / "prices.txt"), id="a renamed file"
        ),
        pytest.param(move_in, id="a folder that is moved there"),
        pytest.param(
            lambda corpus: (corpus / ".footnoteignore").write_text("fees.*"), id="what is ignored"
        ),
    ],
)
def test_the_start_and_each_change_are_told(corpus: Path, change: Change) -> None:
    with watching(corpus) as told:
        assert told.get(timeout=PATIENCE) == "changed"
        change(corpus)
        assert told.get(timeout=PATIENCE) == "changed"
    assert told.get(timeout=PATIENCE) == "ended"
    assert told.empty()


def test_a_folder_that_goes_away_ends_it(corpus: Path) -> None:
    with watching(corpus) as told:
        assert told.get(timeout=PATIENCE) == "changed"
        corpus.rename(corpus.with_name("elsewhere"))
        assert "There is no folder" in told.get(timeout=PATIENCE)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="There is no folder"):
        next(settled_changes(tmp_path / "nowhere", threading.Event()))


def test_a_system_that_watches_no_more_folders_is_told(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(watchfiles, "watch", full)
    with pytest.raises(CorpusError, match="cannot be watched: OS file watch limit reached"):
        next(settled_changes(corpus, threading.Event()))


class Notices:
    """The file system's notices as a test has them come; each step does something and names paths."""

    def __init__(self, corpus: Path, steps: Sequence[tuple[Change, Sequence[str]] | None]) -> None:
        self.corpus = corpus
        self.steps = steps
        self.told: list[int] = []

    def watch(self, *_: object, **__: object) -> Iterator[set[Any]]:
        yield set()
        for step in self.steps:
            if step is None:
                yield set()
            else:
                change, names = step
                change(self.corpus)
                yield {(watchfiles.Change.modified, str(self.corpus / name)) for name in names}

    def run(self, monkeypatch: pytest.MonkeyPatch) -> int:
        """How often changes are told, besides the start."""
        monkeypatch.setattr(watchfiles, "watch", self.watch)
        return sum(1 for _ in settled_changes(self.corpus, threading.Event(), quiet=0)) - 1


def writing(name: str) -> tuple[Change, Sequence[str]]:
    def write(corpus: Path) -> None:
        path = corpus / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(path.read_text() + "more" if path.exists() else "text")

    return write, [name]


def test_many_changes_at_once_are_told_once_and_only_when_it_is_quiet(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    burst = [writing("a.txt"), writing("b.txt"), writing("a.txt")]
    assert Notices(corpus, [*burst]).run(monkeypatch) == 0
    assert Notices(corpus, [*burst, None, None]).run(monkeypatch) == 1
    assert Notices(corpus, [*burst, None, *burst, None]).run(monkeypatch) == 2


def test_what_no_re_index_would_see_is_not_told(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [
        writing("picture.png"),
        writing(".hidden.txt"),
        writing(".git/notes.md"),
        writing("~$letter.docx"),
        (lambda corpus: (corpus / "picture.png").unlink(), ["picture.png"]),
        (lambda corpus: (corpus / "empty").mkdir(exist_ok=True), ["empty"]),
        (lambda corpus: None, ["fees.txt"]),
    ]
    quiet: list[tuple[Change, Sequence[str]] | None] = []
    for step in steps:
        quiet += [step, None]
    assert Notices(corpus, quiet).run(monkeypatch) == 0
    assert Notices(corpus, [*quiet, writing("seen.txt"), None]).run(monkeypatch) == 1


@pytest.mark.parametrize("name", ["server.log", ".git/notes.md"])
def test_what_changes_all_the_time_and_is_no_document_does_not_hide_a_change(
    corpus: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    restless = writing(name)
    steps = [restless, writing("a.txt"), restless, restless]
    assert Notices(corpus, steps).run(monkeypatch) == 1
