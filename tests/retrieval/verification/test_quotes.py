"""A quote is found where the source says it, and nowhere else; what is shown are the source's words."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.types import Location, Passage, Source, Span
from retrieval.verification.normalize import normalize
from retrieval.verification.quotes import (
    MAX_QUOTE,
    is_long_enough,
    verify_quote,
)

TEXT = """\
Russia has won the war. All that is left to be deter-
mined is the scale of the victory,\u00a0as Ukraine’s army can’t hold — it costs $1,000, or 3.5bn, a day.
He said: “This is not a threat to the world in any way at all”, and Pete Hegseth \ufb01nally agreed.
The caf\u00e9 in the anti-war quarter of Kyiv opened on 24.02.2022[12] and is called “Mir”.
It closed in 2023. Open [the settings](https://example.org/a "Settings") and press **Save now**.
Then items[1] holds what it was: minus -5 degrees.
戦争は2014年に始まった。"""


def passage(text: str, start: int = 0) -> Passage:
    return Passage(Source("a.txt", "digest"), start, start + len(text), text, 1.0, Location(1))


def found(quote: str, text: str) -> Span | None:
    """Where a text says a quote, or the sentence that holds it if it is short."""
    verified = verify_quote(quote, [passage(text)])
    return verified.span if verified else None


def says(quote: str, span: Span, words: str) -> bool:
    """Whether a span of TEXT begins with these words, or holds them if the quote is short."""
    shown = TEXT[span.start : span.end]
    return shown.startswith(words) if is_long_enough(quote) else words in shown


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("Russia has won the war", "Russia has won the war"),
        ("  russia HAS won\nthe   war.", "Russia has won the war"),
        ("left to be determined is", "left to be deter-\nmined is"),
        ("the victory, as Ukraine's army", "the victory,\u00a0as Ukraine’s army"),
        ("can't hold - it costs", "can’t hold — it costs"),
        ("costs $1000, or 3.5bn", "costs $1,000, or 3.5bn"),
        ('said: "This is not', "said: “This is not"),
        ("Hegseth finally agreed", "Hegseth \ufb01nally agreed"),
        ("The cafe\u0301 in the anti-war quarter", "The caf\u00e9 in the anti-war quarter"),
        ("antiwar quarter", "anti-war quarter"),
        ("opened on 24.02.2022 and is called", "opened on 24.02.2022[12] and is called"),
        ("Open the settings and press Save now", "Open [the set"),
        ("Mir", "Mir"),
        ("it was: minus -5 degrees", "it was: minus -5 degrees"),
        ("war\u200b qua\u00adrter", None),
        ("anti\u2011war qua\u00adrter\u200b of Kyiv", "anti-war quarter of Kyiv"),
        ("…Russia has won the war…", "Russia has won the war"),
        ("２０２３", "2023"),
        ("戦争は2014年", "戦争は2014年"),
        ("Then items[1] holds", "Then items[1] holds"),
        ("Then items holds", "Then items[1] holds"),
        ("戦争", "戦争"),
    ],
)
def test_typography_does_not_matter(quote: str, words: str | None) -> None:
    span = found(quote, TEXT)
    if words is None:
        assert span is None
    else:
        assert span is not None
        assert says(quote, span, words)


@pytest.mark.parametrize(
    "quote",
    [
        "",
        "…",
        "!?",
        "Ukraine has won the war",
        "costs $1",
        "costs $100",
        "costs €1,000",
        "or 3.5",
        "24.02",
        "it was: minus 5 degrees",
        "army can",
        "Then items[2] holds",
        "Russia has won the wa",
        "ussia has won",
        "war quarter",
        "cafe",
        "This is a threat",
    ],
)
def test_half_words_half_numbers_and_other_words_are_not_quotes(quote: str) -> None:
    assert found(quote, TEXT) is None


LONG = (
    "The committee decided in March that the 12 members from Austria should not pay more than the "
    "others, because the travelling costs had fallen considerably since the bridge was opened."
)


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("decided in March that members", "decided in March that the 12 members"),
        ("travelling cost had", "travelling costs had"),
        ("considerbly", "considerably"),
        ("since a bridge", "since the bridge"),
        ("since bridge", "since the bridge"),
    ],
)
def test_harmless_differences_in_a_long_quote_yield_the_words_of_the_source(
    said: str, instead: str
) -> None:
    span = found(LONG.replace(instead, said), LONG)
    if "12" in instead:
        assert span is None
    else:
        assert span is not None
        assert LONG[span.start : span.end] == LONG.removesuffix(".")


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("13 members", "12 members"),
        ("twelve members", "12 members"),
        ("Australia", "Austria"),
        ("April", "March"),
        ("should pay", "should not pay"),
        ("had not fallen", "had fallen"),
        ("had never fallen", "had fallen"),
        ("because of the travelling", "because the travelling"),
        ("bridge was closed", "bridge was opened"),
        ("costs had risen", "costs had fallen"),
        ("The Committee in Vienna", "The committee"),
        ("less than the", "more than the"),
    ],
)
def test_a_changed_number_name_or_negation_is_not_forgiven(said: str, instead: str) -> None:
    assert instead in LONG
    assert found(LONG.replace(instead, said), LONG) is None


def test_short_quotes_are_not_forgiven_anything() -> None:
    assert found("travelling cost had fallen", LONG) is None


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        ("Russia has won … the scale of the victory", "Russia has won the war."),
        ("Russia has won [...] the scale", "Russia has won the war."),
        ("The committee … bridge", None),
        ("should … pay more than", None),
        ("the scale of the victory … Russia has won", None),
        ("This is … a threat to the world", None),
        ("Russia has won … 戦争は2014年", None),
    ],
)
def test_an_ellipsis_stands_for_what_is_shown_again(quote: str, words: str | None) -> None:
    span = found(quote, TEXT)
    assert (span is None) == (words is None)
    if span is not None and words is not None:
        assert says(quote, span, words)


LONG_WAY = "and so on " * 31


@pytest.mark.parametrize(
    ("quote", "text", "stands"),
    [
        ("committee decided … 12 members", LONG, True),
        ("must pay now … to enter", "All must pay now, though not in coin, to enter.", False),
        ("must pay now … to enter", "All must pay now. Do not smoke to enter.", True),
        ("must pay now … to enter", f"All must pay now {LONG_WAY}to enter.", False),
        (
            "must pay now … to enter",
            f"All must pay now {LONG_WAY}. All must pay now and here to enter.",
            True,
        ),
        ("must pay now … enter", "All must pay now and here to enter.", False),
        ("as told[12] so … to enter", "It is as told[12] so and here to enter.", True),
        ("as told so … to enter", "It is as told[12] so and here to enter.", True),
        ("as told[13] so … to enter", "It is as told[12] so and here to enter.", False),
    ],
)
def test_an_ellipsis_leaves_out_little_and_no_negation(quote: str, text: str, stands: bool) -> None:
    assert (found(quote, text) is not None) is stands


@pytest.mark.parametrize(
    ("quote", "enough"),
    [
        ("abcd efgh ijkl", True),
        ("abcd efgh ijk", False),
        ("abcdefghijkl mnopqrstuvwx", False),
        ("a b c d e f g h i j k l", True),
    ],
)
def test_three_words_of_twelve_letters_are_enough_to_stand_alone(quote: str, enough: bool) -> None:
    assert is_long_enough(quote) is enough


def test_words_at_the_very_beginning_are_found_as_they_stand() -> None:
    assert found("Russia has won the war", "Russia has won the war") == Span(0, 22)
    assert found("the war was long", "the war was long, the war was long") == Span(0, 16)


def test_the_same_words_literally_come_before_the_same_words_otherwise() -> None:
    span = found("the war was long", "The War was long. Then the war was long.")
    assert span is not None
    assert span.start == 23


# Letters of many scripts, digits, quote marks, dashes, white space and what cannot be seen.
ALPHABET = (
    "abcßéÉe\u0301\ufb01İıК戦각가\u11a8ن12٣½²ⅷ.,:-–—‘’'\"“«…%$ \n\t\u00a0\u00ad\u200b\u200d()[]*_"
)
texts = st.text(st.sampled_from(ALPHABET), max_size=60)


@given(texts, texts)
def test_whatever_is_found_is_in_the_text_and_says_the_quote(quote: str, text: str) -> None:
    span = found(quote, text)
    if span is not None:
        assert 0 <= span.start < span.end <= len(text)
        if "…" not in quote:
            assert normalize(quote).letters in normalize(text[span.start : span.end]).letters


@given(st.lists(st.sampled_from(["war", "no", "2014", "Ärger", "3,5", "—", "it’s"]), min_size=3))
def test_whole_words_of_a_text_are_always_found(words: list[str]) -> None:
    text = "Before. " + " ".join(words) + " After."
    if any(word.isalnum() for word in words):
        span = found(" ".join(words).upper(), text)
        assert span is not None


@given(st.text(st.sampled_from("klmnop "), min_size=1, max_size=400), texts)
def test_words_that_do_not_stand_in_the_text_are_never_found(quote: str, text: str) -> None:
    assert found(quote, text) is None


@given(st.text(max_size=300), st.text(max_size=300))
def test_nothing_written_breaks_it(quote: str, text: str) -> None:
    verify_quote(quote, [passage(text)])


@pytest.mark.parametrize("name", ["same words", "same letters", "ellipses", "shuffled", "nearly"])
def test_long_quotes_on_long_passages_end(name: str) -> None:
    words = ["the", "of", "and", "to", "is", "war", "peace", "nato", "he", "said", "that", "not"]
    draw = random.Random(7)
    text = " ".join(draw.choices(words, k=1600))[:6000]
    quotes = {
        "same words": ("a " * 1000, "a " * 3000),
        "same letters": ("a" * 1999, "a" * 6000),
        "ellipses": ("a b … " * 330 + "c d", "a b " * 1500),
        "shuffled": (" ".join(draw.choices(words, k=520))[:2000], text),
        "nearly": (text[500:1400] + " x " + text[1401:2400], text),
    }
    quote, source = quotes[name]
    span = found(quote.strip(), source)
    assert (span is not None) == (name == "same words")


def test_who_copies_a_whole_passage_is_not_quoting() -> None:
    assert found("a b " * 600, "a b " * 1500) is None
    assert len("a b " * 600) > MAX_QUOTE


class TestVerifyQuote:
    first = passage("The door is locked at night. Ukraine is mentioned here.", 1000)
    second = passage(
        "Cats sleep a lot. Ukraine is running out of soldiers. Ukraine borders Poland.", 5
    )

    def test_offsets_are_those_of_the_document(self) -> None:
        verified = verify_quote("locked at night", [self.first], 1)
        assert verified is not None
        assert (verified.span.start, verified.words) == (1012, "locked at night")

    @pytest.mark.parametrize("named", [1, 2, 0, 7, -1, None])
    def test_a_quote_is_found_in_whichever_passage_holds_it(self, named: int | None) -> None:
        verified = verify_quote("running out of soldiers", [self.first, self.second], named)
        assert verified is not None
        assert verified.passage is self.second

    def test_the_passage_that_was_named_comes_first(self) -> None:
        twin = passage(self.second.text, 900)
        verified = verify_quote("running out of soldiers", [self.second, twin], 2)
        assert verified is not None
        assert verified.passage is twin

    def test_the_exact_words_elsewhere_come_before_similar_words_in_the_one_named(self) -> None:
        nearly = passage(LONG.replace("costs had", "cost had"))
        verified = verify_quote(LONG, [nearly, passage(LONG, 300)], 1)
        assert verified is not None
        assert verified.span.start == 300

    def test_a_short_quote_is_shown_within_its_sentence(self) -> None:
        verified = verify_quote("Poland", [self.first, self.second], 1)
        assert verified is not None
        assert verified.words == "Ukraine borders Poland."

    def test_of_several_sentences_it_is_the_one_nearest_to_the_statement(self) -> None:
        verified = verify_quote("Ukraine", [self.second], 1, "Soldiers are running out in Ukraine.")
        assert verified is not None
        assert verified.words == "Ukraine is running out of soldiers."

    def test_a_short_quote_that_is_not_there_is_not_verified(self) -> None:
        assert verify_quote("Kyiv", [self.first, self.second], 1) is None
        assert verify_quote("Kyiv", [], 1) is None
