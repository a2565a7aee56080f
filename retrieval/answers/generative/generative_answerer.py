"""Answers written by a chat model, of which only what is proven is shown in its words.

The model's statements are drafts: as each arrives, `proving` looks for the sentences that support it.
What is said to the model is in `prompt`, what it is given to read in `passage_selection`, how it is
reached in `chat_model`, how its reply is read in `reply_parser`;
`second_reading` has the model check what was proven, where the settings say so.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

from ...errors import ModelError
from ...questions.query_rewriting import carry_over_terms
from ...types import Turn, VerifiedStatement
from ..extractive.choice import Choice
from ..extractive.extractive_answerer import best_quotations
from ..model.chat_model import ChatModel, check
from ..model.token_usage import TokenUsage
from .evidence import EvidenceFinder
from .passage_selection import select_passages
from .prompt import ANSWER_FORM, answer_messages, rewriting_messages
from .proving import Prover
from .reply_parser import Draft, ReplyParser, sanitize
from .second_reading import SecondReading

if TYPE_CHECKING:
    from ...settings import Settings

__all__ = ["GenerativeAnswerer", "check"]

log = logging.getLogger(__name__)

NOTHING_PROVEN = "What the model wrote could not be proven and is not shown."

MAX_REWRITTEN_QUESTION = 500
"""Characters of a follow-up that a model has rewritten; more is no question but a lecture."""


class GenerativeAnswerer:
    """Writes answers with the chat model that the settings name. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._model = ChatModel(settings)

    def answer(
        self,
        question: str,
        choice: Choice,
        history: Sequence[Turn] = (),
        usage: TokenUsage | None = None,
    ) -> Iterator[VerifiedStatement]:
        """Yield each statement as soon as the model has completed it and it is proven, or its sentences.

        It yields nothing where the model says that the passages do not answer. `choice` tells what of
        that which was found bears on the question. What the model is sent and sends back is counted in
        `usage`.

        Raises:
            ModelError: the model did not serve, or nothing of its reply could be read or proven.
        """
        given = select_passages(choice, self._settings.passages_budget)
        prover = Prover(choice, given)
        reply = ReplyParser()
        asked_for = answer_messages(question, given, history)
        pieces = self._model.stream(asked_for, ANSWER_FORM, usage)
        proven = (prover.prove(draft) for draft in _drafts(reply, pieces))
        statements = (statement for statement in proven if statement is not None)
        if self._settings.verify == "model":
            statements = self._read_again(statements, usage or TokenUsage())
        shown = False
        for statement in statements:
            shown = True
            yield statement
        if shown:
            yield from prover.best_evidence()
            return
        if not reply.readable:
            raise ModelError(
                f"The model {self._model.name} answered nothing that could be read. Try again; "
                "if it stays so, choose another model in FOOTNOTE_CHAT_MODEL."
            )
        if reply.answerable:
            raise ModelError(NOTHING_PROVEN)
        log.info(
            "The model says that the documents do not answer; by their own evidence the chance is "
            "%.2f, where %.2f is enough to quote.",
            choice.chance,
            choice.threshold,
        )

    def warm_up(self, choice: Choice) -> None:
        """Load what proving a statement takes, such as the word forms of its language."""
        for quoted in islice(best_quotations(choice), 1):
            EvidenceFinder(choice).supports(quoted.text, [])

    def _read_again(
        self, statements: Generator[VerifiedStatement, None, None], usage: TokenUsage
    ) -> Generator[VerifiedStatement, None, None]:
        """Yield the statements after a second reading, which goes on while the next ones arrive."""
        with closing(SecondReading(self._model, usage, self._settings.model_timeout)) as reading:
            for statement in statements:
                reading.add(statement)
                yield from reading.ready()
            yield from reading.rest()

    def standalone_question(
        self, question: str, history: Sequence[Turn], usage: TokenUsage | None = None
    ) -> str:
        """Have the model write a follow-up so that it can be understood without `history`.

        Where what it writes cannot be a question of bearable length, the words that the question
        lacks are carried over instead.

        Raises:
            ModelError: the model did not serve.
        """
        written = ""
        with closing(
            self._model.stream(rewriting_messages(question, history), usage=usage)
        ) as pieces:
            for piece in pieces:
                written += piece
                if len(written) > MAX_REWRITTEN_QUESTION:
                    break
        written = sanitize(written)
        return (
            written
            if 0 < len(written) <= MAX_REWRITTEN_QUESTION
            else carry_over_terms(question, history)
        )


def _drafts(reply: ReplyParser, pieces: Generator[str, None, None]) -> Iterator[Draft]:
    """Read the model's reply as far as it matters."""
    with closing(pieces):
        for piece in pieces:
            yield from reply.read(piece)
            if reply.finished:
                break
    yield from reply.close()
