"""What became of one question: noted on its way, and told as a value to whoever logs or counts it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from retrieval import Timings

from ..error_reporting import new_reference

if TYPE_CHECKING:
    from retrieval import Answer

Ending = Literal["answered", "refused", "about", "failed", "turned_away"]

MILLISECONDS = 1000
"""Of a second: the library's times are in milliseconds."""

_ENDINGS: dict[str, Ending] = {"answer": "answered", "refusal": "refused", "about": "about"}
"""How a question ended, by the kind of its answer."""


@dataclass(frozen=True, slots=True)
class QuestionOutcome:
    """How a question ended, and how long it took. Times are in seconds.

    `reference` is what its asker was told if something unforeseen happened, and `answer_id` that of the
    stored answer. `mode` is how it was answered, None where it was not. `queue` is the wait for its
    turn, and `whole` all the time from the question to the finished message. `question` and `answer`
    are None where the question was private.
    """

    reference: str
    ending: Ending
    server: int | None
    channel: int | None
    mode: str | None = None
    answer_id: int | None = None
    queue: float = 0.0
    retrieval: float = 0.0
    answering: float = 0.0
    whole: float = 0.0
    tokens: int = 0
    citations: int = 0
    question: str | None = None
    answer: str | None = None


Observer = Callable[[QuestionOutcome], None]


@dataclass(slots=True)
class QuestionProgress:
    """What is known of a question so far. It is turned away until it is admitted."""

    reference: str = field(default_factory=new_reference)
    ending: Ending = "turned_away"
    tokens: int = 0
    answer: Answer | None = None
    answer_id: int | None = None
    _began: float = field(default_factory=time.perf_counter)
    _queue: float = 0.0

    def admit(self) -> None:
        """Note that it is to be answered, which has failed until it ends otherwise."""
        self.ending = "failed"

    def turn_away(self) -> None:
        """Note that it is not to be answered after all."""
        self.ending = "turned_away"

    def begin(self) -> None:
        """Note that its turn has come."""
        self._queue = time.perf_counter() - self._began

    def end(self, answer: Answer) -> None:
        """Note that its answer is shown."""
        self.answer = answer
        self.ending = _ENDINGS[answer.kind]

    def outcome(
        self, question: str | None, server: int | None, channel: int | None
    ) -> QuestionOutcome:
        """Return what became of it, as of now; `question` is None where it is private."""
        answer = self.answer
        timings = answer.timings if answer is not None else Timings()
        return QuestionOutcome(
            reference=self.reference,
            ending=self.ending,
            server=server,
            channel=channel,
            mode=None if answer is None else answer_mode(answer),
            answer_id=self.answer_id,
            queue=self._queue,
            retrieval=timings.retrieve / MILLISECONDS,
            answering=timings.answer / MILLISECONDS,
            whole=time.perf_counter() - self._began,
            tokens=self.tokens,
            citations=len(answer.citations) if answer is not None else 0,
            question=question,
            answer=answer.text if answer is not None and question is not None else None,
        )


def answer_mode(answer: Answer) -> str:
    """Return how a question was answered, or "about" where it asked nothing of the contents."""
    return "about" if answer.kind == "about" else answer.mode
