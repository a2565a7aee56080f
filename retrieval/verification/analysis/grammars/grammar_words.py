"""The small words that decide what a sentence claims, such as negations and quantifiers.

Pure data. Words of one group mean the same here; a statement must keep the group of each such word of
its source. Names of groups are what the log calls them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class GrammarWords:
    """The grammar of one language, as far as checking a statement needs it.

    `phrases` are rewritten first, each as one word of a group. `groups` tells the group of a word, and
    `prepositions` the relation that one expresses. `plain` words carry no claim of their own. `agents`
    name who acts in the passive, whose auxiliaries are `passive`. `present` and `past` are forms that
    tell the tense. `reporting` words say that a text says something, and `documents` are what a text
    may be called. `breaks` begin another clause, `relative` among them one that tells
    which, `coordinating` among them one of its own, `contrasting` one that is so where another is not.
    `persons` are the kinds of person of pronouns.
    `relative_after_break` are words that begin a relative clause behind a comma, and `cases` what the
    forms of an article tell of the role of a noun.
    """

    phrases: tuple[tuple[re.Pattern[str], str], ...]
    groups: Mapping[str, str]
    prepositions: Mapping[str, str]
    plain: frozenset[str]
    pronouns: frozenset[str]
    agents: frozenset[str]
    passive: frozenset[str]
    present: frozenset[str]
    past: frozenset[str]
    reporting: frozenset[str]
    documents: frozenset[str]
    breaks: frozenset[str]
    coordinating: frozenset[str]
    relative: frozenset[str]
    contrasting: frozenset[str]
    persons: Mapping[str, str]
    relative_after_break: frozenset[str] = frozenset()
    cases: Mapping[str, str] = field(default_factory=dict)


def by_word(groups: Mapping[str, str]) -> dict[str, str]:
    """Return the group of each word; the words of a group are separated by spaces."""
    return {word: group for group, spaced in groups.items() for word in spaced.split()}


def phrases(written: Mapping[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the patterns of phrases, each with the word that it is rewritten as."""
    return tuple(
        (re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), word)
        for word, pattern in written.items()
    )
