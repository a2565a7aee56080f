"""What the measures of retrieval mean, on examples small enough to count by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.evaluation import match_passages

from .values import gold, passage


def test_recall_precision_and_iou_count_characters() -> None:
    found = match_passages([passage(0, 40), passage(90, 100)], [gold(30, 50), gold(95, 115)], 1000)
    assert found.recall == 15 / 40
    assert found.precision == 15 / 50
    assert found.iou == 15 / (50 + 25)
    assert found.rank == 1


def test_characters_returned_twice_cost_twice_and_gold_marked_twice_counts_once() -> None:
    found = match_passages([passage(0, 10), passage(0, 10)], [gold(0, 5), gold(0, 5)], 1000)
    assert (found.recall, found.precision, found.iou) == (1.0, 5 / 20, 5 / 20)


def test_gold_of_another_source_is_not_covered() -> None:
    found = match_passages([passage(0, 10, "b.txt")], [gold(0, 5)], 1000)
    assert (found.recall, found.precision, found.iou, found.rank) == (0, 0, 0, None)


@pytest.mark.parametrize(
    ("budget", "recall"), [(1, 0.25), (10, 0.25), (19, 0.25), (20, 0.5), (40, 1.0), (999, 1.0)]
)
def test_passages_count_as_long_as_they_fit_and_the_first_always(
    budget: int, recall: float
) -> None:
    passages = [passage(start, start + 10) for start in range(0, 40, 10)]
    assert match_passages(passages, [gold(0, 40)], budget).recall == recall


def test_the_rank_is_taken_from_all_passages() -> None:
    assert (
        match_passages([passage(0, 10), passage(10, 20), passage(20, 30)], [gold(25, 26)], 10).rank
        == 3
    )


def test_nothing_found_scores_nothing() -> None:
    found = match_passages([], [gold(0, 5)], 1000)
    assert (found.recall, found.precision, found.iou, found.rank) == (0, 0, 0, None)


SPANS = st.lists(
    st.tuples(st.integers(0, 99), st.integers(1, 30)).map(lambda one: (one[0], one[0] + one[1])),
    min_size=1,
    max_size=5,
)


@given(SPANS, SPANS, st.integers(1, 200))
def test_measures_stay_between_0_and_1_and_iou_is_the_lowest(
    found: list[tuple[int, int]], wanted: list[tuple[int, int]], budget: int
) -> None:
    scored = match_passages(
        [passage(*one) for one in found], [gold(*one) for one in wanted], budget
    )
    assert 0 <= scored.iou <= min(scored.recall, scored.precision) <= 1
    assert (scored.recall > 0) <= (scored.rank is not None)
