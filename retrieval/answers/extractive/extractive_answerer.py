"""Answers by quoting: the parts of the documents that answer best, word for word.

It asks no chat model. What it quotes is chosen by a small score over explained features, and where
that score gives little hope it quotes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...search.search_result import SearchResult
from ...types import Turn, VerifiedStatement
from .choice import Choice, Chooser
from .composition import Quotation

MAX_STATEMENTS = 3
"""The most places that an answer quotes."""

MARGIN, MARGIN_IN_RUNNING_TEXT = 0.8, 2.5
"""How much lower than the best a further quotable may score to be quoted; a step of 1 is a factor e.

Where the best one stands below no heading, less tells which it is, and more is quoted.
"""


class ExtractiveAnswerer:
    """Quotes up to three places, or none where nothing is likely to answer."""

    def __init__(self, chooser: Chooser) -> None:
        """Quote what `chooser` finds to answer best."""
        self._chooser = chooser

    def answer(
        self,
        question: str,
        found: SearchResult,
        history: Sequence[Turn] = (),  # noqa: ARG002 - the contract's; quotes don't depend on it
    ) -> Iterator[VerifiedStatement]:
        """Yield what answers, the best first; nothing where nothing is likely to."""
        choice = self._chooser.choose(question, found)
        if choice is not None and choice.is_likely:
            yield from best_quotations(choice)


def best_quotations(choice: Choice) -> Iterator[VerifiedStatement]:
    """Yield the best quotables as statements, those that score nearly as well as the first."""
    quoted: list[Quotation] = []
    order = choice.order
    best = choice.scores[order[0]]
    margin = MARGIN if choice.quotables[order[0]].heading else MARGIN_IN_RUNNING_TEXT
    for index in order:
        if choice.scores[index] < best - margin or len(quoted) == MAX_STATEMENTS:
            break
        quotation = choice.quotation(index)
        if not any(overlap(quotation, other) for other in quoted):
            quoted.append(quotation)
            yield choice.quoted(index, quotation)


def overlap(quotation: Quotation, other: Quotation) -> bool:
    """Return whether two quotations have the same words, or words of the same place."""
    return quotation.text == other.text or (
        quotation.path == other.path and quotation.span.overlaps(other.span)
    )
