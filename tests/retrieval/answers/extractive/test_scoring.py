"""How likely it is that there is an answer at all."""

from __future__ import annotations

from retrieval.answers.extractive.scoring import LACKED, confidence
from retrieval.answers.extractive.weights import CHOICE, CONFIDENCE, CONFIDENCE_THRESHOLD


def test_without_any_evidence_a_question_is_refused() -> None:
    assert confidence(dict.fromkeys([*CONFIDENCE, LACKED], 0.0)) < CONFIDENCE_THRESHOLD


def test_where_everything_fits_it_is_answered() -> None:
    shown = dict.fromkeys([*CONFIDENCE, LACKED], 0.0) | {
        "covered": 1.0,
        "covered at once": 1.0,
        "covered by any": 1.0,
        "own words, exact": 1.0,
        "best score": 15.0,
        "margin": 2.0,
        "relevance, words": 1.0,
        "relevance, meaning": 0.6,
        "similarity of text in context": 0.6,
        "length of the question": 1.4,
    }
    assert confidence(shown) > CONFIDENCE_THRESHOLD
    assert confidence(shown | {LACKED: 1.0}) < confidence(shown) / 2


def test_every_weight_is_a_number_that_a_person_can_read() -> None:
    assert all(abs(weight) < 100 for weight in (*CHOICE.values(), *CONFIDENCE.values()))
