"""What is kept of answers between restarts, and what is forgotten."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.state.store import AnswerRecord, SourceReference, Store
from tests.bot.feedback import opinions

if TYPE_CHECKING:
    from pathlib import Path


class TestStore:
    asked = AnswerRecord(
        server=1,
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

    def test_an_id_is_never_used_again(self, tmp_path: Path) -> None:
        with Store.open(tmp_path) as store:
            first = store.keep(self.asked)
            store.forget(days=-1)
            assert store.keep(self.asked) > first

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
