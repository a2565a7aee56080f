"""Answers written by a chat model, of which only what is verified is shown.

The model's statements are drafts: the quotes of each are looked up and the statement is held against
them as it arrives, and dropped where they do not support it. What is said to the model is in `prompt`,
how it is reached in `chat_model`, how its reply is read in `reply_parser`; what counts as verified in
`verification`.
"""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from ...errors import ModelError
from ...questions.query_rewriting import carry_over_terms
from ...search.search_result import SearchResult
from ...types import Passage, Turn, VerifiedStatement
from ...verification.quotes import verify_quote
from ...verification.statements import rejection_reason
from ..model.chat_model import ChatModel, check
from .prompt import ANSWER_FORM, answer_messages, rewriting_messages, within_budget
from .reply_parser import Draft, ReplyParser, sanitize

if TYPE_CHECKING:
    from ...settings import Settings
    from ..model.token_usage import TokenUsage

__all__ = ["GenerativeAnswerer", "check"]

log = logging.getLogger(__name__)

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
        found: SearchResult,
        history: Sequence[Turn] = (),
        usage: TokenUsage | None = None,
    ) -> Iterator[VerifiedStatement]:
        """Yield each statement as soon as the model has completed it and it is verified.

        It yields no statement where the model says that the passages do not answer, or none is verified.
        What the model is sent and sends back is counted in `usage`.

        Raises:
            ModelError: the model did not serve, or nothing of its reply could be read.
        """
        given = within_budget(found.passages, self._settings.context_budget)
        asked = " ".join([*(turn.text for turn in history if turn.role == "user"), question])
        reply = ReplyParser()
        verified: dict[str, VerifiedStatement] = {}
        asked_for = answer_messages(question, given, history)
        pieces = self._model.stream(asked_for, ANSWER_FORM, usage)
        for draft in _drafts(reply, pieces):
            statement = _verify(draft, given, asked)
            if statement is not None and statement.text not in verified:
                verified[statement.text] = statement
                yield statement
        if not verified and not reply.readable:
            raise ModelError(
                f"The model {self._model.name} answered nothing that could be read. Try again; "
                "if it stays so, choose another model in FOOTNOTE_CHAT_MODEL."
            )

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


def _verify(draft: Draft, given: Sequence[Passage], asked: str) -> VerifiedStatement | None:
    """Return the draft with those of its quotes that were found, or None if they do not support it."""
    found = [verify_quote(quote.words, given, quote.passage, draft.text) for quote in draft.quotes]
    quotes = tuple(dict.fromkeys(quote for quote in found if quote is not None))
    reason = (
        rejection_reason(draft.text, asked, quotes) if quotes else "none of its quotes was found"
    )
    if reason is not None:
        log.info("A statement of the model was dropped: %s.", reason)
        return None
    return VerifiedStatement(draft.text, quotes)
