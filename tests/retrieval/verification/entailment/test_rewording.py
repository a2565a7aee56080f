"""A name and its abbreviation say the same, and so do the passive and the active."""

from __future__ import annotations

import pytest

from retrieval.verification.analysis.analyzer import analyze
from retrieval.verification.entailment.entailment import Evidence, objection

from .follows import follows


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The Riverside Reading Association was founded in 1998.", "The RRA was founded in 1998."),
        ("Members of the Ashford Chess Club pay less.", "Members of the ACC pay less."),
        ("The Ashford Chess Club's hall is cold.", "The ACC's hall is cold."),
    ],
)
def test_an_abbreviation_follows_from_its_name(source: str, statement: str) -> None:
    assert follows(statement, source)


def test_a_name_follows_from_its_abbreviation_only_if_it_stands_above() -> None:
    statement = analyze("The Riverside Reading Association lends tools.", "en")
    source = analyze("The RRA lends tools.", "en")
    heading = analyze("The Riverside Reading Association", "en")
    above = heading.keys
    assert objection(statement, Evidence(source)) is not None
    assert objection(statement, Evidence(source, above)) is None


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("The Riverside Reading Association lends tools.", "The RRB lends tools."),
        ("The reading and riding association lends tools.", "The RRA lends tools."),
        ("The RRA lends tools.", "The Ashford Reading Association lends tools."),
    ],
)
def test_other_initials_are_another_name(source: str, statement: str) -> None:
    assert not follows(statement, source)


@pytest.mark.parametrize(
    ("active", "passive"),
    [
        (
            "The members elected a new treasurer in March.",
            "A new treasurer was elected by the members in March.",
        ),
        ("Anna Berger sold the boat.", "The boat was sold by Anna Berger."),
        ("The coach trained the children.", "The children were trained by the coach."),
        ("The volunteers painted the bridge.", "The bridge was painted by the volunteers."),
    ],
)
def test_the_passive_follows_from_the_active_and_back(active: str, passive: str) -> None:
    assert follows(passive, active)
    assert follows(active, passive)


def test_who_acts_may_be_left_out_of_the_passive() -> None:
    assert follows("The boat was sold.", "The boat was sold by Anna Berger.")


@pytest.mark.parametrize(
    ("source", "statement"),
    [
        ("Anna Berger sued Paul Lindt.", "Anna Berger was sued by Paul Lindt."),
        ("Anna Berger was sued by Paul Lindt.", "Anna Berger sued Paul Lindt."),
        ("The coach was trained by the children.", "The coach trains the children."),
        ("The boat was not sold by Anna Berger.", "Anna Berger sold the boat."),
        ("The boat was probably sold by Anna Berger.", "Anna Berger sold the boat."),
        ("The boat was sold by Anna Berger's brother.", "Anna Berger sold the boat."),
    ],
)
def test_who_acts_and_who_suffers_may_not_be_exchanged(source: str, statement: str) -> None:
    assert not follows(statement, source)
