"""Scores retrieval and answers on a set of questions whose answers are known.

The measures are pure functions; `evaluate` asks a library and applies them. Recall, precision and IoU
by characters follow Smith and Troynikov, "Evaluating Chunking Strategies for Retrieval" (2024).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Protocol

from .errors import SettingsError
from .types import DEFAULT_BUDGET, Answer, Citation, Excerpt, Passage, Span

_PASSAGES = 50


@dataclass(frozen=True, slots=True)
class Gold:
    """Text that answers a question: a span of the document at `path`."""

    path: str
    span: Span

    def touches(self, path: str, start: int, end: int) -> bool:
        """Return whether a span shares at least one character with it."""
        return self.path == path and self.span.overlaps(Span(start, end))


@dataclass(frozen=True, slots=True)
class EvaluationQuestion:
    """A question of a set. It has no gold where the documents do not answer it."""

    id: str
    question: str
    gold: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class RetrievalMatch:
    """How the passages found for one question match its gold."""

    recall: float
    precision: float
    iou: float
    rank: int | None
    """The place, from 1, of the first passage that touches gold."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over a set of questions, from 0 to 1; None where there was nothing to measure.

    Retrieval, over the questions that have an answer and with passages cut at `budget` characters:
    `recall` and `precision` of gold characters, `iou` of both, the mean reciprocal rank `mrr`, and
    how often one of the first passages touches gold (`hit_at_1`, `hit_at_5`). Answers: how often some
    citation touches gold (`citation_hit`), how often nothing was answered where nothing could be
    (`true_refusals`) and where something could (`false_refusals`), and how many of the quotes stand in
    the documents character for character (`quote_fidelity`).
    """

    questions: int
    answerable: int
    budget: int
    recall: float | None
    precision: float | None
    iou: float | None
    mrr: float | None
    hit_at_1: float | None
    hit_at_5: float | None
    citation_hit: float | None
    true_refusals: float | None
    false_refusals: float | None
    quote_fidelity: float | None


class EvaluatedLibrary(Protocol):
    """What is needed of a library to score it."""

    def search(self, query: str, *, limit: int) -> list[Passage]:
        """Find passages, best first."""

    def ask(self, question: str) -> Answer:
        """Answer a question."""

    def excerpt(self, path: str, digest: str, start: int, end: int) -> Excerpt:
        """Show a quote in its document."""


def load_questions(path: Path) -> list[EvaluationQuestion]:
    """Read a file of questions: JSON lines with `id`, `question` and `gold`.

    Raises:
        SettingsError: the file cannot be read, is empty, or a line of it is no question.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SettingsError(f"The questions in {path} cannot be read: {reason}.") from error
    questions = [
        _question(line, f"Line {number} of {path}")
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]
    if not questions:
        raise SettingsError(f"{path} holds no questions. Give it one JSON object a line.")
    return questions


def evaluate(
    library: EvaluatedLibrary,
    questions: Sequence[EvaluationQuestion],
    budget: int = DEFAULT_BUDGET,
    progress: Callable[[int, int], None] | None = None,
) -> Scores:
    """Search for and ask each of the questions, and score what comes back."""
    retrieved: list[RetrievalMatch] = []
    answers: list[tuple[EvaluationQuestion, Answer]] = []
    faithful: list[bool] = []
    for done, question in enumerate(questions):
        if progress:
            progress(done, len(questions))
        if question.gold:
            passages = library.search(question.question, limit=_PASSAGES)
            retrieved.append(match_passages(passages, question.gold, budget))
        answer = library.ask(question.question)
        answers.append((question, answer))
        faithful += [is_faithful(citation, library) for citation in answer.citations]
    if progress:
        progress(len(questions), len(questions))
    return summarise(retrieved, answers, faithful, budget)


def match_passages(
    passages: Sequence[Passage], gold: Sequence[Gold], budget: int
) -> RetrievalMatch:
    """Compare passages, best first, with the gold of a question (which must have some).

    Passages count as long as they fit into `budget` characters, and the first always does. The rank
    is taken from all of them.
    """
    wanted = {(each.path, at) for each in gold for at in range(each.span.start, each.span.end)}
    kept = _within(passages, budget)
    covered = sum(
        any(passage.source.path == path and passage.start <= at < passage.end for passage in kept)
        for path, at in wanted
    )
    returned = sum(passage.end - passage.start for passage in kept)
    return RetrievalMatch(
        recall=covered / len(wanted),
        precision=covered / returned if returned else 0.0,
        iou=covered / (returned + len(wanted) - covered),
        rank=next((i for i, passage in enumerate(passages, 1) if _hit(passage, gold)), None),
    )


def is_faithful(citation: Citation, library: EvaluatedLibrary) -> bool:
    """Return whether a quote is, character for character, what its document says at its offsets."""
    excerpt = library.excerpt(
        citation.source.path, citation.source.digest, citation.start, citation.end
    )
    if excerpt.quote is None or excerpt.start + excerpt.quote.start != citation.start:
        return False
    return excerpt.text[excerpt.quote.start : excerpt.quote.end] == citation.quote


def summarise(
    retrieved: Sequence[RetrievalMatch],
    answers: Sequence[tuple[EvaluationQuestion, Answer]],
    faithful: Sequence[bool],
    budget: int,
) -> Scores:
    """Return the means of what was measured question by question, and quote by quote."""
    answerable = [(question, answer) for question, answer in answers if question.gold]
    others = [answer for question, answer in answers if not question.gold]
    ranks = [found.rank for found in retrieved]
    return Scores(
        questions=len(answers),
        answerable=len(answerable),
        budget=budget,
        recall=_mean(found.recall for found in retrieved),
        precision=_mean(found.precision for found in retrieved),
        iou=_mean(found.iou for found in retrieved),
        mrr=_mean(1 / rank if rank else 0 for rank in ranks),
        hit_at_1=_mean(rank is not None and rank <= 1 for rank in ranks),
        hit_at_5=_mean(rank is not None and rank <= 5 for rank in ranks),
        citation_hit=_mean(
            any(_hit(citation, question.gold) for citation in answer.citations)
            for question, answer in answerable
        ),
        true_refusals=_mean(not answer.answered for answer in others),
        false_refusals=_mean(not answer.answered for _, answer in answerable),
        quote_fidelity=_mean(faithful),
    )


def _within(passages: Sequence[Passage], budget: int) -> list[Passage]:
    kept: list[Passage] = []
    characters = 0
    for passage in passages:
        characters += passage.end - passage.start
        if kept and characters > budget:
            break
        kept.append(passage)
    return kept


def _hit(found: Passage | Citation, gold: Sequence[Gold]) -> bool:
    return any(each.touches(found.source.path, found.start, found.end) for each in gold)


def _mean(values: Iterable[float]) -> float | None:
    values = list(values)
    return fmean(values) if values else None


def _question(line: str, where: str) -> EvaluationQuestion:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise SettingsError(f"{where} is not JSON ({error}).") from error
    if not isinstance(row, Mapping) or not isinstance(row.get("question"), str):
        raise SettingsError(f'{where} needs a "question" that is text.')
    try:
        gold = tuple(_gold(span) for span in row.get("gold") or ())
    except (KeyError, TypeError, ValueError) as error:
        raise SettingsError(
            f'{where} needs a "gold" that is a list of objects with "source", "start" and "end", '
            "where end is greater than start."
        ) from error
    return EvaluationQuestion(str(row.get("id", "")), row["question"], gold)


def _gold(span: Mapping[str, object]) -> Gold:
    path, start, end = span["source"], span["start"], span["end"]
    if not (isinstance(path, str) and isinstance(start, int) and isinstance(end, int)):
        raise TypeError
    if not 0 <= start < end:
        raise ValueError
    return Gold(path, Span(start, end))
