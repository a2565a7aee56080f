"""A true sentence with its surroundings, and what all rules that falsify one need."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from retrieval.documents.words import word_set


@dataclass(frozen=True, slots=True)
class TrueSentence:
    """A sentence of a document that answers a question, and the document's others, nearest first."""

    text: str
    question: str
    others: tuple[str, ...]

    @property
    def body(self) -> str:
        """The sentence without its last point."""
        return self.text.rstrip(" .!?;:")


Falsify = Callable[[TrueSentence], str | None]
"""Returns a false variant, or None where the sentence does not have what it takes."""


def both_ways(pairs: Mapping[str, str]) -> dict[str, str]:
    """Return the pairs with their reverses; where two claim the same word the first has it."""
    return {**{value: key for key, value in reversed(list(pairs.items()))}, **pairs}


def exchange(pairs: Mapping[str, str], before: str = "", after: str = "") -> Falsify:
    """Return a rule that replaces the first of some words, between two patterns."""
    words = "|".join(sorted(map(re.escape, pairs), key=len, reverse=True))
    pattern = re.compile(f"{before}(?<!\\w)(?:{words})(?!\\w){after}", re.IGNORECASE)
    whole = re.compile(f"(?<!\\w)(?:{words})(?!\\w)", re.IGNORECASE)

    def exchanged(sentence: TrueSentence) -> str | None:
        found = pattern.search(sentence.text)
        if found is None:
            return None
        word = whole.search(sentence.text, found.start())
        if word is None:
            return None
        return replaced(sentence.text, word.span(), pairs[word[0].lower()])

    return exchanged


def replaced(text: str, place: tuple[int, int], words: str) -> str:
    """Return the text with other words in a place, with a capital where there was one."""
    start, end = place
    if text[start : start + 1].isupper() and words[:1].islower():
        words = capitalized(words)
    return tidy(text[:start] + words + text[end:])


def capitalized(text: str) -> str:
    """Return the text with a capital at its beginning, all else as it is."""
    return text[:1].upper() + text[1:]


def continued(text: str) -> str:
    """Return a sentence as it goes on within another: no capital but that of a name, and no point."""
    first, _, rest = text.partition(" ")
    begins_lower = first.lower() in _LOWERED
    return f"{first.lower() if begins_lower else first} {rest}".rstrip(" .!?;:")


_LOWERED = word_set(
    "the a an this that these those it its he she they we in on at by for from to of with some many "
    "most all every each one two no not there his her their our although because despite if when"
)


def tidy(text: str) -> str:
    """Return the text without doubled spaces and with no space before a mark."""
    return re.sub(r" +([,.;:])", r"\1", re.sub(r"\s{2,}", " ", text)).strip(" ,")


_NAME = re.compile(r"[A-Z][\w’'.-]*\w(?: (?:(?:of|de|van|von|del|la) )?[A-Z][\w’'-]*\w)*")
_NO_NAMES = _LOWERED | word_set(
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday however according while since as after before "
    "during under and but or so also both what who which where how why i you here other several"
)


@lru_cache(maxsize=4096)
def names(text: str) -> tuple[str, ...]:
    """Return the names in a text, in order and each once: words with a capital that need none.

    A single word at the beginning of the sentence is no name for all that is known.
    """
    found: dict[str, None] = {}
    for match in _NAME.finditer(text):
        name, start = match[0], match.start()
        while (first := name.partition(" ")[0]).lower() in _NO_NAMES and first:
            name, start = name[len(first) + 1 :], start + len(first) + 1
        opening = not text[:start].strip(" \"'“‘(")
        if len(name) > 2 and name.lower() not in _NO_NAMES and not (opening and " " not in name):
            found[name] = None
    return tuple(found)


def other_names(sentence: TrueSentence) -> tuple[str, ...]:
    """Return the names of the other sentences of the document that share no word with the sentence."""
    own = set(sentence.text.lower().split())
    found = dict.fromkeys(name for other in sentence.others for name in names(other))
    return tuple(name for name in found if own.isdisjoint(name.lower().split()))
