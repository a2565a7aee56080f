"""The numbers and dates of a workbook as its cells show them; dates in ISO 8601, whatever the format."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

_GENERAL = "General"
_PART = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<digits>[#0?][#0?,.]*)|(?P<other>.)",
    re.DOTALL,
)
_SECTION_END = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|(?P<end>;)', re.DOTALL)
_HAS_DAY = re.compile(r"[dy]", re.IGNORECASE)
_HAS_TIME = re.compile(r"[hs]", re.IGNORECASE)
_NO_TEXT = re.compile(r'"[^"]*"|\\.|_.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
_MOST_DIGITS = 21
_MOST_DECIMALS = 10
_PRECISION = 15
"""Significant digits of a number, as many as the programs keep."""


class NumberFormats:
    """The formats that the cells refer to by number, and how numbers look in them."""

    def __init__(self, styles: Any, since_1904: bool) -> None:
        from openpyxl.styles.numbers import is_date_format

        self._since_1904 = since_1904
        self._codes = [] if styles is None else list(_format_codes(styles))
        self._of_dates = {code for code in self._codes if is_date_format(code)}

    def shown(self, value: str, style: int) -> str:
        """Return what a cell shows that holds a number."""
        try:
            number = Decimal(value)
        except InvalidOperation:
            return value
        if not number.is_finite():
            return value
        code = self._codes[style] if style < len(self._codes) else _GENERAL
        if code in self._of_dates:
            return self._time(number, code) or plain(number)
        return formatted(number, code)

    def _time(self, number: Decimal, code: str) -> str | None:
        """Return a date, a time of day or how long something takes; None if there is no such date."""
        from openpyxl.styles.numbers import is_timedelta_format
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        epoch = CALENDAR_MAC_1904 if self._since_1904 else CALENDAR_WINDOWS_1900
        try:
            found = from_excel(float(number), epoch, timedelta=is_timedelta_format(code))
        except (ValueError, OverflowError):
            return None
        if isinstance(found, timedelta):
            return _duration(found)
        if isinstance(found, time):
            return found.isoformat("auto" if found.second else "minutes")
        return _moment(found, _NO_TEXT.sub("", code)) if isinstance(found, datetime) else None


def _format_codes(styles: Any) -> Iterator[str]:
    """Yield the format of each style of cells, in their order."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    own = {
        each.get("numFmtId"): each.get("formatCode")
        for each in styles.iterfind("{*}numFmts/{*}numFmt")
    }
    for style in styles.iterfind("{*}cellXfs/{*}xf"):
        number = style.get("numFmtId", "0")
        built_in = BUILTIN_FORMATS.get(int(number)) if number.isdecimal() else None
        yield own.get(number) or built_in or _GENERAL


def _duration(found: timedelta) -> str:
    minutes, seconds = divmod(abs(round(found.total_seconds())), 60)
    sign = "-" if found < timedelta(0) else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


def _moment(found: datetime, code: str) -> str:
    """Return the day, the time of day, or both, as the format shows them."""
    clock = found.time().replace(microsecond=0)
    written = clock.isoformat("auto" if clock.second else "minutes")
    if not _HAS_TIME.search(code):
        return found.date().isoformat()
    if not _HAS_DAY.search(code):
        return written
    return f"{found.date().isoformat()} {written}"


def plain(number: Decimal) -> str:
    """Return a number without a format, as 3 rather than 3.0, and 0.1 for what is all but that."""
    rounded = Decimal(f"{number:.{_PRECISION}g}")
    if rounded and not -_MOST_DIGITS < rounded.adjusted() < _MOST_DIGITS:
        return f"{rounded.normalize():E}"
    written = f"{rounded:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


@dataclass(frozen=True, slots=True)
class _NumberFormat:
    """What stands before and behind the digits, and how they are written."""

    before: str
    behind: str
    digits: str


def formatted(number: Decimal, code: str) -> str:
    """Return a number in a format of Excel's; a scale, a fraction or an exponent counts for none."""
    sections = _sections(code)
    chosen = sections[0]
    if number < 0 and len(sections) > 1:
        number, chosen = -number, sections[1]
    elif not number and len(sections) > 2:
        chosen = sections[2]
    form = _number_format(chosen)
    if form is None or number.adjusted() > _PRECISION:
        return plain(number)
    if "%" in form.before + form.behind:
        number *= 100
    return _with_sign(form, _digits(number, form.digits))


def _with_sign(form: _NumberFormat, digits: str) -> str:
    sign = "-" if digits.startswith("-") else ""
    return f"{sign}{form.before}{digits.removeprefix('-')}{form.behind}".strip()


@lru_cache
def _sections(code: str) -> tuple[str, ...]:
    """Return the formats of positive numbers, negative ones, zero and text."""
    ends = [match.start() for match in _SECTION_END.finditer(code) if match["end"]]
    starts = [0, *(end + 1 for end in ends)]
    return tuple(code[start:end] for start, end in zip(starts, [*ends, None], strict=True))


@lru_cache
def _number_format(section: str) -> _NumberFormat | None:
    """Return how a section writes numbers; None where it says nothing that is understood."""
    if section.strip().lower() in ("general", "@", ""):
        return None
    before, behind, digits = "", "", ""
    for match in _PART.finditer(section):
        if match["digits"] and digits:
            return None  # as in a fraction, or a telephone number
        digits = match["digits"] or digits
        text = match["quoted"] or match["escaped"] or match["currency"] or match["other"] or ""
        if text in ("/", "E", "e", "@"):
            return None
        if digits:
            behind += text
        else:
            before += text
    is_plain = digits and digits[-1] != "," and len(digits.partition(".")[2]) <= _MOST_DECIMALS
    return _NumberFormat(before, behind, digits) if is_plain else None


def _digits(number: Decimal, pattern: str) -> str:
    """Return the digits as a pattern such as "#,##0.00" writes them."""
    whole, _, fraction = pattern.partition(".")
    rounded = number.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    written = f"{abs(rounded):{',' if ',' in whole else ''}f}"
    kept, _, decimals = written.partition(".")
    least = fraction.count("0")
    decimals = decimals[:least] + decimals[least:].rstrip("0")
    kept = kept.zfill(whole.count("0")) if "," not in whole else kept
    sign = "-" if rounded < 0 else ""
    return f"{sign}{kept}.{decimals}" if decimals else sign + kept
