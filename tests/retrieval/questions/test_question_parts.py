"""A message that asks several things is answered part by part."""

from __future__ import annotations

import pytest

from retrieval.questions.question_parts import question_parts


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        (
            "who chairs the board and where does the treasurer keep the receipts",
            ("who chairs the board", "where does the treasurer keep the receipts"),
        ),
        (
            "When does the pool open? Is there a sauna beside the ladies' lockers?",
            ("When does the pool open?", "Is there a sauna beside the ladies' lockers?"),
        ),
    ],
)
def test_questions_that_are_joined_are_taken_apart(message: str, parts: tuple[str, ...]) -> None:
    assert question_parts(message) == parts


def test_a_part_takes_over_what_it_leaves_unsaid() -> None:
    first, second = question_parts("how much is a season ticket and how many can I buy")
    assert first == "how much is a season ticket"
    assert second.startswith("how many can I buy")
    assert {"season", "ticket"} <= set(second.split())
    _, second = question_parts("what does the trailer cost and when is it free")
    assert "trailer" in second


@pytest.mark.parametrize(
    "message",
    [
        "how much is a ticket",
        "salt and pepper",
        "do you know what the fee is and how it is paid?" * 3,
        "what are the rules for dogs and cats",
        "where do I find bread and butter and who",
        "",
    ],
)
def test_other_messages_are_one_question(message: str) -> None:
    assert question_parts(message) == (message,)
