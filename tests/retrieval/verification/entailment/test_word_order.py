"""Words say who does what to whom by their order and their prepositions."""

from __future__ import annotations

import pytest

from .follows import follows


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Anna Berger sued Paul Lindt.", "Paul Lindt sued Anna Berger."),
        ("Anna Berger lent Paul Lindt the boat.", "Paul Lindt lent Anna Berger the boat."),
        ("Anna Berger was elected by Paul Lindt.", "Paul Lindt was elected by Anna Berger."),
        ("The choir of Ashford beat Milbury.", "Milbury beat the choir of Ashford."),
        ("Ashford lost to Milbury.", "Milbury lost to Ashford."),
        ("Ashford beat Milbury 3-2.", "Milbury beat Ashford 3-2."),
        ("Anna Berger replaced Paul Lindt.", "Paul Lindt replaced Anna Berger."),
        ("Anna Berger trained the coach.", "The coach trained Anna Berger."),
        ("Anna Berger says Paul Lindt broke it.", "Paul Lindt says Anna Berger broke it."),
    ],
)
def test_names_may_not_change_places(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        (
            "The red boat is faster than the blue boat.",
            "The blue boat is faster than the red boat.",
        ),
        ("The hall is larger than the library.", "The library is larger than the hall."),
        ("More members came in May than in June.", "More members came in June than in May."),
        ("The new boat is fast.", "The new boat is faster."),
        ("The new boat is faster.", "The new boat is fast."),
        ("The new boat is faster.", "The new boat is the fastest."),
        ("The fee is good.", "The fee is better."),
    ],
)
def test_a_comparison_may_not_be_turned_or_dropped(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        (
            "The fair moved because the meadow was wet.",
            "The meadow was wet because the fair moved.",
        ),
        (
            "The fire broke out because the kiln burst.",
            "The kiln burst because the fire broke out.",
        ),
        ("The meadow was wet, so the fair moved.", "The meadow was wet because the fair moved."),
        ("Although it rained, the fair took place.", "The fair took place because it rained."),
        ("The fair took place despite the rain.", "The fair took place because of the rain."),
    ],
)
def test_a_cause_may_not_be_turned(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The library opens before noon.", "The library opens after noon."),
        ("The members voted against the merger.", "The members voted for the merger."),
        ("The path leads over the bridge.", "The path leads under the bridge."),
        ("The choir sang with the orchestra.", "The choir sang for the orchestra."),
        ("The fee was cut to 40 euros.", "The fee was cut by 40 euros."),
        ("The bus goes from Ashford to Milbury.", "The bus goes from Milbury to Ashford."),
        ("The fee rose from 40 to 60 euros.", "The fee rose from 60 to 40 euros."),
        ("The fee is due by 12 May.", "The fee is due on 12 May."),
    ],
)
def test_a_preposition_may_not_be_exchanged(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Anna Berger and Paul Lindt founded the club.", "Anna Lindt founded the club."),
        ("Anna Berger and Paul Lindt founded the club.", "Paul Berger founded the club."),
        (
            "The Ashford Rowing Club and the Milbury Chess Society share it.",
            "The Ashford Chess Society shares it.",
        ),
    ],
)
def test_halves_of_two_names_are_no_name(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    "statement",
    [
        "Anna Berger founded the club in Ashford in 1987.",
        "In 1987, Anna Berger founded the club in Ashford.",
        "Anna Berger founded in 1987 the club in Ashford.",
        "Berger founded the club in Ashford.",
    ],
)
def test_what_a_preposition_binds_may_move(statement: str) -> None:
    assert follows(statement, "Anna Berger founded the club in Ashford in 1987.")
