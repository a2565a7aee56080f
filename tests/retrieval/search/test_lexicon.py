"""Stems and likeness of words, by the real tokenizer and the real local model."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from retrieval.arrays import Floats
from retrieval.index.embedder import embed_locally
from retrieval.search import lexicon as module
from retrieval.search.lexicon import Lexicon, Term, TermMatches


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(embed_locally)


def test_the_terms_of_a_question_are_its_keywords_each_stem_once(lexicon: Lexicon) -> None:
    terms = lexicon.terms("What are the connections that connected Kyiv's régime?")
    assert terms == (Term("connections", "connect"), Term("kyiv", "kyiv"), Term("régime", "regim"))


def test_a_term_is_counted_in_every_form_of_its_stem(lexicon: Lexicon) -> None:
    terms = lexicon.terms("connected wires")
    matches = lexicon.matches(terms, ["Connect the connecting wire.", "Nothing here.", ""])
    assert matches.counts.tolist() == [[2, 0, 0], [1, 0, 0]]
    assert matches.lengths.tolist() == [4, 2, 0]
    assert matches.word_similarity[:, 0].tolist() == [1, 1]
    assert matches.word_similarity[:, 2].tolist() == [0, 0]


def test_likeness_is_found_where_other_words_say_the_same(lexicon: Lexicon) -> None:
    terms = lexicon.terms("physician")
    alike = lexicon.matches(terms, ["The doctor left.", "The fence is green."]).word_similarity[0]
    assert 0.4 < alike[0] < 1
    assert alike[1] == 0


def test_figures_and_halves_of_words_are_like_nothing_but_themselves(lexicon: Lexicon) -> None:
    terms = lexicon.terms("1998 東京")
    word_similarity = lexicon.matches(terms, ["1997 京都", "1998 東京都"]).word_similarity
    assert word_similarity.tolist() == [[0, 1], [0, 1]]


def test_there_may_be_no_terms_and_no_texts(lexicon: Lexicon) -> None:
    assert lexicon.terms("?!") == ()
    assert lexicon.matches((), ["a", "b"]).counts.shape == (0, 2)
    assert lexicon.matches(lexicon.terms("fee"), []).counts.shape == (1, 0)


def test_similarity_compares_whole_texts(lexicon: Lexicon) -> None:
    near, far, empty = lexicon.similarities(
        "Who won the war?", ["Russia has won the war.", "The recipe needs two eggs.", ""]
    )
    assert near > far
    assert empty == 0


def test_words_are_looked_up_once_and_forgotten_when_they_are_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def embed(texts: Sequence[str]) -> Floats:
        asked.extend(texts)
        return np.full((len(texts), 4), 0.5, np.float32)

    monkeypatch.setattr(module, "_KNOWN_WORDS", 3)
    lexicon = Lexicon(embed)
    lexicon.terms("red green")
    lexicon.terms("green red blue")
    assert asked == ["red", "green", "blue"]
    assert lexicon.terms("yellow red") == (Term("yellow", "yellow"), Term("red", "red"))
    assert asked == ["red", "green", "blue", "yellow", "red"]


def test_threads_may_share_a_lexicon() -> None:
    lexicon = Lexicon(embed_locally)
    questions = [f"question {number} about colour{number % 7} fees" for number in range(40)]

    def matched(question: str) -> TermMatches:
        return lexicon.matches(lexicon.terms(question), [question, "fees"])

    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(matched, questions))
    assert all(found.counts[:, 0].min() >= 1 for found in results)
    assert all(found.counts[-1, 1] == 1 for found in results)
