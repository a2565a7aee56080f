"""The English words of pyspellchecker, kept in 3 MB as its file has them.

The file says `"word": frequency` on each line, in the order of the words. As a dictionary they would
take 40 MB and a tenth of a second.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left, bisect_right
from functools import cache, lru_cache

from ..installed_files import package_folder

_PREFIX = 3
"""By so many characters the lines are found among which to look; some dozens to hundreds have them."""

_SECTIONS = 4096
"""Prefixes whose lines are remembered."""


def is_listed(word: str) -> bool:
    """Return whether the dictionary has a word, given in lower case."""
    begin, end = _section(word[:_PREFIX])
    return _lines().find(f'\n"{word}":'.encode(), begin, end) >= 0


@cache
def _lines() -> bytes:
    """Return the lines of the dictionary, between one with an opening and one with a closing brace."""
    path = package_folder("spellchecker") / "resources" / "en.json.gz"
    return gzip.decompress(path.read_bytes())


@lru_cache(maxsize=_SECTIONS)
def _section(prefix: str) -> tuple[int, int]:
    """Return where the lines of the words with a prefix begin, with the break before them, and end."""
    lines, beginning = _lines(), f'"{prefix}'.encode()

    def beginning_at(place: int) -> bytes:
        """Return how the line begins that a place lies in."""
        first = lines.rfind(b"\n", 0, place) + 1
        return lines[first : first + len(beginning)]

    first, last = lines.index(b"\n") + 1, lines.rindex(b"\n")
    places = range(len(lines))
    begin = bisect_left(places, beginning, first, last, key=beginning_at)
    return begin - 1, bisect_right(places, beginning, first, last, key=beginning_at)
