"""What counts as evidence that the documents bear on a question."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from retrieval.arrays import Integers
from retrieval.index.embedder import embed_locally
from retrieval.search import ranking
from retrieval.search.lexicon import Lexicon, Term, TermMatches
from retrieval.search.ranking import SIMILARITY_DECAY, Candidates
from retrieval.search.relevance import RELEVANT, Relevance, measure_relevance

TEXTS = [
    "The library opens at nine. On Sundays it stays closed.",
    "A lost card costs five euros. The desk prints a new one at once.",
    "Books are lent for four weeks. They can be renewed twice, by telephone or at the desk.",
    "Who returns a book late pays ten cents a day.",
]


def rows(numbers: Sequence[int]) -> Integers:
    return np.array(numbers, np.int64)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(embed_locally)


def asked(
    lexicon: Lexicon, question: str, texts: Sequence[str] = TEXTS, title: str = ""
) -> Relevance:
    """The evidence that `texts`, in this order one document, give for a question."""
    terms = lexicon.terms(question)
    bodies = lexicon.matches(terms, texts)
    similarities = lexicon.similarities(question, texts)
    weights = ranking.inverse_document_frequencies(
        (bodies.counts > 0).sum(axis=1).tolist(), len(texts)
    )
    candidates = Candidates(
        documents=rows([1] * len(texts)),
        ordinals=rows(range(len(texts))),
        similarities=similarities,
        bodies=bodies,
        contexts=lexicon.matches(terms, [title] * len(texts)),
    )
    scores = ranking.rank(candidates, weights)
    return measure_relevance(terms, weights, candidates, scores, similarities)


@pytest.mark.parametrize(
    "question",
    [
        "When does the library open?",
        "What does a lost card cost?",
        "How often can books be renewed?",
        "What do the documents say about returning a book late?",
        "How much is to be paid for bringing back a book too late, according to the text?",
    ],
)
def test_what_the_documents_are_about_stands_above_the_floor(
    lexicon: Lexicon, question: str
) -> None:
    assert asked(lexicon, question).score >= RELEVANT


@pytest.mark.parametrize(
    "question",
    [
        "Who won the football World Cup in 2022?",
        "What does the text say about Sweden joining Nato?",
        "What is the price of a tonne of wheat?",
        "Wie hoch ist der Eiffelturm?",
        "東京の人口は何人ですか",
    ],
)
def test_what_they_are_not_about_stands_below_it(lexicon: Lexicon, question: str) -> None:
    assert asked(lexicon, question).score < RELEVANT


def test_words_about_the_asking_need_no_support(lexicon: Lexicon) -> None:
    plain = asked(lexicon, "When does the library open?")
    wordy = asked(lexicon, "According to the article, when does the library open?")
    assert wordy.coverage == pytest.approx(plain.coverage)


def test_words_about_the_asking_count_where_there_are_no_others(lexicon: Lexicon) -> None:
    assert asked(lexicon, "What does the article mention?").coverage < 0.5


def test_a_neighbour_or_the_title_may_hold_the_rest_of_the_question(lexicon: Lexicon) -> None:
    question = "What does a card cost on Sundays in Dublin?"
    alone = asked(lexicon, question, TEXTS[1:2])
    beside = asked(lexicon, question, TEXTS[:2])
    titled = asked(lexicon, question, TEXTS[:2], title="Dublin City Library")
    assert alone.coverage < beside.coverage < titled.coverage


def test_documents_in_other_scripts_are_not_refused(lexicon: Lexicon) -> None:
    japanese = [
        "図書館は九時に開きます。",
        "カードの再発行は五ユーロです。",
        "本は四週間借りられます。",
    ]
    german = ["Die Bibliothek öffnet um neun Uhr.", "Eine neue Karte kostet fünf Euro."]
    russian = ["Библиотека открывается в девять часов.", "Новая карта стоит пять евро."]
    assert asked(lexicon, "図書館は何時に開きますか？", japanese).score >= RELEVANT
    assert asked(lexicon, "Wann öffnet die Bibliothek?", german).score >= RELEVANT
    assert asked(lexicon, "Когда открывается библиотека?", russian).score >= RELEVANT


def test_coverage_is_the_weight_of_the_terms_that_are_there_or_near() -> None:
    """Worked out by hand: the best chunk has a similar word, the next one the word itself."""
    similar = np.array([[0.5, 0.9], [0.0, 0.0]], np.float32)
    bodies = TermMatches(np.zeros_like(similar), similar, np.full(2, 50, np.float32))
    above = TermMatches(np.zeros_like(similar), np.zeros_like(similar), np.zeros(2, np.float32))
    made = Candidates(rows([1, 1]), rows([0, 1]), np.zeros(2, np.float32), bodies, above)
    terms, weights = (Term("fee", "fee"), Term("boat", "boat")), np.array([3, 1], np.float32)
    scores = np.array([0.8, 0.2], np.float32)
    found = measure_relevance(terms, weights, made, scores, np.array([0.1, 0.4], np.float32))
    assert found.coverage == pytest.approx(0.9 * SIMILARITY_DECAY[1] * 3 / 4)
    assert found.similarity == pytest.approx(0.4)


def test_words_about_the_asking_need_not_be_covered_unless_there_are_no_others() -> None:
    similar = np.array([[1.0], [0.0]], np.float32)
    bodies = TermMatches(similar, similar, np.full(1, 50, np.float32))
    above = TermMatches(np.zeros_like(similar), np.zeros_like(similar), np.zeros(1, np.float32))
    made = Candidates(rows([1]), rows([0]), np.zeros(1, np.float32), bodies, above)
    weights, one = np.ones(2, np.float32), np.ones(1, np.float32)
    asking = (Term("fee", "fee"), Term("article", "articl"))
    assert measure_relevance(asking, weights, made, one, one).coverage == 1.0
    only_asking = (Term("page", "page"), Term("article", "articl"))
    assert measure_relevance(only_asking, weights, made, one, one).coverage == 0.5


def test_nothing_found_is_no_evidence() -> None:
    nothing = np.zeros(0, np.float32)
    matches = TermMatches(np.zeros((1, 0), np.float32), np.zeros((1, 0), np.float32), nothing)
    candidates = Candidates(rows([]), rows([]), nothing, matches, matches)
    found = measure_relevance(
        (Term("fee", "fee"),), np.ones(1, np.float32), candidates, nothing, nothing
    )
    assert found == Relevance(0.0, 0.0)
    assert found.score == 0
