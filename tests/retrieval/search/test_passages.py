"""How scored chunks become passages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.search.passages import FIRST_LOOK, Scored, ScoredSpan, merge_touching
from retrieval.types import Span


def chunk(document: int, ordinal: int, score: float, size: int = 300) -> Scored:
    start = ordinal * (size + 1)
    return Scored(document, ordinal, Span(start, start + size), score)


def test_chunks_that_touch_are_one_stretch_with_the_best_score() -> None:
    found = merge_touching([chunk(1, 4, 0.5), chunk(1, 3, 0.9), chunk(1, 5, 0.7)], 10)
    assert found == [ScoredSpan(1, Span(903, 1805), 0.9)]


def test_chunks_of_different_documents_or_apart_stay_apart_best_first() -> None:
    found = merge_touching([chunk(1, 1, 0.2), chunk(2, 2, 0.9), chunk(1, 3, 0.5)], 10)
    assert [(stretch.document, stretch.score) for stretch in found] == [
        (2, 0.9),
        (1, 0.5),
        (1, 0.2),
    ]


def test_nothing_scored_is_nothing_found() -> None:
    assert merge_touching([], 10) == []
    assert merge_touching([chunk(1, 1, 0.5)], 0) == []


def test_one_chunk_longer_than_the_first_look_is_returned() -> None:
    assert len(merge_touching([chunk(1, 0, 0.5, FIRST_LOOK + 1)], 10)) == 1


def test_beyond_the_first_look_chunks_are_not_merged_into_it() -> None:
    """Thirteen chunks fill the first look; the rest of the document is weaker."""
    strong = [chunk(1, ordinal, 0.9) for ordinal in range(13)]
    weak = [chunk(1, ordinal, 0.5) for ordinal in range(13, 17)]
    found = merge_touching([*strong, *weak], 10)
    assert [stretch.span for stretch in found] == [
        Span(0, strong[-1].span.end),
        weak[1].span,
        weak[3].span,
    ]


@given(
    st.dictionaries(st.tuples(st.integers(1, 3), st.integers(0, 30)), st.floats(0, 1), max_size=60),
    st.integers(1, 30),
    st.integers(1, 1500),
)
def test_no_two_stretches_touch_and_the_best_chunk_is_in_the_first(
    scores: dict[tuple[int, int], float], limit: int, size: int
) -> None:
    chunks = [chunk(*location, score, size) for location, score in scores.items()]
    found = merge_touching(chunks, limit)

    assert len(found) <= limit
    assert bool(found) == bool(chunks)
    covered = [
        (stretch.document, ordinal)
        for stretch in found
        for ordinal in range(stretch.span.start // (size + 1), stretch.span.end // (size + 1) + 1)
    ]
    assert len(covered) == len(set(covered))
    assert set(covered) <= set(scores)
    starts = {(stretch.document, stretch.span.start) for stretch in found}
    assert not starts & {(stretch.document, stretch.span.end + 1) for stretch in found}
    if found:
        assert found[0].score == max(scores.values())
