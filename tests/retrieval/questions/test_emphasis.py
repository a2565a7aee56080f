"""In a long message the question counts more than the story around it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.questions.emphasis import (
    NEEDED_STORY,
    STORY,
    asking_sentences,
    emphasis,
    shorten,
)

STORY_TOLD = (
    "Hello everybody, on Sunday evening I came back from my holidays with a sunburn and found an empty "
    "fridge. "
)


def test_of_a_short_question_every_word_counts() -> None:
    assert emphasis("how much is a locker") == dict.fromkeys(
        ["how", "much", "is", "a", "locker"], 1.0
    )


def test_the_sentence_that_asks_is_found() -> None:
    message = STORY_TOLD + "How much is a small locker? Greetings from the coast."
    assert asking_sentences(message) == "How much is a small locker?"
    assert asking_sentences(STORY_TOLD * 2) == STORY_TOLD * 2


def test_words_of_the_story_count_less() -> None:
    counts = emphasis(STORY_TOLD + "How much is a small locker?")
    assert counts["locker"] == 1.0
    assert counts["fridge"] == STORY


def test_where_the_question_points_to_the_story_its_words_count_more() -> None:
    counts = emphasis(STORY_TOLD + "Which shop sells food for it?")
    assert counts["fridge"] == NEEDED_STORY


def test_where_the_question_has_no_words_of_its_own_the_story_asks() -> None:
    assert emphasis(STORY_TOLD + "Any tips?")["fridge"] == 1.0


def test_what_is_too_long_is_shortened_to_what_it_asks() -> None:
    message = STORY_TOLD * 3 + "How much is a small locker? " + STORY_TOLD
    short = shorten(message, 120)
    assert "How much is a small locker?" in short
    assert len(short) <= 120
    assert shorten("Short.", 120) == "Short."


@given(st.text(max_size=300), st.integers(20, 100))
def test_whatever_is_asked_is_never_longer_than_it_may_be(message: str, longest: int) -> None:
    assert len(shorten(message, longest)) <= longest
