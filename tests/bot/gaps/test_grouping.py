"""Which questions are put together."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest

from bot.gaps.grouping import group
from retrieval import Library

from .paraphrases import GROUPS


def pairs(groups: list[list[str]]) -> set[frozenset[str]]:
    """Every two questions that are in one group."""
    return {frozenset(pair) for each in groups for pair in combinations(each, 2)}


@pytest.mark.parametrize("order", range(5))
def test_paraphrases_come_together_whatever_the_order(order: int) -> None:
    questions = [question for each in GROUPS for question in each]
    random.Random(order).shuffle(questions)

    found = group(Library.embed_questions(questions))

    wanted = pairs([list(each) for each in GROUPS])
    together = pairs([[questions[row] for row in each.rows] for each in found])
    assert len(together & wanted) / len(together) > 0.7  # precision
    assert len(together & wanted) / len(wanted) > 0.75  # recall
    assert sorted(row for each in found for row in each.rows) == list(range(len(questions)))


def test_a_group_stays_as_it_is_when_questions_are_added() -> None:
    first = ["How do I reset my password?", "Who is the treasurer?", "password reset"]
    later = [*first, "What is the capital of Peru?", "Where can I change my password?"]

    before, after = (group(Library.embed_questions(each)) for each in (first, later))

    assert [each.rows for each in before] == [(0, 2), (1,)]
    assert [each.rows for each in after] == [(0, 2, 4), (1,), (3,)]


def test_the_typical_question_is_the_one_nearest_to_the_middle() -> None:
    angles = np.array([0.0, 0.3, 0.5], np.float32)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1)

    [only] = group(vectors)

    assert only.typical == 1


def test_a_question_without_words_is_alone() -> None:
    assert [each.rows for each in group(np.zeros((2, 3), np.float32))] == [(0,), (1,)]


def test_none_is_no_group() -> None:
    assert group(np.zeros((0, 3), np.float32)) == []
