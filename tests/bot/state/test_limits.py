"""How much may be asked, and when one may ask again."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.state.limits import Limits, OverLimitError, TokenBudget, duration


def limits(**fields: Any) -> Limits:
    values = {"per_person": 2, "window": 60.0, "per_server": 2, "at_once": 3}
    return Limits(**(values | fields))


class TestLimits:
    def test_a_person_may_ask_so_often_in_a_window(self) -> None:
        counted = limits()
        for now in (0.0, 10.0):
            with counted.admit(1, None, now):
                pass

        with (
            pytest.raises(OverLimitError, match="again in 40 seconds"),
            counted.admit(1, None, 20.0),
        ):
            pass
        with counted.admit(2, None, 20.0), counted.admit(1, None, 61.0):
            assert counted.in_progress == 2
        assert counted.in_progress == 0

    def test_answers_in_progress_are_bounded_for_each_server_and_in_all(self) -> None:
        counted = limits(per_person=9)
        with ExitStack() as under_way:
            under_way.enter_context(counted.admit(1, 7, 0))
            under_way.enter_context(counted.admit(2, 7, 0))
            with pytest.raises(OverLimitError, match="in this server"), counted.admit(3, 7, 0):
                pass
            under_way.enter_context(counted.admit(3, 8, 0))
            with pytest.raises(OverLimitError, match="right now"), counted.admit(4, None, 0):
                pass

    def test_the_window_and_the_number_are_named(self) -> None:
        counted = limits(window=300.0)
        for _ in range(2):
            with counted.admit(1, None, 0.0):
                pass
        said = r"You have asked 2 questions in 5 minutes. Please ask again in 1 second\."
        with pytest.raises(OverLimitError, match=said), counted.admit(1, None, 299.9):
            pass
        with counted.admit(1, None, 300.0):
            pass

    def test_a_refused_question_is_not_counted_against_its_asker(self) -> None:
        counted = limits(per_person=1, at_once=1)
        with (
            counted.admit(1, None, 0),
            pytest.raises(OverLimitError),
            counted.admit(2, None, 0),
        ):
            pass
        with counted.admit(2, None, 1):
            pass

    def test_who_has_not_asked_for_long_is_forgotten(self) -> None:
        counted = limits()
        for person in range(1_100):
            with counted.admit(person, None, float(person)):
                pass
        assert len(counted._asked) < 1_000

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
