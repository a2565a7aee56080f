"""How scored chunks become passages."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from retrieval.search.passages import MERGED_CHARACTERS, ScoredSpan, merge_touching
from retrieval.types import Span


def chunk(document: int, ordinal: int, score: float, size: int = 300) -> ScoredSpan:
    start = ordinal * (size + 1)
    return ScoredSpan(document, ordinal, ordinal, Span(start, start + size), score)


def merged(chunks: Sequence[ScoredSpan], limit: int) -> list[ScoredSpan]:
    ranked = sorted(chunks, key=lambda chunk: (-chunk.score, chunk.document, chunk.first))
    return merge_touching(ranked, limit)


def test_chunks_that_touch_are_one_span_with_the_best_score() -> None:
    found = merged([chunk(1, 4, 0.5), chunk(1, 3, 0.9), chunk(1, 5, 0.7)], 10)
    assert found == [ScoredSpan(1, 3, 5, Span(903, 1805), 0.9)]


def test_chunks_of_different_documents_or_apart_stay_apart_best_first() -> None:
    found = merged([chunk(1, 1, 0.2), chunk(2, 2, 0.9), chunk(1, 3, 0.5)], 10)
    assert [(each.document, each.score) for each in found] == [
        (2, 0.9),
        (1, 0.5),
        (1, 0.2),
    ]


def test_nothing_scored_is_nothing_found() -> None:
    assert merged([], 10) == []
    assert merged([chunk(1, 1, 0.5)], 0) == []


def test_one_chunk_longer_than_all_that_is_merged_is_returned() -> None:
    assert len(merged([chunk(1, 0, 0.5, MERGED_CHARACTERS + 1)], 10)) == 1


def test_chunks_are_merged_up_to_the_last_character_that_fits() -> None:
    """Two of 1,998 characters and two characters between make 4,000; one more makes three spans."""
    fits = [chunk(1, ordinal, 0.9, 1998) for ordinal in range(2)]
    assert len(merged(fits, 10)) == 1
    longer = [chunk(1, ordinal, 0.9, 1999) for ordinal in range(2)]
    assert [span.first for span in merged(longer, 10)] == [0]


def test_weaker_chunks_are_not_merged_into_the_first_spans() -> None:
    """Thirteen chunks are merged; the rest of the document is weaker."""
    strong = [chunk(1, ordinal, 0.9) for ordinal in range(13)]
    weak = [chunk(1, ordinal, 0.5) for ordinal in range(13, 17)]
    found = merged([*strong, *weak], 10)
    assert [each.span for each in found] == [
        Span(0, strong[-1].span.end),
        weak[1].span,
        weak[3].span,
    ]


@given(
    st.dictionaries(st.tuples(st.integers(1, 3), st.integers(0, 30)), st.floats(0, 1), max_size=60),
    st.integers(1, 30),
    st.integers(1, 1500),
)
def test_no_two_spans_touch_and_the_best_chunk_is_in_the_first(
    scores: dict[tuple[int, int], float], limit: int, size: int
) -> None:
    chunks = [chunk(*position, score, size) for position, score in scores.items()]
    found = merged(chunks, limit)

    assert len(found) <= limit
    assert bool(found) == bool(chunks)
    covered = [
        (each.document, ordinal)
        for each in found
        for ordinal in range(each.span.start // (size + 1), each.span.end // (size + 1) + 1)
    ]
    assert len(covered) == len(set(covered))
    assert set(covered) <= set(scores)
    starts = {(each.document, each.span.start) for each in found}
    assert not starts & {(each.document, each.span.end + 1) for each in found}
    if found:
        assert found[0].score == max(scores.values())
