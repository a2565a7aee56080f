"""What a program shows before an item or a heading that it numbers itself: "1.", "(a)", "3.2". Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_UNNUMBERED = frozenset(("bullet", "none"))
_PLACE = re.compile(r"%([1-9])")
_PLAIN = re.compile(r"\(?\d+[.):]?")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 4000
_MOST_LETTERS = 30


@dataclass(frozen=True, slots=True)
class NumberedLevel:
    """How a level of a list is numbered: in which digits, from what, and with which text around.

    `%2` in the text stands for the number of the second level. With `legal` all are in decimal.
    """

    form: str = "decimal"
    start: int = 1
    text: str = ""
    legal: bool = False

    @property
    def is_numbered(self) -> bool:
        """Whether its items have numbers."""
        return self.form not in _UNNUMBERED


def label(levels: Mapping[int, NumberedLevel], level: int, counts: Mapping[int, int]) -> str:
    """Return what is shown before an item of a level; `counts` are the numbers of each level."""
    shown = levels.get(level)
    if shown is None or not shown.is_numbered:
        return ""

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        other = levels.get(place, NumberedLevel())
        form = "decimal" if shown.legal else other.form
        return _written(counts.get(place, other.start), form) if other.is_numbered else ""

    return _PLACE.sub(number, shown.text).strip()


def says_more(shown: str) -> bool:
    """Return whether a label is more than a number that counts the items of one list."""
    return bool(shown) and _PLAIN.fullmatch(shown) is None


def _written(number: int, form: str) -> str:
    if form.endswith("Letter") and 0 < number <= 26 * _MOST_LETTERS:
        # After z comes aa, then bb.
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif form.endswith("Roman") and 0 < number < _LARGEST_ROMAN:
        text = _roman(number)
    else:
        return f"{number:02}" if form == "decimalZero" else str(number)
    return text.upper() if form.startswith("upper") else text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
