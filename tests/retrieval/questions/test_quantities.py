"""Whether a number fits what a text says of numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.questions.quantities import conditions, fit, numbers


def test_numbers_stand_in_figures_or_in_words() -> None:
    assert numbers("im 17 and have two dogs, paid £1,250.50") == [17, 2, 1250.5]
    assert numbers("at 18:30 in room B12") == []


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("Between 3 and 9 years: 6 hours", 5, 10),
        ("From 16 to 17 a parent signs.", 17, 18),
        ("Ages 8-12", 10, 13),
        ("15+ years", 20, 14),
        ("Members must be 16 or older.", 16, 15),
        ("Seniors (65 and over)", 70, 64),
        ("Any expense exceeding $75 needs a receipt.", 90, 60),
        ("Fewer than three bookings", 2, 4),
        ("Up to 20 guests", 12, 21),
        ("over 1,000 members", 1500, 900),
    ],
)
def test_a_number_fits_a_range_or_a_bound(text: str, inside: float, outside: float) -> None:
    assert fit([inside], text) == 1
    assert fit([outside], text) == -1


def test_where_no_number_is_asked_about_or_bounded_nothing_fits_or_fails() -> None:
    assert fit([], "Up to 20 guests") == 0
    assert fit([5], "The door is red.") == 0


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(each.low <= each.high for each in conditions(text))
