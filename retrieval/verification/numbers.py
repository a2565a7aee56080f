"""The numbers that a text names, whichever way they are written. Pure.

`1,000`, `1.000`, `1 000` and `1000` are one number, `€3.5bn` and `3,5 Milliarden` another. English
number words count too ("five million", "twenty-five", "third"). Units, currencies and signs are not
compared, nor roman numerals and fractions such as ½.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

NUMBER_WORDS: dict[str, int] = {
    word: value
    for value, words in {
        1: "one first once",
        2: "two second twice both",
        3: "three third",
        4: "four fourth",
        5: "five fifth",
        6: "six sixth",
        7: "seven seventh",
        8: "eight eighth",
        9: "nine ninth",
        10: "ten tenth",
        11: "eleven eleventh",
        12: "twelve twelfth",
        13: "thirteen thirteenth",
        14: "fourteen fourteenth",
        15: "fifteen fifteenth",
        16: "sixteen sixteenth",
        17: "seventeen seventeenth",
        18: "eighteen eighteenth",
        19: "nineteen nineteenth",
        20: "twenty twentieth",
        30: "thirty thirtieth",
        40: "forty fortieth",
        50: "fifty fiftieth",
        60: "sixty sixtieth",
        70: "seventy seventieth",
        80: "eighty eightieth",
        90: "ninety ninetieth",
    }.items()
    for word in words.split()
}
"""English number words, ordinals included, and their values."""

_SMALL = 12
"""Up to here a number word may be the writer's own counting ("gives two reasons")."""

# Powers of ten by word; two where languages or units disagree ("5m", the German Billion).
_SCALES: dict[str, tuple[int, ...]] = {
    word: powers
    for powers, words in {
        (2,): "hundred hundreds hundert cent cents cien cientos cento honderd",
        (3,): "thousand thousands tausend mille mil mila duizend tusen tys тыс тысяч тысячи тисяч",
        (0, 3): "k",
        (0, 6): "m",
        (
            6,
        ): "mn mln mio million millions millionen millón millones milhão milhões milione milioni "
        "miljoen miljoner milionów miliony млн миллион миллиона миллионов мільйон мільйонів",
        (9,): "bn mrd mld milliarde milliarden milliard milliards miljard miljarder miliardo "
        "miliardi miliard miliardy miliardów млрд миллиард миллиарда миллиардов мільярд мільярдів",
        (9, 12): "billion billions",
        (12,): "tn billionen billón billones bilhões biljoen",
        (12, 18): "trillion trillions",
    }.items()
    for word in words.split()
}

_DIGITS = re.compile(
    r"(?<!\d)(?<!\d[.,])[1-9]\d{0,2}(?P<separator>[.,'’\u00a0\u2009\u202f ])\d{3}"
    r"(?:(?P=separator)\d{3})*(?P<fraction>[.,]\d+)?(?![.,]?\d)"
    r"|(?<!\d)(?<!\d[.,])(?P<decimal>\d+[.,]\d+)(?![.,]?\d)"
    r"|(?P<plain>\d+)"
)
_SPELLED = re.compile(r"(?<![^\W_])(?P<word>[^\W\d_]+)(?:-(?P<unit>[^\W\d_]+))?(?![^\W_])")
_NEXT_WORD = re.compile(r"[\s\u00a0\u202f-]{0,3}(?P<word>[^\W\d_]+)")
_LIST_MARKER = re.compile(r"\s*\(?\d{1,3}[.)]\s+(?=\D)")
_MAX_DIGITS = 25


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text writes it: the values that it may mean, and the word that follows.

    `is_count` tells a small number word, which may be a count of the writer's own.
    """

    values: frozenset[Decimal]
    following: str
    is_count: bool = False


def find_numbers(text: str) -> list[Number]:
    """Return the numbers in `text`. A list marker at its beginning is not one."""
    marker = _LIST_MARKER.match(text)
    start = marker.end() if marker else 0
    return [*_written_in_digits(text, start), *_written_in_words(text, start)]


def has_unsupported_number(statement: str, evidence: list[str]) -> bool:
    """Return whether `statement` names a number that stands in none of the texts of `evidence`.

    A number word up to twelve may be the statement's own count of things, and is held against it
    only where the evidence counts the same things otherwise ("five soldiers", "three soldiers").
    """
    found = [number for text in evidence for number in find_numbers(text)]
    values = frozenset[Decimal]().union(*(number.values for number in found))
    counted_words = {number.following for number in found} - {""}
    return any(
        not number.values & values and (not number.is_count or number.following in counted_words)
        for number in find_numbers(statement)
    )


def _written_in_digits(text: str, start: int) -> Iterator[Number]:
    for match in _DIGITS.finditer(text, start):
        readings = set(_readings(match))
        powers, end = _scale(text, match.end())
        yield Number(_scaled(readings, powers), _following(text, end))


def _readings(match: re.Match[str]) -> Iterator[Decimal]:
    written = match.group()[:_MAX_DIGITS]
    if match["plain"]:
        yield Decimal(written)
    elif match["decimal"]:
        yield Decimal(written.replace(",", "."))
    else:
        fraction = match["fraction"] or ""
        whole = written.removesuffix(fraction)
        groups = whole.split(match["separator"])
        yield Decimal("".join(groups) + fraction.replace(",", "."))
        if match["separator"] == " ":
            yield from map(Decimal, groups)


def _written_in_words(text: str, start: int) -> Iterator[Number]:
    end = start
    for match in _SPELLED.finditer(text, start):
        if match.start() < end:
            continue
        word, unit = match["word"].casefold(), (match["unit"] or "").casefold()
        value = NUMBER_WORDS.get(word)
        if value is None:
            continue
        if unit:
            value += NUMBER_WORDS.get(unit, 0) if value >= 20 else 0
        powers, end = _scale(text, match.end() if unit in NUMBER_WORDS else match.end("word"))
        yield Number(
            _scaled({Decimal(value)}, powers),
            _following(text, end),
            is_count=value <= _SMALL and powers == (0,),
        )


def _scale(text: str, end: int) -> tuple[tuple[int, ...], int]:
    """Return the powers of ten that the words after a number multiply it by, and where they end."""
    powers: tuple[int, ...] = (0,)
    while match := _NEXT_WORD.match(text, end):
        word = match["word"].casefold()
        attached = match.start("word") == end
        more = _SCALES.get(word)
        if more is None or (len(word) == 1 and not attached):
            break
        powers = tuple(power + another for power in powers for another in more)[:4]
        end = match.end()
    return powers, end


def _scaled(values: set[Decimal], powers: tuple[int, ...]) -> frozenset[Decimal]:
    return frozenset(value * 10**power for value in values for power in powers if power < 40)


def _following(text: str, end: int) -> str:
    """Return the beginning of the word after a number: "soldier" and "soldiers" are the same."""
    match = _NEXT_WORD.match(text, end)
    return match["word"].casefold()[:5] if match else ""
