"""Which language a text is in, by its function words."""

from __future__ import annotations

import pytest

from retrieval.verification.language import detect_language, provable_language, scripts


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The club was founded by the members in the spring.", "en"),
        ("How much is the fee?", "en"),
        ("Der Verein wurde von den Mitgliedern gegründet.", "de"),
        ("Wie hoch ist der Beitrag?", "de"),
        ("Le club est dans la rue des fleurs.", "fr"),
        ("Quel est le prix de la carte ?", "fr"),
        ("El club está en la calle de los socios.", "es"),
        ("¿Cuál es el precio?", "es"),
        ("Il club è di Anna e della figlia.", "it"),
        ("O clube não é da cidade.", "pt"),
        ("De club is van het dorp en een school.", "nl"),
        ("Klub jest w mieście i nie ma kortu.", "pl"),
        ("Клуб был в городе и не был открыт.", "ru"),
        ("Клуб був у місті і про це як було.", "uk"),
        ("Klubben är i staden och har inte ett hus.", "sv"),
    ],
)
def test_a_language_is_told_by_its_function_words(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "Kiln", "12 34", "Anna Berger", "クラブ", "der the"])
def test_a_text_without_or_with_mixed_ones_is_in_none(text: str) -> None:
    assert detect_language(text) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The club", {"LATIN"}),
        ("Клуб", {"CYRILLIC"}),
        ("club Клуб 部", {"LATIN", "CYRILLIC", "CJK"}),
        ("12 34", set()),
    ],
)
def test_the_scripts_of_a_text_are_told(text: str, written: set[str]) -> None:
    assert scripts(text) == written


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The club is open on Mondays and it has a bar.", "en"),
        ("Der Verein ist montags geöffnet und hat eine Bar.", "de"),
        ("Price month year student standard guests", "en"),  # no function words
        ("Klub jest otwarty w poniedziałek i nie ma baru.", None),
        ("Cennik miesiąc rok student goście", None),
        ("", None),
    ],
)
def test_the_language_in_which_statements_can_be_proven(text: str, language: str | None) -> None:
    assert provable_language(text) == language
