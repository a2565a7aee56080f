"""Answers by quoting: the parts of the documents that answer best, word for word.

It asks no chat model. What it quotes is chosen by a small score over explained features, and where
that score gives little hope it quotes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from ...arrays import Floats
from ...search.lexicon import Lexicon
from ...search.search_result import SearchResult
from ...types import Passage, Span, Turn, VerifiedQuote, VerifiedStatement
from .asked import Asked
from .composition import Composer, Quotation
from .features import Features, measure
from .quotables import Quotable, quotables
from .scoring import choice_scores, confidence, evidence, scores_across_languages
from .weights import CONFIDENCE_THRESHOLD

MAX_STATEMENTS = 3
"""The most places that an answer quotes."""

READ_PASSAGES = 20
"""Passages that are looked through for an answer."""

MARGIN, MARGIN_IN_RUNNING_TEXT = 0.8, 2.5
"""How much lower than the best a further quotable may score to be quoted; a step of 1 is a factor e.

Where the best one stands below no heading, less tells which it is, and more is quoted.
"""


SIMILARITY_THRESHOLD = 0.23
"""Below this cosine of question and quotable across languages a question is refused."""


class ExtractiveAnswerer:
    """Quotes up to three places, or none where nothing is likely to answer."""

    def __init__(self, lexicon: Lexicon, threshold: float | None = None) -> None:
        """Quote nothing where the confidence is below `threshold`; None is the measured default."""
        self._lexicon = lexicon
        self._threshold = CONFIDENCE_THRESHOLD if threshold is None else threshold

    def answer(
        self,
        question: str,
        found: SearchResult,
        history: Sequence[Turn] = (),  # noqa: ARG002 - the contract's; quotes don't depend on it
    ) -> Iterator[VerifiedStatement]:
        """Yield what answers, the best first; nothing where nothing is likely to."""
        passages = found.passages[:READ_PASSAGES]
        chosen_from = quotables(passages, found.documents)
        asked = Asked.of(question, self._lexicon, found.rarity)
        if not chosen_from:
            return
        features = measure(asked, chosen_from, self._lexicon)
        scores = self._scores(asked, chosen_from, features, found)
        if scores is None:
            return
        composer = Composer(chosen_from, scores, features.asked_above, wants_list=asked.wants_list)
        quoted: list[Quotation] = []
        order = np.argsort(-scores, kind="stable").tolist()
        margin = MARGIN if chosen_from[order[0]].heading else MARGIN_IN_RUNNING_TEXT
        for index in order:
            if scores[index] < scores[order[0]] - margin or len(quoted) == MAX_STATEMENTS:
                break
            quotable = chosen_from[index]
            passage = passages[quotable.passage]
            text = found.documents[quotable.path].text
            quotation = composer.quotation(index, passage.blocks, text)
            if not _is_quoted(quotation, quoted):
                quoted.append(quotation)
                yield _statement(quotation, passage, text)

    def _scores(
        self,
        asked: Asked,
        chosen_from: Sequence[Quotable],
        features: Features,
        found: SearchResult,
    ) -> Floats | None:
        """Return the scores of the quotables, None where there is little hope that one answers."""
        if found.similarity is not None:
            own = found.similarity([quotable.shown for quotable in chosen_from])
            read_with = found.similarity([quotable.in_context for quotable in chosen_from])
            scores = scores_across_languages(features, own, read_with)
            best = int(scores.argmax())
            similar = (own[best] + read_with[best]) / 2
            return scores if similar >= SIMILARITY_THRESHOLD else None
        scores = choice_scores(features)
        chance = confidence(evidence(asked, features, scores, found.relevance))
        return scores if chance >= self._threshold else None


def _is_quoted(quotation: Quotation, before: Sequence[Quotation]) -> bool:
    """Return whether an earlier quotation has the same words, or words of the same place."""
    return any(
        quotation.text == other.text
        or (quotation.path == other.path and quotation.span.overlaps(other.span))
        for other in before
    )


def _statement(quotation: Quotation, passage: Passage, text: str) -> VerifiedStatement:
    """Return the quotation with its proof; the passage is widened where the quote begins before it."""
    span = quotation.span
    whole = Span(min(passage.start, span.start), max(passage.end, span.end))
    holding = replace(passage, start=whole.start, end=whole.end, text=text[whole.start : whole.end])
    return VerifiedStatement(quotation.text, (VerifiedQuote(holding, span),))
