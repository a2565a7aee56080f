"""From passages to an answer: chooses who writes it, falls back to quoting, and numbers citations."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ..errors import ModelError, ModelSettingsError
from ..search.lexicon import Lexicon
from ..search.retriever import Found
from ..settings import Settings
from ..types import Answer, Citation, Mode, Proof, ProvedStatement, Statement, Turn
from ..verification.language import language
from .answerer import Answerer
from .extractive import ExtractiveAnswerer
from .query_rewriting import carried_over
from .token_usage import Usage

if TYPE_CHECKING:
    from .generative import GenerativeAnswerer

log = logging.getLogger(__name__)


class Answering:
    """Answers with the model that the settings name, or by quoting."""

    def __init__(self, settings: Settings, lexicon: Lexicon) -> None:
        self._settings = settings
        self._lexicon = lexicon

    @property
    def mode(self) -> Mode:
        """How answers are written as long as nothing fails."""
        return "generative" if self._settings.chat else "extractive"

    def standing_alone(self, question: str, history: Sequence[Turn], usage: Usage) -> str:
        """The question as it is searched for: understood without the conversation before it."""
        if history and self.mode == "generative":
            try:
                return self._generative.standing_alone(question, history, usage)
            except ModelError:
                log.info("A follow-up could not be rewritten; its words are carried over.")
        return carried_over(question, history)

    def stream(
        self, question: str, meant: str, found: Found, history: Sequence[Turn], usage: Usage
    ) -> Iterator[Answer]:
        """Yield the answer as proved so far, after each statement; a refusal has none.

        `meant` is the question as `standing_alone` understands it. Where the passages hardly bear on
        it no model is asked, unless it is in another language than they are: then neither words nor
        the local model can tell, and the chat model is left to read them. How much it is used is
        counted in `usage`.
        """
        answer = Answer(question, self.mode, notice=found.notice)
        if self.mode == "extractive":
            yield from self._quoted(answer, meant, found)
        elif found.answerable or _in_another_language(meant, found):
            yield from self._generated(answer, meant, found, history, usage)
        else:
            yield answer

    def _generated(
        self, answer: Answer, meant: str, found: Found, history: Sequence[Turn], usage: Usage
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
                yield from self._quoted(replace(answer, mode="fallback"), meant, found)

    def _quoted(self, answer: Answer, meant: str, found: Found) -> Iterator[Answer]:
        if found.answerable:
            statements = self._extractive.answer(meant, found.passages)
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
    answer: Answer, statements: Iterator[ProvedStatement], found: Found
) -> Iterator[Answer]:
    for proved in statements:
        answer = _with(answer, proved, found)
        yield answer
    if not answer.statements:
        yield answer


def _in_another_language(question: str, found: Found) -> bool:
    asked = language(question)
    read = language(" ".join(passage.text for passage in found.closest))
    return asked is not None and read is not None and asked != read


def _with(answer: Answer, proved: ProvedStatement, found: Found) -> Answer:
    """The answer with one more statement; a quote that was cited already keeps its number."""
    citations = list(answer.citations)
    numbers = {(c.source, c.start, c.end): c.number for c in citations}
    cited: list[int] = []
    for proof in proved.proofs:
        key = (proof.passage.source, proof.span.start, proof.span.end)
        if key not in numbers:
            numbers[key] = len(citations) + 1
            citations.append(_citation(numbers[key], proof, found))
        if numbers[key] not in cited:
            cited.append(numbers[key])
    statement = Statement(proved.text, tuple(cited))
    return replace(answer, statements=(*answer.statements, statement), citations=tuple(citations))


def _citation(number: int, proof: Proof, found: Found) -> Citation:
    passage = proof.passage
    return Citation(
        number=number,
        source=passage.source,
        start=proof.span.start,
        end=proof.span.end,
        quote=proof.quote,
        place=found.locators[passage.source].place(proof.span.start),
        digest=passage.digest,
        title=passage.title,
        url=passage.url,
        date=passage.date,
    )
