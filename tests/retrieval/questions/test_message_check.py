"""What may be said to the bot, and what may be searched for."""

from __future__ import annotations

import pytest

from retrieval.errors import QuestionError
from retrieval.questions.message_check import check_message, check_question


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("  Is it\nopen? ", "Is it open?"),
        ("a\x00b", "a b"),
        ("👍", "👍"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("→", "→"),
        ("\U0001fae9", "\U0001fae9"),  # newer than the Unicode data of some Pythons
    ],
)
def test_a_message_is_one_line_with_a_word_or_a_symbol(said: str, line: str) -> None:
    assert check_message(said, 100) == line


@pytest.mark.parametrize("said", ["", " \n", "\x07", "???", "…!", "\ufffd", "\u200b", "x" * 50_001])
def test_what_says_nothing_is_no_message(said: str) -> None:
    with pytest.raises(QuestionError, match="Ask it in"):
        check_message(said, 100)


def test_symbols_alone_cannot_be_searched_for() -> None:
    with pytest.raises(QuestionError, match="holds no word"):
        check_question("👍", 100)
    assert check_question("👍 fees", 100) == "👍 fees"
