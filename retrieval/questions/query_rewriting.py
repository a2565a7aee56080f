"""Makes a follow-up question stand alone, so that the passages for it can be found. Pure.

Where no chat model can rewrite it, the words that it lacks are carried over from the questions before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..documents.words import ASKING_WORDS, LIGHT_WORDS, word_set, words
from ..types import Turn
from .question_keywords import keywords

MAX_PREVIOUS_QUESTIONS = 3
"""How many questions before the last one may lend it their words."""

_MAX_CARRIED_TERMS = 8
_MIN_KEYWORDS = 3
"""With fewer words of its own than this a question hardly stands alone."""

_MIN_KEYWORDS_OF_A_PART = 2
"""The same of a part of a message, which people keep short, and without words that tell little."""


ANAPHORA = word_set(
    "it its they them their he him his she her this that these those there then one ones same so "
    "and but or also too else instead more again er sie es ihn ihm ihr ihnen und aber auch dort das "
    "il elle ils elles lui leur cela ça et mais aussi él ella ellos ellas eso ese y pero también"
)
"""Words that lead back to something said before, in a few languages."""


_EXISTENTIAL = re.compile(r"\b(?:is|are|was|were) there\b", re.IGNORECASE)


def carry_over_terms(question: str, history: Sequence[Turn]) -> str:
    """Return the question together with the words that it needs of those before it.

    A question that stands alone is returned as it is.
    """
    asked = [turn.text for turn in history if turn.role == "user"][-MAX_PREVIOUS_QUESTIONS:]
    standalone = ""
    for text in [*asked, question]:
        standalone = (
            _add_terms(text, standalone) if standalone and _depends_on_previous(text) else text
        )
    return standalone


def join_part(part: str, before: str) -> str:
    """Return one question of a message, with the words that it needs of the question before it."""
    own = [word for word in keywords(part) if word not in ASKING_WORDS | LIGHT_WORDS]
    pointing = words(_EXISTENTIAL.sub(" ", part))
    needy = len(own) < _MIN_KEYWORDS_OF_A_PART or not ANAPHORA.isdisjoint(pointing)
    return _add_terms(part, before) if needy else part


def _depends_on_previous(question: str) -> bool:
    """Return whether a question seems to need the one before it."""
    said = words(question)
    return len(keywords(question)) < _MIN_KEYWORDS or not ANAPHORA.isdisjoint(said)


def _add_terms(question: str, before: str) -> str:
    own = set(words(question))
    lent = [word for word in keywords(before) if word not in own][:_MAX_CARRIED_TERMS]
    return " ".join([question, *lent])
