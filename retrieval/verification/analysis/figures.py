"""The figures of a text in one form: numbers, dates and times, whichever way they are written. Pure.

`1,000`, `1.000`, `1 000` and `1000` are one number, and `12/02/2025` is 12 February or 2 December.
Number words are digits already (`digits`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .digits import SCALES

Value = tuple[str, Decimal | str]
"""What a figure may be: its kind ("number", "date", "time") and its value."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text and all that it may mean. `text[start:end]` is the figure."""

    start: int
    end: int
    values: frozenset[Value]


_ROUND = re.compile(r"\s1(0{3}|0{6}|0{9}|0{12})(?![\d.,]*\d)")

MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "- - - - - - - - sept - - -",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for number, name in enumerate(names.split(), start=1)
    if name != "-"
}
"""The names of the months, with their numbers."""

_MONTH = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))

_DATES = (
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)"),
    re.compile(
        r"(?<![\d.,])(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})(?!\d)"
    ),
    re.compile(
        rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.)?\s+(?:of\s+|de\s+)?(?P<name>{_MONTH})\b\.?"
        rf"(?:,?\s+(?:of\s+|de\s+|del\s+)?(?P<year>\d{{4}})(?!\d))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<name>{_MONTH})\b\.?\s+(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(?P<year>\d{{4}})(?!\d))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b(?P<name>{_MONTH})\b\.?,?\s+(?:of\s+|de\s+)?(?P<year>\d{{4}})(?!\d)", re.IGNORECASE
    ),
)
_TIME = re.compile(
    r"(?<![\d.,:])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>[ap])\.?m\b\.?"
    r"|(?<![\d.,:])(?P<clock>\d{1,2})(?::|h\s?)(?P<past>\d{2})(?![\d:])"
    r"|(?<![\d.,:])(?P<oclock>\d{1,2})(?:[.:](?P<minutes>\d{2}))?\s*(?:uhr|o'clock)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.,])[1-9]\d{0,2}(?P<separator>[.,'’\u00a0\u2009\u202f ])\d{3}"
    r"(?:(?P=separator)\d{3})*(?P<fraction>[.,]\d+)?(?![.,]?\d)"
    r"|(?<!\d)(?<!\d[.,])(?P<decimal>\d+[.,]\d+)(?![.,]?\d)"
    r"|(?P<plain>\d+)"
)
_ORDINAL = re.compile(r"(?:st|nd|rd|th|ère|ème|er|º|ª)\b")
_MAYBE_ORDINAL = re.compile(r"\.(?=\s+[A-ZÄÖÜ])")
_NEXT_WORD = re.compile(r"[\s\u00a0\u202f-]{0,3}(?P<word>[^\W\d_]+)")
_LIST_MARKER = re.compile(rf"\s*\(?\d{{1,3}}[.)]\s+(?=\D)(?!(?:{_MONTH})\b)", re.IGNORECASE)
_MAX_DIGITS = 25
_LONGEST_ORDINAL = 3


def find_figures(text: str) -> list[Figure]:
    """Return the figures of a text in digits, in order. A list marker at its beginning is not one."""
    marker = _LIST_MARKER.match(text)
    taken = [Figure(0, marker.end(), frozenset())] if marker else []
    found: list[Figure] = []
    for search in (_dates, _times, _numbers):
        for figure in search(text):
            if all(figure.end <= each.start or figure.start >= each.end for each in taken):
                taken.append(figure)
                found.append(figure)
    return sorted(found, key=lambda figure: figure.start)


def agree(stated: Figure, source: Figure) -> bool:
    """Return whether a stated figure may be one of the source; of a date a part will do."""
    return not stated.values.isdisjoint(source.values) or any(
        _is_part(ours, theirs) for ours in stated.values for theirs in source.values
    )


def _is_part(stated: Value, source: Value) -> bool:
    """Return whether a figure is the year of a date, or the date without its year or its day."""
    if source[0] != "date":
        return False
    whole = str(source[1])
    if stated[0] == "number":
        return whole.startswith(f"{stated[1]:f}-") and len(f"{stated[1]:f}") == 4
    part = str(stated[1])
    return stated[0] == "date" and (
        whole.startswith(f"{part}-") or (part.startswith("-") and whole.endswith(part))
    )


def _dates(text: str) -> Iterator[Figure]:
    for pattern in _DATES:
        for match in pattern.finditer(text):
            values = frozenset(("date", value) for value in _readings_of_date(match.groupdict()))
            if values:
                yield Figure(match.start(), match.end(), values)


def _readings_of_date(parts: dict[str, str | None]) -> Iterator[str]:
    year = parts.get("year") or ""
    if len(year) == 2:
        year = f"20{year}"
    if parts.get("first") is not None:
        pairs = {(parts["first"], parts["second"]), (parts["second"], parts["first"])}
        months = [(str(month), str(day)) for day, month in pairs]
    elif parts.get("name"):
        month = str(MONTHS[str(parts["name"]).casefold()])
        months = [(month, str(parts.get("day") or ""))]
    else:
        months = [(str(parts["month"]), str(parts["day"]))]
    for month, day in months:
        if not day:
            yield f"{year}-{int(month)}"
        elif _is_date(year, month, day):
            yield f"{year}-{int(month)}-{int(day)}"


def _is_date(year: str, month: str, day: str) -> bool:
    try:
        date(int(year or 2024), int(month), int(day))
    except ValueError:
        return False
    return True


def _times(text: str) -> Iterator[Figure]:
    for match in _TIME.finditer(text):
        hour = int(match["hour"] or match["clock"] or match["oclock"])
        minute = int(match["minute"] or match["past"] or match["minutes"] or 0)
        if match["half"]:
            hour = hour % 12 + (12 if match["half"].casefold() == "p" else 0)
        hours = {hour, hour + 12} if match["oclock"] and hour < 12 else {hour}
        values = {("time", Decimal(each * 60 + minute)) for each in hours}
        yield Figure(match.start(), match.end(), frozenset(values))


def _numbers(text: str) -> Iterator[Figure]:
    for match in _NUMBER.finditer(text):
        powers, end = _scale(text, match.end())
        sign = "negative " if _is_negative(text, match.start()) else ""
        kinds, end_of_kind = _kinds(text, end, match)
        values = frozenset(
            (f"{sign}{kind}", (value * 10**power).normalize())
            for kind in kinds
            for value in _readings(match)
            for power in powers
            if power < 40
        )
        yield Figure(match.start(), end_of_kind, values)


def _kinds(text: str, end: int, match: re.Match[str]) -> tuple[tuple[str, ...], int]:
    """Return what a number that ends there may be, an ordinal or none, and where that ends."""
    if match["plain"] and len(match.group()) <= _LONGEST_ORDINAL:
        if ordinal := _ORDINAL.match(text, end):
            return ("ordinal",), ordinal.end()
        if _MAYBE_ORDINAL.match(text, end):
            return ("number", "ordinal"), end
    return ("number",), end


def _is_negative(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start]
    return before[-1:] in {"-", "−", "–"} and (len(before) == 1 or before[0] in " (")


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


def _scale(text: str, end: int) -> tuple[tuple[int, ...], int]:
    """Return the powers of ten that what follows a number multiplies it by, and where that ends."""
    powers: tuple[int, ...] = (0,)
    while True:
        if round_number := _ROUND.match(text, end):
            zeros = len(round_number[1])
            powers = tuple(power + zeros for power in powers)
            end = round_number.end()
            continue
        match = _NEXT_WORD.match(text, end)
        more = SCALES.get(match["word"].casefold()) if match else None
        if (
            match is None
            or more is None
            or (len(match["word"]) == 1 and match.start("word") != end)
        ):
            return powers, end
        powers = tuple(power + another for power in powers for another in more)[:4]
        end = match.end()
