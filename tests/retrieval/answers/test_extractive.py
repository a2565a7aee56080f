"""Answers made of quotes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answers.extractive import MAX_SENTENCES, ExtractiveAnswerer
from retrieval.index.embedder import embed_locally
from retrieval.search.lexicon import Lexicon
from retrieval.types import Location, Passage, Source, VerifiedStatement

LEXICON = Lexicon(embed_locally)


def passage(text: str, *, path: str = "rules.txt", start: int = 100, score: float = 1.0) -> Passage:
    return Passage(Source(path, "digest"), start, start + len(text), text, score, Location(1))


def answer(question: str, *passages: Passage) -> list[VerifiedStatement]:
    return list(ExtractiveAnswerer(LEXICON).answer(question, passages))


def quoted(question: str, *passages: Passage) -> list[str]:
    return [statement.text for statement in answer(question, *passages)]


LIBRARY = passage(
    "The library opens at nine. On Sundays it stays closed. A lost card costs five euros. "
    "The desk prints a new one at once. Books are lent for four weeks."
)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("When does the library open?", "The library opens at nine."),
        ("What does a lost card cost?", "A lost card costs five euros."),
        ("For how long are books lent?", "Books are lent for four weeks."),
        ("Is it shut on Sundays?", "On Sundays it stays closed."),
    ],
)
def test_the_sentence_that_answers_is_quoted(question: str, sentence: str) -> None:
    assert sentence in quoted(question, LIBRARY)


def test_what_stands_below_the_heading_that_asks_is_the_answer() -> None:
    handbook = passage(
        "# Questions\n\n## Can the guide be wrong?\n\nYes. It was written by people in a hurry.\n\n"
        "## Who prints it?\n\nThe guide is printed by the wrong kind of press, some say.\n"
    )
    assert "It was written by people in a hurry." in quoted("Can the guide be wrong?", handbook)


def test_one_sentence_is_enough_where_it_answers_alone() -> None:
    text = "Capitals differ. The capital of France is Paris. Whales are mammals. It rains in May."
    assert quoted("What is the capital of France?", passage(text)) == [
        "The capital of France is Paris."
    ]


def test_the_quote_is_the_text_at_its_offsets_with_white_space_folded_for_reading_only() -> None:
    text = "Intro here.\r\nThe fee for a\r\n  lost card is   5 euros.\r\n\r\nThe end is near."
    (statement, *_) = answer("What is the fee for a lost card?", passage(text, start=1000))
    assert statement.text == "The fee for a lost card is 5 euros."
    (proof,) = statement.quotes
    assert proof.words == "The fee for a\r\n  lost card is   5 euros."
    assert text[proof.span.start - 1000 : proof.span.end - 1000] == proof.words


def test_sentences_of_one_passage_come_in_its_order_and_the_better_passage_first() -> None:
    fees = passage("The fee for children is low. It rains. Children pay this fee.", path="a.txt")
    other = passage("The fee for children is five euros.", path="b.txt", score=0.9)
    found = [
        (one.quotes[0].passage.source.path, one.text)
        for one in answer("What is the fee for children?", other, fees)
    ]
    assert found == [
        ("a.txt", "The fee for children is low."),
        ("a.txt", "Children pay this fee."),
        ("b.txt", "The fee for children is five euros."),
    ]


def test_the_same_sentence_is_not_quoted_twice() -> None:
    text = "The fee is five euros."
    assert quoted("What is the fee?", passage(text, path="a"), passage(text, path="b")) == [text]


def test_the_words_before_a_sentence_help_to_find_it() -> None:
    text = (
        "The Eiffel Tower stands in Paris. It was built by Gustave in 1889. Bread is baked daily."
    )
    assert "It was built by Gustave in 1889." in quoted(
        "Who built the Eiffel Tower?", passage(text)
    )


def test_headings_questions_and_lead_ins_are_no_answers_unless_there_is_nothing_else() -> None:
    faq = "## How do I get a card?\n\nHow do I get a card?\nBring your passport to the desk."
    assert quoted("How do I get a card?", passage(faq)) == ["Bring your passport to the desk."]
    assert quoted("How do I get a card?", passage("How do I get a card?")) == [
        "How do I get a card?"
    ]


def test_text_without_sentence_ends_is_quoted_in_pieces() -> None:
    text = "fee " * 1000
    assert all(len(one.text) <= 600 for one in answer("What is the fee?", passage(text)))


@pytest.mark.parametrize("question", ["?!", "the", "fee", "料金はいくらですか"])
def test_every_question_gets_some_quote_and_no_passage_gets_none(question: str) -> None:
    assert 1 <= len(answer(question, LIBRARY)) <= MAX_SENTENCES
    assert answer(question) == []
    assert answer(question, passage("\n")) == []


def test_japanese_is_quoted_by_the_sentence() -> None:
    text = "図書館は九時に開きます。カードの再発行は五ユーロです。本は四週間借りられます。"
    assert (
        quoted("カードの再発行はいくらですか？", passage(text))[0]
        == "カードの再発行は五ユーロです。"
    )


@given(
    st.text(min_size=1, max_size=40),
    st.lists(st.text(alphabet="Fee fi. fo!\r\n fum? ", min_size=1, max_size=120), max_size=4),
)
def test_whatever_is_asked_the_proof_is_the_document_itself(
    question: str, texts: list[str]
) -> None:
    document = "".join(texts)
    starts = [sum(map(len, texts[:number])) for number in range(len(texts))]
    passages = [passage(text, start=start) for text, start in zip(texts, starts, strict=True)]
    for statement in answer(question, *passages):
        for proof in statement.quotes:
            assert document[proof.span.start : proof.span.end] == proof.words
            assert statement.text == " ".join(proof.words.split()) != ""
