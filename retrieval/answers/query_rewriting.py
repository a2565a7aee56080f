"""Makes a follow-up question stand alone, so that the passages for it can be found. Pure.

Where no chat model can rewrite it, the words that it lacks are carried over from the questions before.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..documents.words import keywords, words
from ..types import Turn

LOOKED_BACK = 3
"""How many questions before the last one may lend it their words."""

_MOST_CARRIED = 8
_FEW = 3
"""With fewer words of its own than this a question hardly stands alone."""


def _set(spaced: str) -> frozenset[str]:
    return frozenset(spaced.split())


_POINTING_BACK = _set(
    "it its they them their he him his she her this that these those there then one ones same so "
    "and but or also too else instead more again er sie es ihn ihm ihr ihnen und aber auch dort das "
    "il elle ils elles lui leur cela ça et mais aussi él ella ellos ellas eso ese y pero también"
)
"""Words that lead back to something said before, in a few languages."""


def carried_over(question: str, history: Sequence[Turn]) -> str:
    """The question together with the words that it needs of those before it.

    A question that stands alone is returned as it is.
    """
    asked = [turn.text for turn in history if turn.role == "user"][-LOOKED_BACK:]
    meant = ""
    for text in [*asked, question]:
        meant = _with_words_of(text, meant) if meant and _leans(text) else text
    return meant


def _leans(question: str) -> bool:
    """Whether a question seems to need the one before it."""
    said = words(question)
    return len(keywords(question)) < _FEW or not _POINTING_BACK.isdisjoint(said)


def _with_words_of(question: str, before: str) -> str:
    own = set(words(question))
    lent = [word for word in keywords(before) if word not in own][:_MOST_CARRIED]
    return " ".join([question, *lent])
