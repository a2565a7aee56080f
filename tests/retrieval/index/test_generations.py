"""Asking while the index is made anew: every answer is wholly from one generation."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import pytest

from retrieval import Library, Progress
from retrieval.index.catalog import Catalog
from tests.crash import ANIMALS, text_of
from tests.folders import LONG_AGO, Folder

pytest_plugins = ("tests.stores",)

EDITIONS = 3
ASKING = 2
PATIENCE = 30.0
"""Seconds after which a question that does not end fails the test."""


class Askers:
    """Threads that ask without a pause, and note from which editions each answer was made."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.seen: list[set[str]] = []
        self._stop = threading.Event()
        self._asked = threading.Condition()

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Ask as long as the block runs. A question that failed fails it too."""
        with ThreadPoolExecutor(ASKING) as threads:
            asked = [threads.submit(self._ask) for _ in range(ASKING)]
            try:
                yield
            finally:
                self._stop.set()
        for each in asked:
            each.result()

    def _ask(self) -> None:
        number = 0
        while not self._stop.is_set():
            animal = ANIMALS[number % len(ANIMALS)]
            seen = self._answered(f"How many things did the {animal} count?", number)
            with self._asked:
                self.seen.append(seen)
                self._asked.notify_all()
            number += 1

    def _answered(self, question: str, number: int) -> set[str]:
        if number % 2:
            texts = [passage.text for passage in self.library.search(question)]
        else:
            answer = self.library.ask(question)
            texts = [citation.quote for citation in answer.citations]
            texts += [passage.text for passage in answer.closest]
        return {edition for text in texts for edition in re.findall(r"edition (\d+)", text)}

    def wait_for_questions(self) -> None:
        """Wait until every thread has asked a question from its beginning to its end."""
        with self._asked:
            enough = len(self.seen) + 2 * ASKING
            asked = self._asked.wait_for(lambda: len(self.seen) >= enough, PATIENCE)
        assert asked, "the questions wait for the re-index, or failed"


def meanwhile(askers: Askers) -> Callable[[Progress], None]:
    """At each stage of a re-index, hold it up until questions were asked."""
    stages: set[str] = set()

    def tell(now: Progress) -> None:
        if now.stage not in stages or now.done == now.total // 2:
            stages.add(now.stage)
            askers.wait_for_questions()

    return tell


def write(folder: Folder, edition: int) -> None:
    for animal in ANIMALS:
        folder.write(f"{animal}.txt", text_of(animal, edition), changed=LONG_AGO + edition)


def test_every_answer_is_wholly_from_one_edition(
    empty_folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "retrieval.index.indexer.CHUNKS_PER_BATCH", 20
    )  # so that it goes in several steps
    folder = empty_folder
    write(folder, 1)
    with folder.library() as library:
        library.reindex()
        askers = Askers(library)
        with askers.asking():
            for edition in range(2, EDITIONS + 1):
                write(folder, edition)
                assert len(library.reindex(progress=meanwhile(askers)).changed) == len(ANIMALS)
            library.rollback()
            askers.wait_for_questions()
    assert all(len(seen) == 1 for seen in askers.seen), "an answer of two generations, or of none"
    assert set.union(*askers.seen) == {str(edition) for edition in range(1, EDITIONS + 1)}
    assert askers.seen[-1] == {str(EDITIONS - 1)}


def test_a_question_that_takes_long_does_not_hold_up_a_re_index(
    empty_folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.index.catalog.writing.CHECKPOINT_TIMEOUT", 0.01)
    folder = empty_folder
    log = folder.data / "catalog.sqlite3-wal"
    write(folder, 1)
    with folder.library() as library:
        library.reindex()
        with closing(Catalog(folder.data)) as other, other.snapshot() as asking:
            write(folder, 2)
            library.reindex()
            assert asking.live is not None
            assert asking.live.id == 1
            assert library.status().generation == 2
            assert log.stat().st_size > 0
        library.reindex()
        assert log.stat().st_size == 0, "what was deleted is not left in SQLite's log either"
