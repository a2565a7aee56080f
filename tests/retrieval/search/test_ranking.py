"""How candidates are scored together with their surroundings."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.arrays import Floats, Integers
from retrieval.search.lexicon import TermMatches
from retrieval.search.ranking import (
    Candidates,
    _bm25,
    inverse_document_frequencies,
    min_max_scaled,
    rank,
)


def rows(numbers: Sequence[int]) -> Integers:
    return np.array(numbers, np.int64)


def candidates(
    counts: Sequence[Sequence[float]],
    *,
    places: Sequence[tuple[int, int]] | None = None,
    word_similarity: Sequence[Sequence[float]] | None = None,
    similarities: Sequence[float] | None = None,
    titles: Sequence[Sequence[float]] | None = None,
) -> Candidates:
    """Chunks of 50 words; far apart unless `places` says where (document, ordinal) each stands."""
    found = np.array(counts, np.float32)
    size = found.shape[1]
    places = places or [(number, 0) for number in range(size)]
    alike = np.array(word_similarity, np.float32) if word_similarity else np.minimum(found, 1)
    above = np.array(titles, np.float32) if titles else np.zeros_like(found)
    return Candidates(
        documents=rows([document for document, _ in places]),
        ordinals=rows([ordinal for _, ordinal in places]),
        similarities=np.array(similarities or [0.0] * size, np.float32),
        bodies=TermMatches(found, alike, np.full(size, 50, np.float32)),
        contexts=TermMatches(above, np.minimum(above, 1), np.full(size, 3, np.float32)),
    )


def order(made: Candidates, term_weights: Sequence[float] | None = None) -> list[int]:
    told = term_weights or [1.0] * len(made.bodies.counts)
    scores = rank(made, np.array(told, np.float32))
    return [int(position) for position in np.argsort(-scores, kind="stable")]


def test_more_of_the_question_is_better_than_more_of_one_word() -> None:
    assert order(candidates([[1, 3, 0], [1, 0, 0]])) == [0, 1, 2]


def test_a_telling_word_is_worth_more_than_a_common_one() -> None:
    assert order(candidates([[1, 0], [0, 1]]), [0.2, 3.0]) == [1, 0]


def test_an_alike_word_counts_though_the_word_itself_is_missing() -> None:
    assert order(candidates([[0, 0]], word_similarity=[[0.0, 0.6]])) == [1, 0]


def test_meaning_decides_where_words_do_not() -> None:
    assert order(candidates([[1, 1]], similarities=[0.1, 0.4])) == [1, 0]


def test_the_words_of_the_question_outweigh_the_meaning_of_the_whole() -> None:
    assert order(candidates([[1, 0]], similarities=[0.0, 0.9])) == [0, 1]


def test_the_word_itself_outweighs_meaning_beside_a_word_that_is_nearly_the_same() -> None:
    made = candidates([[1, 0, 0]], word_similarity=[[1.0, 0.9, 0.0]], similarities=[0.1, 0.9, 0.1])
    assert order(made)[:2] == [0, 1]


def test_an_alike_word_outweighs_the_meaning_of_the_whole() -> None:
    made = candidates([[0, 0]], word_similarity=[[0.6, 0.0]], similarities=[0.1, 0.9])
    assert order(made) == [0, 1]


def test_meaning_outweighs_that_a_word_is_said_once_more() -> None:
    made = candidates([[3, 2, 0]], similarities=[0.1, 0.9, 0.1])
    assert order(made) == [1, 0, 2]


def test_a_title_that_holds_the_word_helps() -> None:
    assert order(candidates([[1, 1]], titles=[[0, 1]])) == [1, 0]


def test_a_chunk_is_lifted_by_its_neighbours_and_the_more_the_nearer_they_are() -> None:
    near_far_alone = [(1, 0), (1, 1), (1, 3), (2, 1)]
    assert order(candidates([[1, 0, 0, 0]], places=near_far_alone)) == [0, 1, 2, 3]


def test_neighbours_are_those_of_the_same_document() -> None:
    made = candidates([[1, 0, 0]], places=[(1, 5), (2, 6), (1, 6)])
    assert order(made) == [0, 2, 1]


def test_words_spread_over_neighbours_beat_one_word_alone() -> None:
    places = [(1, 0), (1, 1), (2, 0), (2, 1)]
    assert order(candidates([[1, 0, 1, 0], [0, 1, 0, 0]], places=places))[0] in {0, 1}


def test_the_order_in_which_candidates_come_does_not_matter() -> None:
    rng = np.random.default_rng(1)
    counts = rng.integers(0, 3, (3, 20)).astype(float)
    places = [(number % 3, number // 3) for number in range(20)]
    similarities = rng.random(20).tolist()
    shuffled = rng.permutation(20)
    straight = rank(
        candidates(counts.tolist(), places=places, similarities=similarities),
        np.ones(3, np.float32),
    )
    mixed = rank(
        candidates(
            counts[:, shuffled].tolist(),
            places=[places[i] for i in shuffled],
            similarities=[similarities[i] for i in shuffled],
        ),
        np.ones(3, np.float32),
    )
    assert np.allclose(straight[shuffled], mixed)


@pytest.mark.parametrize("size", [0, 1, 2])
def test_few_candidates_or_no_terms_are_ranked_too(size: int) -> None:
    no_terms = TermMatches(*(np.zeros((0, size), np.float32),) * 2, np.zeros(size, np.float32))
    made = Candidates(
        rows(range(size)), rows([0] * size), np.zeros(size, np.float32), no_terms, no_terms
    )
    assert rank(made, np.zeros(0, np.float32)).tolist() == [0.0] * size


@given(st.lists(st.integers(0, 10_000), min_size=1), st.integers(0, 10_000))
def test_a_rarer_term_weighs_more_and_none_weighs_nothing(
    frequencies: list[int], chunks: int
) -> None:
    told = inverse_document_frequencies(frequencies, chunks)
    assert (told > 0).all()
    for rare, common in ((a, b) for a in range(len(told)) for b in range(len(told))):
        if frequencies[rare] <= frequencies[common]:
            assert told[rare] >= told[common]


@pytest.mark.parametrize(
    ("values", "expected"),
    [([], []), ([3.0], [0.0]), ([2.0, 2.0], [0.0, 0.0]), ([1.0, 3.0, 2.0], [0.0, 1.0, 0.5])],
)
def test_scaled_values_run_from_0_to_1(values: list[float], expected: list[float]) -> None:
    made: Floats = min_max_scaled(np.array(values, np.float32))
    assert made.tolist() == expected


def test_a_term_weighs_the_logarithm_of_its_rarity() -> None:
    """Worked out by hand: ln(1 + (10 - n + 0.5) / (n + 0.5)) of ten chunks, of which n hold it."""
    weights = inverse_document_frequencies([0, 1, 10, 12], 10)
    expected = [math.log(22), math.log(1 + 9.5 / 1.5), math.log(1 + 0.5 / 10.5)]
    assert weights.tolist() == pytest.approx([*expected, expected[-1]], rel=1e-5)


def test_words_score_as_bm25_has_it() -> None:
    """Worked out by hand with k1 = 1.2 and b = 0.75: two chunks of 10 and 30 words, 20 on average."""
    lengths = np.array([10, 30], np.float32)
    counts = np.array([[2, 1]], np.float32)
    scores = _bm25(counts, lengths, np.array([3.0], np.float32))
    assert scores.tolist() == pytest.approx([3 * 4.4 / 2.75, 3 * 2.2 / 2.65], rel=1e-5)


def test_for_a_long_question_the_whole_document_counts() -> None:
    """Two chunks match alike; the document of the second one matches in its other chunk too."""
    short, long = (
        rank(
            Candidates(
                documents=rows([1, 2, 2]),
                ordinals=rows([0, 0, 9]),
                similarities=np.zeros(3, np.float32),
                bodies=matches([[1, 1, 1]] * terms),
                contexts=matches([[0, 0, 0]] * terms),
            ),
            np.ones(terms, np.float32),
        )
        for terms in (2, 30)
    )
    assert short[0] == short[1]
    assert long[0] < long[1]


def test_across_languages_similarity_decides() -> None:
    similarities = np.array([0.1, 0.9], np.float32)
    made = Candidates(
        rows([1, 2]), rows([0, 0]), similarities, matches([[3, 0]]), matches([[0, 0]])
    )
    weights = np.ones(1, np.float32)
    assert rank(made, weights)[0] > rank(made, weights)[1]
    assert (
        rank(made, weights, across_languages=True)[0]
        < rank(made, weights, across_languages=True)[1]
    )


def matches(counts: list[list[int]]) -> TermMatches:
    """Texts of ten words each in which terms occur so often."""
    made = np.array(counts, np.float32)
    return TermMatches(made, (made > 0).astype(np.float32), np.full(made.shape[1], 10, np.float32))
