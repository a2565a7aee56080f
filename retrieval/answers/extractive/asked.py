"""A question as it is held against what could be quoted. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...arrays import Floats
from ...documents.words import ASKING_WORDS, LIGHT_WORDS
from ...questions.answer_types import (
    AnswerType,
    answer_types,
    counted_things,
    defined_term,
    named_number,
)
from ...questions.quantities import numbers
from ...search.lexicon import Lexicon, Term

LIGHT_WEIGHT = 0.3
"""What a word counts that is as good as never what a question is about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is held against quotables.

    `rarity` is how rare each term is among all chunks; 0 for words about the asking itself.
    """

    text: str
    terms: tuple[Term, ...]
    rarity: Floats
    types: frozenset[AnswerType]
    counted: str
    defined: str
    number: int | None
    numbers: tuple[float, ...]

    @property
    def wants_list(self) -> bool:
        """Whether it asks for a list or a procedure as a whole, and not for one numbered item of it."""
        return self.number is None and not self.types.isdisjoint(("procedure", "list"))

    @classmethod
    def of(cls, question: str, lexicon: Lexicon, rarity: Mapping[str, float]) -> Asked:
        """Analyse a question; `rarity` is that of the index, by stem."""
        terms = lexicon.terms(question)
        weights = np.array([rarity.get(term.stem, 0.0) for term in terms], np.float32)
        content = np.array([term.word not in ASKING_WORDS for term in terms], bool)
        if content.any():
            weights = np.where(content, weights, 0)
        light = np.array([term.word in LIGHT_WORDS for term in terms], bool)
        weights = np.where(light, LIGHT_WEIGHT * weights, weights).astype(np.float32)
        return cls(
            question,
            terms,
            weights,
            answer_types(question),
            counted_things(question),
            defined_term(question),
            named_number(question),
            tuple(numbers(question)),
        )


def is_light(term: Term) -> bool:
    """Return whether a term is as good as never what a question is about."""
    return term.word in LIGHT_WORDS or term.word in ASKING_WORDS
