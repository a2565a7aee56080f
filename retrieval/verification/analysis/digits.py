"""Number words as digits, and the signs of currencies and units as words. Pure.

`€3.5bn`, `3,5 Milliarden Euro` and "three and a half billion euros" become one: a figure and its unit,
which is then compared like any other word.
"""

from __future__ import annotations

import re

from ...documents.words import word_set

SCALES: dict[str, tuple[int, ...]] = {
    word: powers
    for powers, words in {
        (2,): "hundred hundreds hundert cien cientos cento",
        (3,): "thousand thousands tausend mille mil tsd",
        (0, 3): "k",
        (0, 6): "m",
        (6,): "mn mln mio million millions millionen millón millones milione milioni",
        (9,): "bn mrd md milliarde milliarden milliard milliards",
        (9, 12): "billion billions",
        (12,): "tn billionen billón billones",
        (12, 18): "trillion trillions",
    }.items()
    for word in words.split()
}
"""Powers of ten by word; two where languages or units disagree ("5m", the German Billion)."""

_SIGNS = {"€": "euro", "$": "dollar", "£": "pound", "¥": "yen", "%": "percent", "°": "degree"}
_UNITS = {
    "eur": "euro",
    "usd": "dollar",
    "gbp": "pound",
    "chf": "franc",
    "km/h": "kmh",
    "mph": "mph",
    "km": "kilometre",
    "cm": "centimetre",
    "mm": "millimetre",
    "kg": "kilogram",
    "min": "minute",
    "mins": "minute",
    "hr": "hour",
    "hrs": "hour",
    "sec": "second",
    "secs": "second",
    "pct": "percent",
    "h": "hour",
    "m": "metre",
    "g": "gram",
    "c": "degree",
    "f": "fahrenheit",
}
UNITS = frozenset({*_SIGNS.values(), *_UNITS.values(), "percentpoint"})
"""The words that stand for the signs of currencies and units."""

_PERCENT = re.compile(r"\b(?:per cent|prozent|pour cent|pour-cent|por ciento)\b", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:percentage points?|prozentpunkten?|points? de pourcentage|puntos? porcentual(?:es)?)\b",
    re.IGNORECASE,
)
_MINUS = re.compile(r"\b(?:minus|moins|menos) (?=\d)", re.IGNORECASE)
_HALF = re.compile(
    r"\b(?P<whole>\w+) and a half(?= |\b)|\b(?P<scaled>\w+) (?P<scale>[a-z]+) and a half\b"
    r"|\b(?P<german>\w+?)(?:einhalb)\b|\b(?P<french>\w+)(?: (?P<french_scale>\w+))? et demie?\b"
    r"|\b(?P<spanish>\w+)(?: (?P<spanish_scale>\w+))? y medi[oa]\b",
    re.IGNORECASE,
)
_HALF_OF = re.compile(r"\bhalf an? (?=(?:million|billion|dozen|hundred|thousand)\b)", re.IGNORECASE)
_ONE = re.compile(r"\ban? (?=(?:dozen|hundred|thousand|million|billion)\b)", re.IGNORECASE)
_DOZENS = re.compile(r"\b(\d+|one) (?:dozen|dutzend|douzaines?|docenas?)\b", re.IGNORECASE)

_MONEY = {"k": "thousand", "m": "million"}
"""Scales that may be units elsewhere, and are none behind a currency."""

_SIGN_BEFORE = re.compile(
    r"(?<![\w.])([€$£¥])\s?(?P<number>\d+(?:[.,'’]\d+)*)(?P<scale>\s?[a-z]+\b)?", re.IGNORECASE
)
_SIGN_AFTER = re.compile(r"\.?\s?([€$£¥%]|°(?:\s?C\b)?)(?!\w)")
_UNIT_AFTER = re.compile(
    r"(?<=\d)(?P<gap>\s?)(?P<unit>"
    + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
    + r")\b(?!['’])"
)
_CODE_BEFORE = re.compile(
    r"\b(EUR|USD|GBP|CHF)\s?(?P<number>\d+(?:[.,'’]\d+)*)(?P<scale>\s?[a-z]+\b)?"
)
_ARTICLES_BELOW = 2
"""A word for less than this is an article as often as a number ("eine", "un")."""
_SPOKEN = ("en", "de", "fr", "es", "it", "pt", "nl")
_ATTACHED_ONLY = word_set("m g h c f")


def in_digits(text: str, language: str) -> str:
    """Return a text with number words as digits and the signs of currencies and units as words."""
    from text_to_num import alpha2digit

    text = _POINTS.sub("percentpoint", _PERCENT.sub("percent", text))
    text = _ONE.sub("one ", _HALF_OF.sub("0.5 ", text))
    text = _CODE_BEFORE.sub(_sign_behind, _SIGN_BEFORE.sub(_sign_behind, text))
    spoken = alpha2digit(text, language, _ARTICLES_BELOW) if language in _SPOKEN else text
    spoken = _HALF.sub(lambda match: _with_half(match, language), spoken)
    spoken = _DOZENS.sub(lambda match: str(12 * int(match[1].replace("one", "1"))), spoken)
    spoken = _MINUS.sub("-", spoken)
    spoken = _SIGN_AFTER.sub(lambda match: f" {_SIGNS[match[1][0]]}", spoken)
    return _UNIT_AFTER.sub(_unit_word, spoken)


def is_number_word(word: str) -> bool:
    """Return whether a word is a number in one of the languages whose number words are known."""
    from text_to_num import alpha2digit

    return any(alpha2digit(word, language, 0) != word for language in _SPOKEN)


def _with_half(match: re.Match[str], language: str) -> str:
    from text_to_num import alpha2digit

    scale = match["scale"] or match["french_scale"] or match["spanish_scale"] or ""
    word = next(
        filter(
            None,
            (match["whole"], match["scaled"], match["german"], match["french"], match["spanish"]),
        )
    )
    whole = alpha2digit(word, language, 0)
    if not whole.isdigit():
        return match.group()
    if len(whole) > 4 and whole.endswith("000"):
        digits, zeros = whole.rstrip("0"), len(whole) - len(whole.rstrip("0"))
        return f"{digits}5{'0' * (zeros - 1)} {scale}".strip()
    return f"{whole}.5 {scale}".strip()


def _sign_behind(match: re.Match[str]) -> str:
    """Write a currency behind its figure, as its word."""
    sign = match[1]
    currency = _SIGNS.get(sign) or _UNITS[sign.casefold()]
    scale = (match["scale"] or "").strip()
    if scale and scale.casefold() not in SCALES:
        return f"{match['number']} {currency}{match['scale']}"
    return f"{match['number']} {_MONEY.get(scale.casefold(), scale)} {currency}".replace("  ", " ")


def _unit_word(match: re.Match[str]) -> str:
    unit = match["unit"]
    if match["gap"] and unit in _ATTACHED_ONLY and unit != "h":
        return match.group()
    return f" {_UNITS[unit]}"
