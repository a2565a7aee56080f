"""From passages to an answer: chooses who writes it, falls back to quoting, and numbers citations."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ..errors import ModelError, ModelSettingsError
from ..search.lexicon import Lexicon
from ..search.retriever import SearchResult
from ..settings import Settings
from ..types import Answer, Citation, Mode, Statement, Turn, VerifiedQuote, VerifiedStatement
from ..verification.language import detect_language
from .answerer import Answerer
from .extractive import ExtractiveAnswerer
from .query_rewriting import carry_over_terms
from .token_usage import TokenUsage

if TYPE_CHECKING:
    from .generative import GenerativeAnswerer

log = logging.getLogger(__name__)


class AnswerPipeline:
    """Answers with the model that the settings name, or by quoting."""

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:
        self._settings = settings
        self._lexicon = lexicon

    @property
    def mode(self) -> Mode:
        """How answers are written as long as nothing fails."""
        return "generative" if self._settings.chat else "extractive"

    def standalone_question(self, question: str, history: Sequence[Turn], usage: TokenUsage) -> str:
        """Return the question as it is searched for: understood without the conversation before it."""
        if history and self.mode == "generative":
            try:
                return self._generative.standalone_question(question, history, usage)
            except ModelError:
                log.info("A follow-up could not be rewritten; its words are carried over.")
        return carry_over_terms(question, history)

    def stream(
        self,
        question: str,
        standalone: str,
        found: SearchResult,
        history: Sequence[Turn],
        usage: TokenUsage,
    ) -> Iterator[Answer]:
        """Yield the answer as verified so far, after each statement; a refusal has none.

        `standalone` is what `standalone_question` made of the question. Where the passages are hardly
        relevant to it no model is asked, unless it is in another language than they are: then
        neither words nor the local model can tell, and the chat model is left to read them. How much
        it is used is counted in `usage`.
        """
        answer = Answer(question, self.mode, notice=found.notice)
        if self.mode == "extractive":
            yield from self._quoted(answer, standalone, found)
        elif found.relevant or _in_another_language(standalone, found):
            yield from self._generated(answer, standalone, found, history, usage)
        else:
            yield answer

    def _generated(
        self,
        answer: Answer,
        standalone: str,
        found: SearchResult,
        history: Sequence[Turn],
        usage: TokenUsage,
    ) -> Iterator[Answer]:
        statements = self._generative.answer(answer.question, found.passages, history, usage)
        try:
            for so_far in _growing(answer, statements, found):
                answer = so_far
                yield answer
        except ModelError as error:
            misconfigured = isinstance(error, ModelSettingsError)
            answer = replace(answer, notice=str(error), misconfigured=misconfigured)
            if answer.statements:
                yield answer
            else:
                yield from self._quoted(replace(answer, mode="fallback"), standalone, found)

    def _quoted(self, answer: Answer, standalone: str, found: SearchResult) -> Iterator[Answer]:
        if found.relevant:
            statements = self._extractive.answer(standalone, found.passages)
            yield from _growing(answer, statements, found)
        else:
            yield answer

    @cached_property
    def _extractive(self) -> Answerer:
        return ExtractiveAnswerer(self._lexicon)

    @cached_property
    def _generative(self) -> GenerativeAnswerer:
        from .generative import GenerativeAnswerer

        return GenerativeAnswerer(self._settings)


def _growing(
    answer: Answer, statements: Iterator[VerifiedStatement], found: SearchResult
) -> Iterator[Answer]:
    for verified in statements:
        answer = _with(answer, verified, found)
        yield answer
    if not answer.statements:
        yield answer


def _in_another_language(question: str, found: SearchResult) -> bool:
    asked = detect_language(question)
    read = detect_language(" ".join(passage.text for passage in found.closest))
    return asked is not None and read is not None and asked != read


def _with(answer: Answer, verified: VerifiedStatement, found: SearchResult) -> Answer:
    """Return the answer with one more statement; a quote that was cited already keeps its number."""
    citations = list(answer.citations)
    numbers = {(c.source.path, c.start, c.end): c.number for c in citations}
    cited: list[int] = []
    for quote in verified.quotes:
        key = (quote.passage.source.path, quote.span.start, quote.span.end)
        if key not in numbers:
            numbers[key] = len(citations) + 1
            citations.append(_citation(numbers[key], quote, found))
        if numbers[key] not in cited:
            cited.append(numbers[key])
    statement = Statement(verified.text, tuple(cited))
    return replace(answer, statements=(*answer.statements, statement), citations=tuple(citations))


def _citation(number: int, quote: VerifiedQuote, found: SearchResult) -> Citation:
    passage = quote.passage
    return Citation(
        number=number,
        source=passage.source,
        start=quote.span.start,
        end=quote.span.end,
        quote=quote.words,
        location=found.locators[passage.source.path].locate(quote.span.start),
    )
