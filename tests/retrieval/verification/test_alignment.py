"""Which differences between a quote and its source are harmless, word by word."""

from __future__ import annotations

import pytest

from retrieval.verification.alignment import find_near_match
from retrieval.verification.normalize import normalize

BEFORE, AFTER = (
    "It was told at the last meeting that",
    "and nobody in the hall said a word against it.",
)


def forgives(said: str, stands: str) -> bool:
    """Whether a quote may say this where its source says that, among words that are the same."""
    quote, text = f"{BEFORE} {said} {AFTER}", f"Before. {BEFORE} {stands} {AFTER} After."
    found = find_near_match(normalize(quote), normalize(text))
    if found is not None:
        assert text[found.start : found.end] == f"{BEFORE} {stands} {AFTER}".removesuffix(".")
    return found is not None


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("closes", "closed"),
        ("cost", "costs"),
        ("decisive", "decision"),  # two letters of eight
        ("organiser", "organized"),
        ("with out", "without"),
        ("without", "with out"),
    ],
)
def test_another_form_or_spelling_of_a_word_is_forgiven(said: str, stands: str) -> None:
    assert forgives(said, stands)


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("covid18", "covid19"),
        ("sixty", "sixth"),
        ("fourteenth", "fourteen"),
        ("austrian", "Austria"),
        ("Austrian", "austria"),
        ("fallow", "fallen"),  # two letters of six
        ("traveller", "travelling"),  # three letters
        ("costed", "cost"),
        ("then", "the"),
        ("has", "had"),
        ("than", "then"),
        ("posts", "costs"),
        ("closes doors", "closed"),
    ],
)
def test_another_word_number_or_name_is_not(said: str, stands: str) -> None:
    assert not forgives(said, stands)


def test_a_quote_of_few_words_is_forgiven_nothing() -> None:
    text = normalize("The doors of the hall closed early that night.")
    assert find_near_match(normalize("doors of the hall closes"), text) is None
    assert find_near_match(normalize("the doors of the hall closes early"), text) is not None
    assert find_near_match(normalize("the doors of the hall closed early"), normalize("")) is None
