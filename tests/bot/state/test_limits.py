"""How much may be asked, and when one may ask again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.state.limits import Cooldown, QuestionLimit, TokenBudget, duration
from bot.state.over_limit import OverLimitError


class TestQuestionLimit:
    def test_a_person_may_ask_so_often_in_a_window(self) -> None:
        limit = QuestionLimit(per_person=2, window=60.0)
        limit.count(1, 0.0)
        limit.count(1, 10.0)

        with pytest.raises(OverLimitError, match="again in 40 seconds"):
            limit.count(1, 20.0)
        limit.count(2, 20.0)
        limit.count(1, 61.0)

    def test_the_window_and_the_number_are_named(self) -> None:
        limit = QuestionLimit(per_person=2, window=300.0)
        limit.count(1, 0.0)
        limit.count(1, 0.0)
        said = r"You have asked 2 questions in 5 minutes. Please ask again in 1 second\."
        with pytest.raises(OverLimitError, match=said):
            limit.count(1, 299.9)
        limit.count(1, 300.0)

    def test_who_has_not_asked_for_long_is_forgotten(self) -> None:
        limit = QuestionLimit(per_person=2, window=60.0)
        for person in range(1_100):
            limit.count(person, float(person))
        assert len(limit._asked) < 1_000

    @pytest.mark.parametrize(
        ("seconds", "said"),
        [
            (0.2, "1 second"),
            (1.1, "2 seconds"),
            (59, "59 seconds"),
            (119, "119 seconds"),
            (120, "2 minutes"),
            (300, "5 minutes"),
            (301, "6 minutes"),
            (7199, "120 minutes"),
            (7200, "2 hours"),
            (7201, "3 hours"),
        ],
    )
    def test_durations_are_rounded_up(self, seconds: float, said: str) -> None:
        assert duration(seconds) == said


class TestTokenBudget:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def test_a_day_of_utc_has_so_many(self) -> None:
        tokens = TokenBudget(per_day=100)
        tokens.spend(99, self.noon)
        tokens.check(self.noon)
        tokens.spend(1, self.noon)

        with pytest.raises(OverLimitError, match="again in 12 hours"):
            tokens.check(self.noon)
        with pytest.raises(OverLimitError, match="again in 30 minutes"):
            tokens.check(self.noon.replace(hour=23, minute=30))
        tokens.check(self.noon.replace(day=2, hour=0))

    def test_a_budget_begins_with_none_spent(self) -> None:
        tokens = TokenBudget(per_day=1)
        tokens.check(self.noon)
        assert tokens.spent(self.noon) == 0
        tokens.spend(1, self.noon)
        with pytest.raises(OverLimitError, match=r"language model .* in 1 second"):
            tokens.check(self.noon.replace(hour=23, minute=59, second=59))

    def test_without_a_limit_they_are_counted_all_the_same(self) -> None:
        tokens = TokenBudget(per_day=0)
        tokens.spend(10**9, self.noon)
        tokens.check(self.noon)
        assert tokens.spent(self.noon) == 10**9


def test_what_was_said_lately_is_not_due_again_in_the_same_place() -> None:
    cooldown = Cooldown(60.0)

    assert [cooldown.is_due(1, now) for now in (0.0, 1.0, 59.9, 60.0, 61.0)] == [
        *(True, False, False, True, False)
    ]
    assert cooldown.is_due(2, 61.0)
