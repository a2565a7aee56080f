"""One spelling for what people type in many."""

from __future__ import annotations

import pytest

from retrieval.about.message_words import message_words, shortened


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("What's up?", "what is up"),
        ("whats up", "what is up"),
        ("WHO R U", "who are you"),
        ("I don’t know", "i do not know"),
        ("Buenos Días, Grüße", "buenos dias grusse"),
        ("file_name.md", "file name md"),
        ("lol :D <3 xD", "lol"),
        ("is 8d = 8 days", "is 8d 8 days"),
        ("thanks <:otter:123456789> <@!42> <#7> @robin", "thanks"),
        ("mail me@example.org", "mail me example org"),
        (":wave: at 10:30", "at 10 30"),
        ("1\ufe0f\u20e3 🎉", ""),
    ],
)
def test_words_are_lower_case_and_written_out(message: str, words: str) -> None:
    assert " ".join(message_words(message)) == words


def test_letters_that_are_drawn_out_are_one_or_two() -> None:
    assert shortened("hiiii, soooo cooool") == ("hi, so col", "hii, soo cool")
