"""The words of Cyrillic and Arabic texts as they are searched: without marks and endings.

The full-text index itself knows the endings of English alone. What is written in these scripts is in no
need of its language being told first: all of it is stemmed as Russian or as Arabic (Snowball), the same
in documents and in questions.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from snowballstemmer import Stemmer

_KNOWN_STEMS = 50_000

_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]+")
"""The vowel signs of Arabic, and the stroke that stretches a word: written or not, it is one word."""

_WORD = re.compile("(?P<russian>[\u0400-\u04ff]+)|(?P<arabic>[\u0621-\u064a\u0671-\u06d3]+)")
_ANY = re.compile("[\u0400-\u04ff\u0600-\u06ff]")
_lock = threading.Lock()


def with_stems(text: str) -> str:
    """Return a text with the words of these scripts replaced by their stems, in lower case.

    A stem is its own stem, so that what was looked up may be looked up again.
    """
    if not _ANY.search(text):
        return text
    return _WORD.sub(_stem, _MARKS.sub("", text))


def _stem(match: re.Match[str]) -> str:
    return _stem_of(match.group().lower().replace("ё", "е"), match.lastgroup or "")


@lru_cache(_KNOWN_STEMS)
def _stem_of(word: str, language: str) -> str:
    with _lock:  # a stemmer works in its own attributes
        stemmer = _stemmer(language)
        while (stem := stemmer.stemWord(word)) != word and stem:
            word = stem
    return word


@lru_cache
def _stemmer(language: str) -> Stemmer:
    import snowballstemmer

    return snowballstemmer.stemmer(language)
