"""Whether a question's numbers fit what a text says of numbers ("I am 17": "from 16 to 17"). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORDS = {
    word: float(value)
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
        ]
    )
}
_N = r"[£$€]?\s*(\d[\d,]*(?:\.\d+)?|" + "|".join(_WORDS) + r")"
_NUMBER = re.compile(rf"(?<![\w.:]){_N}(?![\d:])", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?:\bbetween\s+|\bfrom\s+|\b)?(?<![\w.:]){_N}\s*(?:-|–|to|and|bis|à|a)\s*{_N}(?![\w:])",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    rf"\b(?:over|above|more than|exceed(?:s|ing)?|greater than|longer than|older than|at least"
    rf"|from|minimum of|after|beyond)\s+{_N}(?!\s*(?:-|–|to|and)\s*[£$€]?\d)"
    rf"|(?<![\w.]){_N}(?:\+|\s+(?:\w+\s+)?(?:or|and) (?:more|over|older|above|longer))",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    rf"\b(?:under|below|less than|fewer than|up to|at most|no more than|maximum of|younger than|within)"
    rf"\s+{_N}|(?<![\w.]){_N}\s+(?:\w+\s+)?(?:or|and) (?:less|fewer|under|younger|below)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a text says of a number: it is from `low` to `high`."""

    low: float
    high: float

    def holds(self, number: float) -> bool:
        """Return whether a number is within."""
        return self.low <= number <= self.high


def numbers(text: str) -> list[float]:
    """Return the numbers of a text, in figures or words up to twelve."""
    return [_value(match[1]) for match in _NUMBER.finditer(text)]


def conditions(text: str) -> list[Condition]:
    """Return what a text says of numbers: ranges, lower and upper bounds."""
    found = [Condition(_value(match[1]), _value(match[2])) for match in _RANGE.finditer(text)]
    rest = _RANGE.sub(" ", text)
    found += [Condition(_value(m[1] or m[2]), float("inf")) for m in _AT_LEAST.finditer(rest)]
    found += [Condition(float("-inf"), _value(m[1] or m[2])) for m in _AT_MOST.finditer(rest)]
    return [condition for condition in found if condition.low <= condition.high]


def fit(asked: Sequence[float], text: str) -> float:
    """Return 1 if a number that is asked about fits a condition of the text, -1 if none does.

    It is 0 where nothing is asked about a number, or the text says nothing of one.
    """
    said = conditions(text) if asked else []
    if not said:
        return 0.0
    return 1.0 if any(each.holds(number) for each in said for number in asked) else -1.0


def _value(written: str) -> float:
    word = _WORDS.get(written.lower())
    return float(written.replace(",", "")) if word is None else word
