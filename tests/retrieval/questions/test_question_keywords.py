"""The keywords of a question: its small words go, whatever language it is in."""

from __future__ import annotations

import pytest

from retrieval.questions.question_keywords import keywords


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What are the fees for a raft?", ["fees", "raft"]),
        ("Wie lange kann man ein Floß leihen?", ["floß", "leihen"]),
        ("¿Cuándo se riega el huerto?", ["riega", "huerto"]),
        ("Quand est-ce que le musée ouvre pour les enfants ?", ["musée", "ouvre", "enfants"]),
        ("Сколько стоит билет в музей?", ["сто", "билет", "муз"]),
        ("كم تكلفة الليلة في المخيم؟", ["تكلف", "ليل", "مخيم"]),
        ("茶馆什么", ["茶馆", "馆什"]),
        ("Wer hat das?", ["wer", "hat", "das"]),
    ],
)
def test_small_words_are_left_out_in_each_language(question: str, expected: list[str]) -> None:
    assert keywords(question) == expected


@pytest.mark.parametrize("word", ["wer", "man", "hat", "lange", "temps", "dos"])
def test_an_english_question_keeps_the_small_words_of_other_languages(word: str) -> None:
    assert keywords(f"What is the {word} of the river?") == [word, "river"]
