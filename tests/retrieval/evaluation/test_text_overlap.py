"""When a quote says what the gold says, however either is written."""

from __future__ import annotations

import pytest

from retrieval.evaluation.text_overlap import contains, overlap, plain


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("## The *Pond*\n\n- Frogs", "the pond frogs"),
        ("1. Open it\n2) Close it", "open it close it"),
        ("See [the map](map.md) and ![a frog](frog.png).", "see the map and a frog."),
        ("<b>Bold</b>\u00a0words", "bold words"),
        ("“It’s” – ｆｉｎｅ", '"it\'s" - fine'),
        ("| a | b |", "a b"),
    ],
)
def test_a_text_is_read_without_its_marks(written: str, read: str) -> None:
    assert plain(written) == read


@pytest.mark.parametrize(
    ("quote", "gold"),
    [
        ("The pond freezes.", "the pond freezes"),
        ("In most years the **pond** freezes in January.", "The pond freezes"),
        (
            "A frog may sleep below the ice all winter",
            "It is said that a frog may sleep below the ice all winter if it is left in peace.",
        ),
        ("We count frogs on 3 May and on 5 June", "We count frogs on 3 May, at dusk."),
        ("Pond, small: 40 frogs (depth 2 m)", "Pond, small | 2 m | 40"),
    ],
)
def test_a_quote_is_right_that_holds_the_gold_or_most_of_it(quote: str, gold: str) -> None:
    assert overlap(quote, gold)


@pytest.mark.parametrize(
    ("quote", "gold"),
    [
        ("Yes.", "Yes. Frogs may be counted by anyone who has a lamp."),
        ("We count frogs on 3 May", "We count frogs on 4 May"),
        ("may frogs on count we at dusk the", "We count frogs at dusk on the pond in May"),
        ("Pond, small: 41 frogs (depth 2 m)", "Pond, small | 2 m | 40"),
        ("40 toads, 2 newts", "Pond, small | 2 | 40 | frogs | open"),
        ("", "The pond freezes."),
        ("—", "The pond freezes."),
        ("The pond freezes.", "—"),
    ],
)
def test_a_quote_is_wrong_that_lacks_a_number_or_most_of_the_words(quote: str, gold: str) -> None:
    assert not overlap(quote, gold)


@pytest.mark.parametrize(
    ("text", "sought", "found"),
    [
        ("It costs £18 a month.", "£18", True),
        ("It costs £180.", "£18", False),
        ("It costs £18.50.", "£18", False),
        ("At 2.10 pm", "10", False),
        ("At 10.", "10", True),
        ("A 12 - month plan", "12-month", True),
        ("Ask the FRONT\n desk", "front desk", True),
        ("Ask the desk in front", "front desk", False),
        ("anything", " ", True),
    ],
)
def test_what_must_be_said_is_sought_with_whole_numbers(
    text: str, sought: str, found: bool
) -> None:
    assert contains(text, sought) is found
