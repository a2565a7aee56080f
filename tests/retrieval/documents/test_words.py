"""The words that the full-text index and ranking see."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents.words import TOKENIZER, for_index, match_expression, words
from retrieval.questions.question_keywords import keywords


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fee is 3.50 €!", ["the", "fee", "is", "3", "50"]),
        ("Don’t e-mail snake_case", ["don", "t", "e", "mail", "snake", "case"]),
        ("CAFÉ Cafe\u0301 Ｃａｆé", ["café", "café", "café"]),
        ("東京都 in 2024", ["東京", "京都", "in", "2024"]),
        ("人", ["人"]),
        ("サーバー再起動。", ["サー", "ーバ", "バー", "ー再", "再起", "起動"]),
        ("한국어 문서", ["한국", "국어", "문서"]),
        ("Лодка, лодку, ЛОДКАМИ", ["лодк", "лодк", "лодк"]),
        ("Ещё — еще", ["ещ", "ещ"]),
        ("الحيوانات، بالحيوانات", ["حيوان", "حيوان"]),
        ("يُخبز يخبز الخـــبز", ["يخبز", "يخبز", "خبز"]),
        ("", []),
        ("?!…", []),
    ],
)
def test_words_are_lower_case_and_runs_without_spaces_are_pairs(
    text: str, expected: list[str]
) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What are the fees for the fees?", ["fees"]),
        ("When did the US enter the war?", ["us", "enter", "war"]),
        ("Who are you?", ["who", "are", "you"]),
        ("Wer hat gewonnen?", ["gewonnen"]),
    ],
)
def test_keywords_leave_out_function_words_unless_there_is_nothing_else(
    question: str, expected: list[str]
) -> None:
    assert keywords(question) == expected


@pytest.mark.parametrize("text", ["Лодками возвращениями книгами", "الحيوانات والمخابز يُخبز"])
def test_a_stem_is_its_own_stem(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)


@pytest.fixture
def index() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    made.execute(f"CREATE VIRTUAL TABLE t USING fts5 (body, tokenize = '{TOKENIZER}')")
    return made


def found(index: sqlite3.Connection, question: str) -> list[int]:
    expression = match_expression(keywords(question))
    rows = index.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank", (expression,))
    return [row for (row,) in rows]


def test_what_was_indexed_is_found_in_every_script(index: sqlite3.Connection) -> None:
    texts = ["The fees were paid.", "東京都の人口は多い。", "Die Gebühren", "ราคาค่าธรรมเนียม"]
    index.executemany("INSERT INTO t VALUES (?)", [(for_index(text),) for text in texts])
    assert found(index, "Which fee is to be paid?") == [1]
    assert found(index, "東京の人口は?") == [2]
    assert found(index, "gebuhren") == [3]
    assert found(index, "ค่าธรรมเนียม") == [4]


@given(
    st.text(min_size=1)
    | st.sampled_from(['"', "a OR b", "NEAR(a b)", "body: a", "a*", "^a", "a AND (b", "NOT", "-a"])
)
def test_no_question_is_an_expression_of_its_own(question: str) -> None:
    terms = keywords(question)
    if terms:
        index = sqlite3.connect(":memory:")
        index.execute(f"CREATE VIRTUAL TABLE t USING fts5 (body, tokenize = '{TOKENIZER}')")
        index.execute("INSERT INTO t VALUES ('nothing of that kind')")
        index.execute("SELECT rowid FROM t WHERE t MATCH ?", (match_expression(terms),)).fetchall()
        index.close()
