"""Proves a model's statement by sentences of the documents, or quotes them in its place. Pure.

What follows from the sentences that support it best is shown in the model's words. What does not is
not: its sentences are shown if they bear on the question, and nothing if they don't.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from itertools import islice

from ...types import Passage, VerifiedQuote, VerifiedStatement
from ...verification.attribution import without_reply
from ...verification.cross_lingual import cross_lingual_objection
from ...verification.instructions import speaks_to_a_model
from ...verification.quotes import verify_quote
from ..extractive.choice import Choice
from ..extractive.composition import Quotation
from ..extractive.extractive_answerer import best_quotations, overlap
from .evidence import EvidenceFinder, Support
from .reply_parser import Draft

log = logging.getLogger(__name__)

SOME, SOME_HINTED = 0.4, 0.25
"""The share of a statement's words in a sentence that may stand in its place; the second where the
model's own quote leads to it."""

SAME_LANGUAGE = 0.34
"""The share of a statement's words, names and figures left out, that it has in common with a sentence
in its own language at least."""

FAR_BELOW = 1.5
"""How much lower than the best all sentences of an answer score, so that the best is quoted too; a step
of 1 is a factor e of odds."""


class Prover:
    """Proves the statements of one answer by what was found for its question."""

    def __init__(self, choice: Choice, given: Sequence[Passage] = ()) -> None:
        """Prove by what `choice` found; `given` are the passages that the model has read, in order."""
        self._choice = choice
        others = [passage for passage in choice.found.passages if passage not in given]
        self._passages = [*given, *others]
        self._evidence = EvidenceFinder(choice)
        self._quoted: list[Quotation] = []
        self._cited: list[VerifiedQuote] = []

    def prove(self, draft: Draft) -> VerifiedStatement | None:
        """Return the draft with its proof, the sentences in its place, or None where neither will do."""
        text = without_reply(draft.text)
        hints = self._hints(draft)
        supports = self._evidence.supports(text, hints)
        proven, quoted = self._proven(text, supports, hints), None
        if proven is None or not self._bears(supports):
            quoted = self._in_its_place(text, supports, hints)
        statement = quoted or proven
        if statement is None:
            reason = supports[0].objection if supports else "no sentence has its words"
            log.info("A statement of the model was dropped: %s.", reason)
            return None
        self._cited.extend(statement.quotes)
        return statement

    def _bears(self, supports: Sequence[Support]) -> bool:
        """Return whether anything that a statement rests on has to do with the question.

        What does not may be true and is shown, unless the model's own quote leads to what does.
        """
        return self._choice.found.language is not None or any(
            self._evidence.bears(each.first, each.last, each.share) for each in supports
        )

    def best_evidence(self) -> Iterator[VerifiedStatement]:
        """Yield what likely answers best, where all that was cited so far is far from it."""
        if not self._choice.is_likely or self._highest_cited() >= self._highest() - FAR_BELOW:
            return
        log.info("The sentence that answers best is quoted besides.")
        yield from islice(best_quotations(self._choice), 1)

    def _highest(self) -> float:
        return float(self._choice.scores.max())

    def _highest_cited(self) -> float:
        """Return the score of the best sentence that was cited; minus infinity if there is none."""
        scored = zip(self._choice.quotables, self._choice.scores.tolist(), strict=True)
        return max(
            (
                score
                for quotable, score in scored
                for cited in self._cited
                if cited.passage.source.path == quotable.path and cited.span.overlaps(quotable.span)
            ),
            default=float("-inf"),
        )

    def _hints(self, draft: Draft) -> list[VerifiedQuote]:
        """Return the quotes of the model that stand in the documents."""
        quotes = [
            verify_quote(quote.words, self._passages, quote.passage, draft.text)
            for quote in draft.quotes
        ]
        return [quote for quote in quotes if quote is not None]

    def _proven(
        self, text: str, supports: Sequence[Support], hints: Sequence[VerifiedQuote]
    ) -> VerifiedStatement | None:
        if supports and all(each.objection is None for each in supports):
            quotes = [quote for each in supports for quote in each.quotes]
            return VerifiedStatement(text, tuple(dict.fromkeys(quotes)))
        return self._across_languages(text, supports, hints)

    def _across_languages(
        self, text: str, supports: Sequence[Support], hints: Sequence[VerifiedQuote]
    ) -> VerifiedStatement | None:
        """Return a statement in the question's language with the sentence that the model quotes for it.

        Across languages no words can be compared: the sentence stands in full beside the statement.
        Whether the question's language is told right is doubtful where words are the sources'.
        """
        language = self._choice.found.language
        if language is None or any(
            self._evidence.shared_words(text, each) >= SAME_LANGUAGE for each in supports
        ):
            return None
        for hinted in self._evidence.hinted(text, hints):
            if not self._evidence.bears(hinted.first, hinted.last, 1.0):
                continue
            quotable = self._choice.quotables[hinted.first]
            reason = cross_lingual_objection(
                text,
                quotable.in_context,
                language=language,
                source_language=self._evidence.language,
            )
            if reason is None:
                return VerifiedStatement(text, (self._choice.quote(hinted.first, quotable.span),))
            log.info("A statement in another language than its source: %s.", reason)
        return None

    def _in_its_place(
        self, text: str, supports: Sequence[Support], hints: Sequence[VerifiedQuote]
    ) -> VerifiedStatement | None:
        """Return the sentences that come nearest to a statement, if they bear on the question."""
        for support in self._nearest(text, supports, hints):
            quotable = self._choice.quotables[support.first]
            if speaks_to_a_model(quotable.text):
                continue
            log.info(
                "A statement of the model is not proven, its sentences are shown: %s.",
                supports[0].objection if supports else support.objection,
            )
            quotation = self._choice.quotation(support.first)
            if any(overlap(quotation, other) for other in self._quoted):
                return None
            self._quoted.append(quotation)
            return self._choice.quoted(support.first, quotation)
        return None

    def _nearest(
        self, text: str, supports: Sequence[Support], hints: Sequence[VerifiedQuote]
    ) -> Iterator[Support]:
        """Yield what may stand in a statement's place, first where the model's own quotes lead."""
        across = self._choice.found.language is not None
        for hinted in self._evidence.hinted(text, hints):
            share = 1.0 if across else hinted.share
            if share >= SOME_HINTED and self._evidence.bears(hinted.first, hinted.last, share):
                yield hinted
        for each in supports:
            if each.share >= SOME and self._evidence.bears(each.first, each.last, each.share):
                yield each
