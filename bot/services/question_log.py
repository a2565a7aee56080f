"""One line in the log for each question: how it ended, where, and how long it took."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from .question_outcome import MILLISECONDS

if TYPE_CHECKING:
    from .question_outcome import QuestionOutcome

log = logging.getLogger(__name__)


class QuestionLog:
    """Logs questions; what was asked and answered only where the settings ask for it."""

    def __init__(self, *, texts: bool) -> None:
        self._texts = texts

    def write(self, outcome: QuestionOutcome) -> None:
        """Log one question. How its fields are written is the formatter's part."""
        log.info("A question ended", extra={"fields": fields(outcome, texts=self._texts)})


def fields(outcome: QuestionOutcome, *, texts: bool) -> dict[str, Any]:
    """Return what a line tells; times are in milliseconds, and the texts come last."""
    told: dict[str, Any] = {
        "outcome": outcome.ending,
        "reference": outcome.reference,
        "mode": outcome.mode,
        "answer_id": outcome.answer_id,
        "server": outcome.server,
        "channel": outcome.channel,
        "queue_ms": _milliseconds(outcome.queue),
        "retrieve_ms": _milliseconds(outcome.retrieval),
        "answer_ms": _milliseconds(outcome.answering),
        "whole_ms": _milliseconds(outcome.whole),
        "tokens": outcome.tokens,
        "citations": outcome.citations,
    }
    if texts and outcome.question is not None:
        told |= {"question": outcome.question, "answer": outcome.answer}
    return told


def _milliseconds(seconds: float) -> float:
    return round(seconds * MILLISECONDS, 1)
