"""Mends the misspelt words of a question by the words that the index holds.

Only what neither the index nor a dictionary knows as a word is taken for a slip: an English word that
the documents happen not to use stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from math import log1p

from rapidfuzz.distance import OSA, JaroWinkler

from ..documents.words import ASKING_WORDS, FUNCTION_WORDS, LIGHT_WORDS, has_own_meaning
from .english_words import is_listed

MIN_LENGTH = 4
"""Shorter words have too many neighbours to be mended."""

_LONG = 7
"""From this length on, in letters, two slips are mended, else one."""

_FREQUENCY = 0.02
"""What the logarithm of a word's chunks counts beside its likeness, which is from 0 to 1."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_COMMON = frozenset(
    word for word in FUNCTION_WORDS | ASKING_WORDS | LIGHT_WORDS if len(word) >= MIN_LENGTH - 1
)


def is_english(word: str) -> bool:
    """Return whether a dictionary has a word."""
    return is_listed(word.lower())


Vocabulary = Callable[[str, int, int], Mapping[str, int]]
"""The stems of the index that begin with a letter and have from so many to so many letters, each with
the number of chunks that hold it."""


def mend(
    question: str,
    vocabulary: Vocabulary,
    is_known: Callable[[str], bool],
) -> str:
    """Return the question with its misspelt words replaced.

    `is_known` tells whether a word needs no mending: the index or a dictionary holds it.
    """

    def mended(match: re.Match[str]) -> str:
        word = match.group()
        return _nearest(word.lower(), vocabulary, is_known) or word

    return _WORD.sub(mended, question)


def _nearest(
    word: str,
    vocabulary: Vocabulary,
    is_known: Callable[[str], bool],
) -> str | None:
    """Return what a misspelt word stands for; None if it is none, or nothing is near."""
    if len(word) < MIN_LENGTH - 1 or not word.isascii() or not has_own_meaning(word):
        return None
    if word in _COMMON or is_known(word):
        return None
    if common := _closest(word, dict.fromkeys(_COMMON, 0), 1):
        return common
    if len(word) < MIN_LENGTH:
        return None
    slips = 2 if len(word) >= _LONG else 1
    near = vocabulary(word[0], len(word) - slips - _LONGEST_ENDING, len(word) + slips)
    forms = {form: count for stem, count in near.items() for form in _forms(stem)}
    return _closest(word, forms, slips)


_ENDINGS = ("e", "s", "es", "ed", "ing", "er", "ion", "ment", "al", "ly")
_LONGEST_ENDING = max(map(len, _ENDINGS))


def _forms(stem: str) -> Iterator[str]:
    """Yield a stem, and the English words that may have it: people write words."""
    yield stem
    base = f"{stem[:-1]}y" if stem.endswith("i") else stem
    yield from filter(is_english, [base, *(base + ending for ending in _ENDINGS)])


def _closest(word: str, among: Mapping[str, int], slips: int) -> str | None:
    """Return the form that is nearest to a word by edits and swapped letters.

    The distance is that of optimal string alignment. Of equally near ones it is the one that is alike
    from its beginning on (Winkler, 1990) and frequent.
    """
    near = [
        (distance, -JaroWinkler.similarity(word, form) - _FREQUENCY * log1p(count), form)
        for form, count in among.items()
        if form[:1] == word[:1]  # the first letter is seldom wrong
        and (distance := OSA.distance(word, form, score_cutoff=slips)) <= slips
    ]
    return min(near)[2] if near else None
