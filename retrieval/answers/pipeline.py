"""From passages to an answer: chooses who writes it, falls back to quoting, and numbers citations."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from ..errors import ModelError, ModelSettingsError
from ..questions.query_rewriting import carry_over_terms
from ..questions.question_parts import question_parts
from ..search.lexicon import Lexicon
from ..search.retriever import MAX_PASSAGES
from ..search.search_result import SearchResult
from ..settings import Settings
from ..types import Answer, Citation, Mode, Statement, Turn, VerifiedQuote, VerifiedStatement
from .answerer import Answerer
from .extractive.choice import READ_PASSAGES, Chooser
from .extractive.extractive_answerer import ExtractiveAnswerer
from .model.token_usage import TokenUsage

if TYPE_CHECKING:
    from .generative.generative_answerer import GenerativeAnswerer

log = logging.getLogger(__name__)


WORTH_READING = 0.3
"""The least relevance at which a chat model is asked to read the passages.

It is far below that of an answer by quoting: a model understands what shares no word with the question.
"""


@dataclass(frozen=True, slots=True)
class SearchedQuestion:
    """A question, or a part of one, with what was found for it."""

    question: str
    found: SearchResult


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

    def parts(self, standalone: str) -> tuple[str, ...]:
        """Return the questions to search for one by one; a model reads all at once."""
        return question_parts(standalone) if self.mode == "extractive" else (standalone,)

    def stream(
        self,
        question: str,
        asked: Sequence[SearchedQuestion],
        history: Sequence[Turn],
        usage: TokenUsage,
    ) -> Iterator[Answer]:
        """Yield the answer as verified so far, after each statement; a refusal has none.

        `asked` are the `parts` of the question, each with what was found for it. Where the passages
        have next to nothing to do with it no model is asked, unless the question is in another language
        than they are: then neither words nor the local model can tell, and the chat model is left to
        read them. How much it is used is counted in `usage`.
        """
        found = asked[0].found
        answer = Answer(
            question,
            self.mode,
            notice=found.notice,
            public_notice=found.public_notice,
            nearly=found.relevant,
            language=found.language,
            generation=found.generation,
        )
        if self.mode == "extractive":
            yield from self._quoted(answer, asked)
        elif found.relevance.score >= WORTH_READING or found.language is not None:
            yield from self._generated(answer, asked, history, usage)
        else:
            yield answer

    @property
    def passages_read(self) -> int:
        """How many passages a question is answered from; a model's statements are held against all."""
        return READ_PASSAGES if self.mode == "extractive" else MAX_PASSAGES

    def warm_up(self, asked: SearchedQuestion) -> None:
        """Load what answering takes, by answering a question without asking a model."""
        for _ in self._quoted(Answer(asked.question, "extractive"), [asked]):
            pass
        choice = self._chooser.choose(asked.question, asked.found)
        if self.mode == "generative" and choice is not None:
            self._generative.warm_up(choice)

    def _generated(
        self,
        answer: Answer,
        asked: Sequence[SearchedQuestion],
        history: Sequence[Turn],
        usage: TokenUsage,
    ) -> Iterator[Answer]:
        found = asked[0].found
        choice = self._chooser.choose(asked[0].question, found)
        if choice is None:
            yield answer
            return
        statements = self._generative.answer(answer.question, choice, history, usage)
        try:
            for so_far in _growing(answer, statements, found):
                answer = so_far
                yield answer
        except ModelError as error:
            misconfigured = isinstance(error, ModelSettingsError)
            answer = replace(
                answer,
                notice=str(error),
                public_notice=error.public,
                misconfigured=misconfigured,
            )
            if answer.statements:
                yield answer
            else:
                yield from self._quoted(replace(answer, mode="fallback"), asked)

    def _quoted(self, answer: Answer, asked: Sequence[SearchedQuestion]) -> Iterator[Answer]:
        for part in asked:
            statements = self._extractive.answer(part.question, part.found)
            for so_far in _growing(answer, statements, part.found):
                answer = so_far
                yield answer

    @cached_property
    def _chooser(self) -> Chooser:
        return Chooser(self._lexicon, self._settings.refuse_below)

    @cached_property
    def _extractive(self) -> Answerer:
        return ExtractiveAnswerer(self._chooser)

    @cached_property
    def _generative(self) -> GenerativeAnswerer:
        from .generative.generative_answerer import GenerativeAnswerer

        return GenerativeAnswerer(self._settings)


def _growing(
    answer: Answer, statements: Iterator[VerifiedStatement], found: SearchResult
) -> Iterator[Answer]:
    for verified in statements:
        # Two parts of a question may be answered by the same words, which are said once.
        if all(verified.text != said.text for said in answer.statements):
            answer = _with(answer, verified, found)
            yield answer
    if not answer.statements:
        yield answer


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
    statement = Statement(verified.text, tuple(cited), verified.quoted)
    return replace(answer, statements=(*answer.statements, statement), citations=tuple(citations))


def _citation(number: int, quote: VerifiedQuote, found: SearchResult) -> Citation:
    passage = quote.passage
    return Citation(
        number=number,
        source=passage.source,
        start=quote.span.start,
        end=quote.span.end,
        quote=quote.words,
        location=found.documents[passage.source.path].locator.locate(quote.span.start),
    )
