"""A sentence as it is compared: the words that carry a claim, in order, with what binds each. Pure.

Words that carry none (articles, auxiliaries) are left out, but what they tell is kept: the preposition
that governs a word, the clause that it stands in, the tense.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .figures import Figure

Kind = Literal["word", "name", "figure", "grammar"]
Tense = Literal["present", "past"]

_YEAR = 4


@dataclass(frozen=True, slots=True)
class Token:
    """A word, name, figure or grammar word that carries a claim.

    `text` is the word as it stands. `keys` are those of its forms. `group` is a grammar word's.
    `preposition` is the relation that governs it. `owns` tells of "'s" behind it, `agent` that it names
    who acts in the passive. `case` is what a German article tells of the noun's role. `place` counts all
    words of the text, `clause` its clauses and `sentence` its sentences.
    """

    text: str
    kind: Kind
    keys: frozenset[str]
    place: int
    clause: int
    sentence: int
    group: str = ""
    figure: Figure | None = None
    preposition: str | None = None
    owns: bool = False
    case: str = ""
    agent: bool = False
    past: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it is a number of four digits or a date."""
        return self.is_date or (
            self.figure is not None and len(self.text) == _YEAR and self.text.isdecimal()
        )

    @property
    def is_date(self) -> bool:
        """Whether it is a date, which counts nothing."""
        return self.figure is not None and any(kind == "date" for kind, _ in self.figure.values)

    @property
    def is_content(self) -> bool:
        """Whether it is no grammar word."""
        return self.kind != "grammar"


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text as tokens. `words` are all its words in one form, for telling a copy.

    `coordinated` are the clauses that "and" or the like begins, `limiting` those that tell which one is
    meant ("members who pay"). `referring` are the sentences that speak of what one before them names.
    `relative` are all those that a relative word begins, and `contrasting` those that "but" does,
    `subordinate` those that a word such as "while" does.
    `voices` are the places of the auxiliaries of the passive, `passive_at` that of the first. `tenses`
    are those of each clause that tells one, and `persons` the kinds of person that pronouns tell.
    """

    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    tenses: frozenset[tuple[int, Tense]]
    asks: bool
    referring: frozenset[int]
    coordinated: frozenset[int]
    limiting: frozenset[int]
    relative: frozenset[int]
    contrasting: frozenset[int]
    subordinate: frozenset[int]
    voices: frozenset[int]
    passive_at: int | None
    persons: frozenset[str]
    language: str

    @property
    def keys(self) -> frozenset[str]:
        """The keys of all its words."""
        return frozenset[str]().union(*(token.keys for token in self.tokens))
