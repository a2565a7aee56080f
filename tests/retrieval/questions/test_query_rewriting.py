"""Follow-up questions take the words that they lack from the questions before them."""

from __future__ import annotations

import pytest

from retrieval import Turn
from retrieval.questions.query_rewriting import carry_over_terms

FEE = Turn("user", "How much is the annual fee?")
SAID = Turn("assistant", "The annual fee is 40 euros. [1]")


@pytest.mark.parametrize(
    ("question", "history", "meant"),
    [
        ("When is it due?", [FEE, SAID], "When is it due? much annual fee"),
        ("And for students?", [FEE, SAID], "And for students? much annual fee"),
        (
            "Who repairs the broken boats in winter?",
            [FEE, SAID],
            "Who repairs the broken boats in winter?",
        ),
        ("When is it due?", [], "When is it due?"),
        ("When is it due?", [SAID], "When is it due?"),
        (
            "And pensioners?",
            [FEE, SAID, Turn("user", "And for students?"), SAID],
            "And pensioners? students much annual fee",
        ),
    ],
)
def test_a_follow_up_is_understood_with_what_was_asked_before(
    question: str, history: list[Turn], meant: str
) -> None:
    assert carry_over_terms(question, history) == meant


def test_what_is_carried_over_is_bounded() -> None:
    long = Turn("user", " ".join(f"word{n}" for n in range(500)))
    assert len(carry_over_terms("And then?", [long] * 50).split()) < 20
