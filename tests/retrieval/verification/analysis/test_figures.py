"""Which figures of a text are found, and which figures agree."""

from __future__ import annotations

from decimal import Decimal

import pytest

from retrieval.verification.analysis.digits import in_digits, is_number_word
from retrieval.verification.analysis.figures import Figure, Value, agree, find_figures


def figures(text: str, language: str = "en") -> list[Figure]:
    """The figures of a text, its number words in digits."""
    return find_figures(in_digits(text, language))


def figure(text: str, language: str = "en") -> Figure:
    """The only figure of a text."""
    (only,) = figures(text, language)
    return only


def values(text: str, language: str = "en") -> set[Value]:
    """All that the only figure of a text may mean."""
    return set(figure(text, language).values)


def number(value: str) -> set[Value]:
    """A number, as the value of a figure."""
    return {("number", Decimal(value).normalize())}


def time(hour: int, minute: int = 0) -> Value:
    """A time of day, as the value of a figure."""
    return "time", Decimal(60 * hour + minute)


@pytest.mark.parametrize(
    "text",
    ["1200", "1,200", "1.200", "1 200", "1’200", "1\u202f200", "twelve hundred", "1,200.0"],
)
def test_a_number_is_read_however_it_is_grouped(text: str) -> None:
    assert values(text) == number("1200")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", "7"),
        ("007", "7"),
        ("3.5", "3.5"),
        ("3,5", "3.5"),
        ("1,00", "1"),
        ("$1,200.50", "1200.5"),
        ("1.200,50 €", "1200.5"),
        ("the 1990s", "1990"),
        ("€3.5bn", "3500000000"),
        ("3,5 Mrd. Euro", "3500000000"),
        ("10 billion", "10000000000"),
        ("3 Mio Euro", "3000000"),
    ],
)
def test_decimals_and_scales_are_read(text: str, value: str) -> None:
    assert values(text) == number(value)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "twelve boats", "12"),
        ("en", "forty-two boats", "42"),
        ("en", "one thousand two hundred boats", "1200"),
        ("en", "a thousand boats", "1000"),
        ("en", "two and a half hours", "2.5"),
        ("en", "three and a half million", "3500000"),
        ("en", "half a million", "500000"),
        ("en", "a dozen boats", "12"),
        ("de", "zwölf Boote", "12"),
        ("de", "zweieinhalb Stunden", "2.5"),
        ("de", "drei Millionen", "3000000"),
        ("fr", "douze bateaux", "12"),
        ("fr", "quatre-vingt-dix bateaux", "90"),
        ("fr", "deux et demi", "2.5"),
        ("es", "doce barcos", "12"),
        ("es", "dos y medio", "2.5"),
        ("es", "tres millones", "3000000"),
    ],
)
def test_number_words_are_numbers(language: str, text: str, value: str) -> None:
    assert values(text, language) == number(value)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "one"), ("de", "eine"), ("fr", "un"), ("es", "una")]
)
def test_one_is_an_article_as_often_as_a_number(language: str, text: str) -> None:
    assert figures(f"{text} kiln", language) == []


@pytest.mark.parametrize("text", ["21st", "twenty-first", "the 21st fair"])
def test_an_ordinal_is_no_number(text: str) -> None:
    assert values(text) == {("ordinal", Decimal(21))}
    assert not agree(figure("21"), figure(text))


@pytest.mark.parametrize("text", ["-5", "(−5)", "at -5"])
def test_a_sign_is_kept(text: str) -> None:
    assert values(text) == {("negative number", Decimal(5))}
    assert not agree(figure("5"), figure(text))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "12 May 2025"),
        ("en", "May 12, 2025"),
        ("en", "the 12th of May, 2025"),
        ("en", "May the 12th 2025"),
        ("en", "2025-05-12"),
        ("de", "am 12. Mai 2025"),
        ("fr", "le 12 mai 2025"),
        ("es", "el 12 de mayo de 2025"),
        ("es", "el 12 de mayo del 2025"),
    ],
)
def test_a_date_is_read_in_each_form(language: str, text: str) -> None:
    assert values(text, language) == {("date", "2025-5-12")}


@pytest.mark.parametrize("text", ["12/05/2025", "12.05.2025", "12-05-2025", "12/5/25"])
def test_a_date_in_digits_may_be_read_both_ways(text: str) -> None:
    assert values(text) == {("date", "2025-5-12"), ("date", "2025-12-5")}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("25/05/2025", "2025-5-25"),
        ("05/25/2025", "2025-5-25"),
        ("on 12 May", "-5-12"),
        ("Sept 3", "-9-3"),
        ("in May 2025", "2025-5"),
    ],
)
def test_a_date_may_lack_its_year_or_its_day(text: str, value: str) -> None:
    assert values(text) == {("date", value)}


@pytest.mark.parametrize("text", ["in May", "in March", "im Mai"])
def test_a_month_alone_is_no_figure(text: str) -> None:
    assert figures(text) == []


def test_what_is_no_date_are_numbers() -> None:
    assert values("31 February") == number("31")
    assert len(figures("13/14/2025")) == 3


@pytest.mark.parametrize(
    ("language", "text", "at"),
    [
        ("en", "6 pm", time(18)),
        ("en", "6:30 p.m.", time(18, 30)),
        ("en", "18:30", time(18, 30)),
        ("en", "12 am", time(0)),
        ("en", "12 pm", time(12)),
        ("de", "18 Uhr", time(18)),
        ("de", "18.30 Uhr", time(18, 30)),
        ("fr", "18h30", time(18, 30)),
    ],
)
def test_a_time_is_read_in_each_form(language: str, text: str, at: Value) -> None:
    assert values(text, language) == {at}


@pytest.mark.parametrize(("language", "text"), [("en", "6 o'clock"), ("de", "6 Uhr")])
def test_an_hour_on_the_clock_may_be_in_the_evening(language: str, text: str) -> None:
    assert values(text, language) == {time(6), time(18)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1. Bring a cup", 0),
        ("(2) Bring 3 cups", 1),
        ("Bring 3 cups and 4 spoons", 2),
        ("2-3 hours", 2),
        ("no figure", 0),
        ("", 0),
    ],
)
def test_the_marker_of_a_list_is_no_figure(text: str, found: int) -> None:
    assert len(figures(text)) == found


def test_a_figure_knows_where_it_stands() -> None:
    text = "At 6 pm on 12 May 2025 it cost 1,200 euros."
    assert [text[each.start : each.end] for each in find_figures(text)] == [
        "6 pm",
        "12 May 2025",
        "1,200",
    ]


@pytest.mark.parametrize(
    ("stated", "source"),
    [
        ("1,200", "1200"),
        ("twelve", "12"),
        ("3.5 million", "3,500,000"),
        ("12/05/2025", "12 May 2025"),
        ("12/05/2025", "5 December 2025"),
        ("12 May", "12 May 2025"),
        ("May 2025", "12 May 2025"),
        ("2025", "12 May 2025"),
        ("2025", "May 2025"),
        ("6 pm", "18:00"),
        ("6 o'clock", "18:00"),
        ("5k", "5,000"),
    ],
)
def test_figures_that_may_be_the_same_agree(stated: str, source: str) -> None:
    assert agree(figure(stated), figure(source))


@pytest.mark.parametrize(
    ("stated", "source"),
    [
        ("1,200", "120"),
        ("12", "21"),
        ("3.5 million", "3.5 billion"),
        ("3.5 million", "3.5"),
        ("13 May 2025", "12 May 2025"),
        ("12 June 2025", "12 May 2025"),
        ("12 May 2026", "12 May 2025"),
        ("12 May 2025", "May 2025"),  # of a date a part will do, but not more
        ("12 May 2025", "12 May"),
        ("12 May 2025", "2025"),
        ("12", "12 May 2025"),
        ("2026", "12 May 2025"),
        ("6 am", "6 pm"),
        ("6", "6 pm"),
        ("6:30 pm", "6 pm"),
        ("third", "3"),
        ("third", "fourth"),
        ("-5", "5"),
    ],
)
def test_other_figures_do_not_agree(stated: str, source: str) -> None:
    assert not agree(figure(stated), figure(source))


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("€40", "40 euro"),
        ("40 €", "40 euro"),
        ("40€", "40 euro"),
        ("EUR 40", "40 euro"),
        ("CHF 40", "40 franc"),
        ("£3.5bn", "3.5 bn pound"),
        ("5%", "5 percent"),
        ("5 per cent", "5 percent"),
        ("20 °C", "20 degree"),
        ("5 kg", "5 kilogram"),
        ("5km", "5 kilometre"),
        ("3h", "3 hour"),
    ],
)
def test_signs_of_currencies_and_units_are_words(written: str, plain: str) -> None:
    assert in_digits(written, "en") == plain


@pytest.mark.parametrize("text", ["5 m", "5 g"])
def test_a_letter_that_stands_alone_is_no_unit(text: str) -> None:
    assert in_digits(text, "en") == text


@pytest.mark.parametrize(
    ("word", "known"),
    [("twelve", True), ("zwölf", True), ("douze", True), ("doce", True), ("boat", False)],
)
def test_number_words_are_known_in_every_language(word: str, known: bool) -> None:
    assert is_number_word(word) is known
