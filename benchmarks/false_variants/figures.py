"""False by a figure, a date, a unit or a number word."""

from __future__ import annotations

import re
from itertools import pairwise

from .true_sentence import Falsify, TrueSentence, both_ways, exchange, replaced

_FIGURE = re.compile(r"(?<![\w.,-])[$€£]?(\d+(?:[.,]\d+)*)(?!\w)")
_YEAR = re.compile(r"(?<![\w.,-])(?:1\d|20)\d\d(?![\w,]|\.\d)")
_PERCENT = re.compile(r"(?<=\d)(?: ?%| percent| per cent)")
_NUMBERED = r"(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|hundred|several)) ?-?"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"\b(?P<day>\d\d?) (?P<month>{_MONTH})\b|\b(?P<month2>{_MONTH}) (?P<day2>\d\d?)\b"
)
_NUMBERS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety"
)
_WORDS = _NUMBERS.split()
_WEEK = "monday tuesday wednesday thursday friday saturday sunday"
_DAYS = _WEEK.split()


def swap_figures(sentence: TrueSentence) -> str | None:
    """Exchange the first two figures that differ."""
    found = list(_FIGURE.finditer(sentence.text))
    for one, other in pairwise(found):
        if one[1] != other[1]:
            text, (a, b), (c, d) = sentence.text, one.span(1), other.span(1)
            return text[:a] + other[1] + text[b:c] + one[1] + text[d:]
    return None


def change_figure(sentence: TrueSentence) -> str | None:
    """Raise the last digit of the first figure by one, or lower a nine."""
    found = _FIGURE.search(sentence.text)
    if found is None:
        return None
    last = int(found[1][-1])
    figure = found[1][:-1] + str(last + 1 if last < 9 else 8)
    return replaced(sentence.text, found.span(1), figure)


def multiply_figure(sentence: TrueSentence) -> str | None:
    """Write one nought more at the first whole number."""
    found = next((each for each in _FIGURE.finditer(sentence.text) if each[1].isdigit()), None)
    return replaced(sentence.text, found.span(1), f"{found[1]}0") if found else None


def change_year(sentence: TrueSentence) -> str | None:
    """Exchange the last two digits of a year, or raise the year where they are the same."""
    found = _YEAR.search(sentence.text)
    if found is None:
        return None
    century, tens, units = found[0][:2], found[0][2], found[0][3]
    year = century + units + tens if tens != units else str(int(found[0]) + 1)
    return replaced(sentence.text, found.span(), year)


def change_month(sentence: TrueSentence) -> str | None:
    """Move a date by one month."""
    found = re.search(rf"\b(?:{_MONTH})\b(?= \d|,| of)|(?<=\d )(?:{_MONTH})\b", sentence.text)
    if found is None:
        return None
    following = MONTHS[(MONTHS.index(found[0]) + 1) % 12]
    return replaced(sentence.text, found.span(), following)


def exchange_day_and_month(sentence: TrueSentence) -> str | None:
    """Read the day of a date as its month, and the month as its day."""
    for found in _DATE.finditer(sentence.text):
        day = int(found["day"] or found["day2"])
        month = MONTHS.index(found["month"] or found["month2"]) + 1
        if day != month and 1 <= day <= 12:
            name = MONTHS[day - 1]
            date = f"{month} {name}" if found["day"] else f"{name} {month}"
            return replaced(sentence.text, found.span(), date)
    return None


def drop_percent(sentence: TrueSentence) -> str | None:
    """Make a number of a percentage."""
    found = _PERCENT.search(sentence.text)
    return replaced(sentence.text, found.span(), "") if found else None


_CURRENCIES = {
    "dollars": "euros", "dollar": "euro", "euros": "dollars", "pounds": "dollars", "cents": "pence",
    "euro": "dollar",
}  # fmt: skip


def change_currency(sentence: TrueSentence) -> str | None:
    """Write another currency."""
    found = re.search(r"[$€£](?=\d)", sentence.text)
    if found is None:
        return exchange(_CURRENCIES, before=_NUMBERED)(sentence)
    return replaced(sentence.text, found.span(), "$" if found[0] != "$" else "€")


_UNITS = both_ways(
    {
        "miles": "kilometres", "km": "mi", "metres": "feet", "meters": "yards", "kilometers": "miles",
        "m": "ft", "kg": "lb", "pounds": "kilograms", "tons": "kilograms", "seconds": "minutes",
        "hours": "minutes", "days": "weeks", "months": "years", "year": "month",
        "inches": "centimetres", "acres": "hectares", "mph": "km/h", "decades": "years",
        "centuries": "decades", "square miles": "square kilometres", "day": "week", "hour": "minute",
    }
)  # fmt: skip
_LARGE = {"million": "billion", "billion": "million", "thousand": "million", "trillion": "billion"}
_NUMBER_WORDS = {
    **dict(zip(_WORDS, [*_WORDS[1:], "eighty"], strict=True)),
    "hundred": "thousand", "half": "third", "third": "quarter", "quarter": "third",
    "twice": "three times", "double": "triple", "once": "twice", "dozen": "hundred",
}  # fmt: skip

FIGURE_WAYS: dict[str, Falsify] = {
    "figures swapped": swap_figures,
    "figure changed": change_figure,
    "figure times ten": multiply_figure,
    "unit changed": exchange(_UNITS, before=_NUMBERED),
    "currency changed": change_currency,
    "million, billion": exchange(_LARGE),
    "percent, number": drop_percent,
    "year changed": change_year,
    "month changed": change_month,
    "day and month exchanged": exchange_day_and_month,
    "weekday changed": exchange(
        dict(zip(_DAYS, map(str.capitalize, [*_DAYS[1:], "monday"]), strict=True))
    ),
    "number word changed": exchange(_NUMBER_WORDS, after="(?! another)"),
}
