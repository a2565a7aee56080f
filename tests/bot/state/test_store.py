"""What is kept of answers between restarts, and what is forgotten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bot.state.store import FILE_NAME, AnswerRecord, SourceReference, Store
from retrieval import NewerVersionError
from tests.bot.feedback import opinions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FIRST_VERSION = """
CREATE TABLE answers (
    id INTEGER PRIMARY KEY AUTOINCREMENT, asked_at REAL NOT NULL, server INTEGER,
    asker INTEGER NOT NULL, question TEXT NOT NULL, mode TEXT NOT NULL, answered INTEGER NOT NULL
) STRICT;
CREATE INDEX answers_by_time ON answers (asked_at);
CREATE TABLE sources (
    answer INTEGER NOT NULL REFERENCES answers ON DELETE CASCADE, number INTEGER NOT NULL,
    source TEXT NOT NULL, digest TEXT NOT NULL, start INTEGER NOT NULL, stop INTEGER NOT NULL,
    PRIMARY KEY (answer, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE feedback (
    answer INTEGER NOT NULL REFERENCES answers ON DELETE CASCADE, person INTEGER NOT NULL,
    helpful INTEGER NOT NULL, reason TEXT, given_at REAL NOT NULL, PRIMARY KEY (answer, person)
) STRICT, WITHOUT ROWID;
INSERT INTO answers (asked_at, asker, question, mode, answered) VALUES (1.0, 2, 'When?', 'x', 1);
INSERT INTO sources VALUES (1, 1, 'a.md', 'd', 3, 9);
INSERT INTO feedback VALUES (1, 5, 1, NULL, 1.0);
"""


def found(folder: Path, *words: str) -> set[str]:
    """Those of the words that stand in any file of a folder."""
    files = [path.read_bytes() for path in folder.iterdir()]
    return {word for word in words if any(word.encode() in content for content in files)}


class TestStore:
    asked = AnswerRecord(
        server=1,
        channel=7,
        asker=2,
        question="When?",
        mode="extractive",
        answered=True,
        sources=(SourceReference(1, "a.md", "d", 3, 9),),
    )

    def test_sources_outlive_a_restart(self, tmp_path: Path) -> None:
        with Store.open(tmp_path / "new") as store:
            first, second = store.keep(self.asked), store.keep(self.asked)
        with Store.open(tmp_path / "new") as store:
            assert first != second
            assert store.source(first, 1) == self.asked.sources[0]
            assert store.source(first, 2) is None

    def test_what_is_old_is_forgotten_with_its_feedback(self, tmp_path: Path) -> None:
        with Store.open(tmp_path) as store:
            answer = store.keep(self.asked)
            assert store.rate(answer, 5, helpful=True)
            assert store.forget(days=1) == 0
            assert store.forget(days=-1) == 1
            assert store.source(answer, 1) is None
            assert opinions(tmp_path, answer) == {}
            assert not store.rate(answer, 5, helpful=False)

    def test_an_id_tells_nothing_of_other_ids(self, tmp_path: Path) -> None:
        with Store.open(tmp_path) as store:
            ids = [store.keep(self.asked) for _ in range(20)]
        steps = [later - earlier for earlier, later in pairwise(ids)]
        assert all(abs(step) > 1 << 32 for step in steps)

    def test_what_a_person_asked_said_and_wanted_is_forgotten_and_the_sources_are_kept(
        self, tmp_path: Path
    ) -> None:
        with Store.open(tmp_path) as store:
            mine = store.keep(replace(self.asked, question="When does the heron nest?"))
            other = store.keep(replace(self.asked, asker=3, question="Where is the library?"))
            store.rate(mine, 3, helpful=True)
            store.rate(other, 2, helpful=False, reason="It moved to Harbour Street.")

            assert store.forget_person(2) == (1, 1)

            assert store.forget_person(2) == (0, 0)
            assert opinions(tmp_path, mine) == {3: (True, None)}
            assert opinions(tmp_path, other) == {}
            assert store.source(mine, 1) == self.asked.sources[0]
            assert found(tmp_path, "library", "heron", "Harbour") == {"library"}

    @pytest.mark.parametrize(
        "forget", [partial(Store.forget, days=-1), partial(Store.forget_person, person=2)]
    )
    def test_what_is_forgotten_stands_nowhere_in_the_file_or_its_log(
        self, tmp_path: Path, forget: Callable[[Store], object]
    ) -> None:
        with Store.open(tmp_path) as store:
            for number in range(60):
                answer = store.keep(replace(self.asked, question=f"Question {number} on herons"))
                store.rate(answer, 2, helpful=False, reason="Not about kingfishers.")
            assert found(tmp_path, "heron", "kingfisher") == {"heron", "kingfisher"}

            forget(store)

            assert found(tmp_path, "heron", "kingfisher") == set()

    def test_the_answers_of_the_first_version_are_taken_over(self, tmp_path: Path) -> None:
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as old:
            old.executescript(FIRST_VERSION)

        with Store.open(tmp_path) as store:
            assert store.source(1, 1) is None
            assert opinions(tmp_path, 1) == {5: (True, None)}
            store.rate(1, 6, helpful=False)
            assert store.forget(days=1) == 1
            assert opinions(tmp_path, 1) == {}

    def test_a_copy_of_an_older_version_goes_when_somebody_is_forgotten(
        self, tmp_path: Path
    ) -> None:
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as old:
            old.executescript(FIRST_VERSION)
        with Store.open(tmp_path) as store:
            assert found(tmp_path, "When?") == {"When?"}
            copies = list(tmp_path.glob(f"{FILE_NAME}.version-0"))
            assert len(copies) == 1
            store.forget(days=100_000)
            assert copies[0].exists(), "for a week"
            store.forget_person(2)
            assert not copies[0].exists()
            assert found(tmp_path, "When?") == set()

    def test_what_a_newer_version_has_made_is_refused_and_left_as_it_is(
        self, tmp_path: Path
    ) -> None:
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as newer:
            newer.executescript("CREATE TABLE answers (id); PRAGMA user_version = 99;")
        with pytest.raises(NewerVersionError, match="Update"):
            Store.open(tmp_path)
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as newer:
            assert newer.execute("PRAGMA user_version").fetchone() == (99,)

    def test_the_tokens_of_a_day_add_up_and_those_of_earlier_days_are_forgotten(
        self, tmp_path: Path
    ) -> None:
        first, second = date(2026, 3, 1), date(2026, 3, 2)
        with Store.open(tmp_path) as store:
            store.spend(first, 10)
            store.spend(first, 5)
        with Store.open(tmp_path) as store:
            assert store.spent(first) == 15
            store.spend(second, 3)
            assert (store.spent(first), store.spent(second)) == (0, 3)

    def test_a_reason_stays_until_the_mind_is_changed(self, tmp_path: Path) -> None:
        with Store.open(tmp_path) as store:
            answer = store.keep(self.asked)
            store.rate(answer, 5, helpful=False, reason="Wrong page.")
            store.rate(answer, 5, helpful=False)
            assert opinions(tmp_path, answer) == {5: (False, "Wrong page.")}
            store.rate(answer, 5, helpful=True)
            assert opinions(tmp_path, answer) == {5: (True, None)}
