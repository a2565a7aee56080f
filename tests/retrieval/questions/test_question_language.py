"""The language of a question is told by its small words, and not guessed."""

from __future__ import annotations

import pytest

from retrieval.questions.question_language import question_language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("how much is a locker", "en"),
        ("is the war over?", "en"),
        ("Wie lange ist das Café offen?", "de"),
        ("darf ich mein Fahrrad mitnehmen", "de"),
        ("Où est la salle ?", "fr"),
        ("est-ce que je peux payer par carte", "fr"),
        ("¿dónde está el taller?", "es"),
        ("quando è la riunione?", "it"),
        ("hoeveel kost een kluis per jaar en waar is het", "nl"),
        ("locker price", None),
        ("WLAN?", None),
        ("", None),
    ],
)
def test_the_language(question: str, language: str | None) -> None:
    assert question_language(question) == language
