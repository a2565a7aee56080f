"""Which words are one word in another form, and which merely look like it."""

from __future__ import annotations

import pytest

from retrieval.verification.analysis.word_forms import (
    is_comparative,
    is_past,
    languages_of,
    lemma_of,
    name_keys,
    without_accents,
    word_keys,
)


def same(first: str, second: str, language: str = "en") -> bool:
    """Whether two words are forms of one word."""
    return not word_keys(first, language).isdisjoint(word_keys(second, language))


def same_name(first: str, second: str, language: str = "en") -> bool:
    """Whether two words that may be names stand for one another."""
    return not name_keys(first, language).isdisjoint(name_keys(second, language))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("repair", "repairs"),
        ("repair", "repaired"),
        ("repair", "repairing"),
        ("child", "children"),
        ("mouse", "mice"),
        ("go", "went"),
        ("buy", "bought"),
        ("teach", "taught"),
        ("win", "won"),
        ("elect", "election"),
        ("kind", "kindness"),
    ],
)
def test_an_inflected_word_is_the_same(first: str, second: str) -> None:
    assert same(first, second)


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("organise", "organize"),
        ("organisation", "organization"),
        ("analyse", "analyze"),
        ("colour", "color"),
        ("neighbours", "neighbors"),
        ("theatre", "theater"),
        ("defence", "defense"),
        ("travelled", "traveled"),
        ("catalogue", "catalog"),
        ("programme", "program"),
        ("archaeology", "archeology"),
    ],
)
def test_british_and_american_spellings_are_the_same(british: str, american: str) -> None:
    assert same(british, american)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("careful", "careless"),
        ("harm", "harmless"),
        ("use", "useless"),
        ("able", "unable"),
        ("possible", "impossible"),
        ("honest", "dishonest"),
        ("approve", "disapprove"),
        ("member", "nonmember"),
        ("high", "higher"),
        ("fast", "faster"),
        ("cheap", "cheapest"),
        ("good", "better"),
        ("better", "best"),
        ("old", "elder"),
        ("more", "most"),
    ],
)
def test_what_turns_or_raises_a_meaning_is_another_word(first: str, second: str) -> None:
    assert not same(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("employer", "employee"),
        ("train", "trainee"),
        ("vote", "voter"),
        ("policy", "police"),
        ("university", "universe"),
        ("organ", "organisation"),
        ("arm", "army"),
        ("new", "news"),
        ("ten", "tend"),
        ("pass", "past"),
        ("corn", "corner"),
    ],
)
def test_a_word_that_only_looks_alike_is_another(first: str, second: str) -> None:
    assert not same(first, second)


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("de", "haus", "häuser"),
        ("de", "kaufen", "gekauft"),
        ("de", "geben", "gegeben"),
        ("de", "straße", "strasse"),
        ("de", "öffnen", "öffnet"),
        ("fr", "vendre", "vendu"),
        ("fr", "cheval", "chevaux"),
        ("fr", "école", "écoles"),
        ("fr", "beau", "belle"),
        ("es", "vender", "vendido"),
        ("es", "luz", "luces"),
        ("es", "canción", "canciones"),
        ("es", "abierto", "abierta"),
    ],
)
def test_words_are_inflected_in_other_languages_too(language: str, first: str, second: str) -> None:
    assert same(first, second, language)


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("de", "sorgfältig", "sorglos"),
        ("de", "fähig", "unfähig"),
        ("fr", "possible", "impossible"),
        ("fr", "ouvrir", "fermer"),
        ("fr", "bon", "meilleur"),
        ("es", "posible", "imposible"),
        ("es", "bueno", "mejor"),
    ],
)
def test_opposites_are_other_words_in_other_languages_too(
    language: str, first: str, second: str
) -> None:
    assert not same(first, second, language)


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [
        ("France", "French", "en"),
        ("Britain", "UK", "en"),
        ("Netherlands", "Dutch", "en"),
        ("US", "American", "en"),
        ("Frankreich", "französische", "de"),
        ("Italie", "italienne", "fr"),
        ("España", "españoles", "es"),
    ],
)
def test_a_country_and_its_people_stand_for_one_another(
    first: str, second: str, language: str
) -> None:
    assert same_name(first, second, language)


@pytest.mark.parametrize(
    ("first", "second"),
    [("France", "Spanish"), ("Australia", "Austria"), ("Slovakia", "Slovenia"), ("UK", "USA")],
)
def test_other_countries_do_not(first: str, second: str) -> None:
    assert not same_name(first, second)


def test_an_abbreviation_has_no_other_forms() -> None:
    assert same_name("UNO", "UNO")
    assert not same_name("TENS", "TEN")
    assert not same_name("US", "it")


@pytest.mark.parametrize(
    ("word", "plain"), [("Café", "cafe"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("ñ", "n")]
)
def test_accents_and_case_are_taken_away(word: str, plain: str) -> None:
    assert without_accents(word) == plain


@pytest.mark.parametrize(
    ("word", "past"),
    [
        ("announced", True),
        ("won", True),
        ("sold", True),
        ("went", True),
        ("announces", False),
        ("announcing", False),
        ("sell", False),
        ("club", False),
    ],
)
def test_past_forms_are_told_in_english(word: str, past: bool) -> None:
    assert is_past(word, "en") is past
    assert not is_past(word, "de")


@pytest.mark.parametrize(
    ("word", "compares"),
    [
        ("higher", True),
        ("cheapest", True),
        ("better", True),
        ("least", True),
        ("member", False),
        ("forest", False),
        ("high", False),
    ],
)
def test_comparatives_are_told_from_words_that_end_alike(word: str, compares: bool) -> None:
    assert is_comparative(word, "en") is compares


@pytest.mark.parametrize(
    ("word", "language", "lemma"),
    [("children", "en", "child"), ("won", "en", "win"), ("bücher", "de", "buch")],
)
def test_a_lemma_is_a_words_dictionary_form(word: str, language: str, lemma: str) -> None:
    assert lemma_of(word, language) == lemma


@pytest.mark.parametrize(
    ("word", "languages"),
    [
        ("Verein", {"de"}),
        ("Gäste", {"de"}),
        ("España", {"es"}),
        ("Portugal", {"de", "en", "es"}),
        ("Qwertzu", set()),
    ],
)
def test_the_languages_in_which_a_word_is_known(word: str, languages: set[str]) -> None:
    assert languages_of(word) == languages
