"""The choice among the quotables of a question: how well each answers, and how likely the best does.

The answer by quoting shows the best; the written answer takes from it which passages a model reads
first and which sentences bear on the question.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...arrays import Floats
from ...search.lexicon import Lexicon
from ...search.search_result import SearchResult
from ...types import Passage, Span, VerifiedQuote, VerifiedStatement
from ...verification.instructions import speaks_to_a_model
from .asked import Asked
from .composition import Composer, Quotation
from .features import Features, measure
from .quotables import Quotable, quotables
from .scoring import choice_scores, confidence, evidence, scores_across_languages
from .weights import CONFIDENCE_THRESHOLD

READ_PASSAGES = 20
"""Passages that are looked through for an answer."""

SIMILARITY_THRESHOLD = 0.23
"""Below this cosine of question and quotable across languages a question is refused."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The quotables of a question and the score of each; a step of 1 is a factor e of odds.

    `chance` is how likely the best is to answer, from 0 to 1, or across languages how similar it is to
    the question; at least `threshold` of it is needed.
    """

    found: SearchResult
    quotables: tuple[Quotable, ...]
    scores: Floats
    composer: Composer
    chance: float
    threshold: float

    @property
    def is_likely(self) -> bool:
        """Whether the best quotable is likely enough to answer."""
        return self.chance >= self.threshold

    @property
    def order(self) -> list[int]:
        """The indexes of the quotables, the best first."""
        best_first: list[int] = np.argsort(-self.scores, kind="stable").tolist()
        return best_first

    def quotation(self, index: int) -> Quotation:
        """Return what to quote for a quotable: as much of its block as a reader needs.

        Of a block that also speaks to a model it is the quotable alone.
        """
        quotable = self.quotables[index]
        passage = self.found.passages[quotable.passage]
        text = self.found.documents[quotable.path].text
        whole = self.composer.quotation(index, passage.blocks, text)
        if speaks_to_a_model(whole.text) and not speaks_to_a_model(quotable.text):
            return Quotation(quotable.path, quotable.span, quotable.text)
        return whole

    def quoted(self, index: int, quotation: Quotation) -> VerifiedStatement:
        """Return the quotation for a quotable as a statement that is its own proof."""
        return VerifiedStatement(quotation.text, (self.quote(index, quotation.span),), quoted=True)

    def quote(self, index: int, span: Span) -> VerifiedQuote:
        """Return a span of a quotable's document as a quote; its passage is widened to hold it."""
        quotable = self.quotables[index]
        passage = self.found.passages[quotable.passage]
        text = self.found.documents[quotable.path].text
        return VerifiedQuote(_widened(passage, span, text), span)


class Chooser:
    """Measures the quotables of a question. Safe to use from several threads."""

    def __init__(self, lexicon: Lexicon, threshold: float | None = None) -> None:
        """Ask for a chance of at least `threshold`; None is the measured default."""
        self._lexicon = lexicon
        self._threshold = CONFIDENCE_THRESHOLD if threshold is None else threshold

    def choose(self, question: str, found: SearchResult) -> Choice | None:
        """Return the quotables of what was found with their scores; None where there are none."""
        chosen_from = quotables(found.passages[:READ_PASSAGES], found.documents)
        if not chosen_from:
            return None
        asked = Asked.of(question, self._lexicon, found.rarity)
        features = measure(asked, chosen_from, self._lexicon)
        scores, chance, threshold = self._scored(asked, chosen_from, features, found)
        composer = Composer(chosen_from, scores, features.asked_above, wants_list=asked.wants_list)
        return Choice(found, tuple(chosen_from), scores, composer, chance, threshold)

    def _scored(
        self,
        asked: Asked,
        chosen_from: Sequence[Quotable],
        features: Features,
        found: SearchResult,
    ) -> tuple[Floats, float, float]:
        """Return the scores of the quotables, the chance of the best, and the chance that is needed."""
        if found.similarity is not None:
            own = found.similarity([quotable.shown for quotable in chosen_from])
            read_with = found.similarity([quotable.in_context for quotable in chosen_from])
            scores = scores_across_languages(features, own, read_with)
            best = int(scores.argmax())
            return scores, float(own[best] + read_with[best]) / 2, SIMILARITY_THRESHOLD
        scores = choice_scores(features)
        chance = confidence(evidence(asked, features, scores, found.relevance))
        return scores, chance, self._threshold


def _widened(passage: Passage, span: Span, text: str) -> Passage:
    whole = Span(min(passage.start, span.start), max(passage.end, span.end))
    return replace(passage, start=whole.start, end=whole.end, text=text[whole.start : whole.end])
