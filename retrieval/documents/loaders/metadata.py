"""What a document says about itself, made safe to show: titles, links, dates. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from ...characters import CONTROLS, REVERSALS

MAX_TITLE = 200
_MAX_URL = 2000
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_INVISIBLE = re.compile(
    rf"[{CONTROLS}\t\n{REVERSALS}\u200b\u200e\u200f\u2028\u2029\u2060-\u2065\ufeff\ud800-\udfff]+"
)


def clean_line(value: object) -> str | None:
    """Return a title or a date in one line of visible characters, cut at 200; None if none are left.

    Characters that reverse the direction of writing go, since they can make a title show as another.
    """
    if not isinstance(value, str):
        return None
    line = " ".join(_INVISIBLE.sub(" ", value[: 10 * MAX_TITLE]).split())
    if len(line) > MAX_TITLE:
        line = line[: MAX_TITLE - 1].rstrip() + "…"
    return line or None


def web_address(value: object) -> str | None:
    """Return an absolute http(s) address, or None: readers are shown it as a link."""
    if not isinstance(value, str):
        return None
    address = value.strip()
    if (
        len(address) > _MAX_URL
        or re.search(r"[\s<>\"\\^`{|}]", address)
        or _INVISIBLE.search(address)
    ):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def day(value: object) -> str | None:
    """Return a date as the document writes it; of a point in time in ISO 8601 the day alone."""
    line = clean_line(value)
    if line and (match := _DATE.match(line)):
        return match[0]
    return line or None
