"""Asks a library the questions of a set, and has what comes back scored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from ..types import DEFAULT_BUDGET, Answer, Excerpt, Passage
from .answer_measures import AnswerMatch, is_faithful, match_answer
from .question_file import EvaluationQuestion
from .retrieval_measures import RetrievalMatch, match_passages
from .scores import Scores, summarise

_PASSAGES = 50


class EvaluatedLibrary(Protocol):
    """What is needed of a library to score it."""

    def search(self, query: str, *, limit: int) -> list[Passage]:
        """Find passages, best first."""

    def ask(self, question: str) -> Answer:
        """Answer a question."""

    def excerpt(self, path: str, digest: str, start: int, end: int) -> Excerpt:
        """Show a quote in its document."""


def evaluate(
    library: EvaluatedLibrary,
    questions: Sequence[EvaluationQuestion],
    budget: int = DEFAULT_BUDGET,
    progress: Callable[[int, int], None] | None = None,
) -> Scores:
    """Search for and ask each of the questions, and score what comes back.

    What retrieval finds is scored where all gold of a question has its place.
    """
    retrieved: list[RetrievalMatch] = []
    answers: list[AnswerMatch] = []
    faithful: list[bool] = []
    for done, question in enumerate(questions):
        if progress:
            progress(done, len(questions))
        if question.located:
            passages = library.search(question.question, limit=_PASSAGES)
            retrieved.append(match_passages(passages, question.gold, budget))
        answer = library.ask(question.question)
        answers.append(match_answer(question, answer))
        faithful += [is_faithful(citation, library) for citation in answer.citations]
    if progress:
        progress(len(questions), len(questions))
    return summarise(retrieved, answers, faithful, budget)
