"""The means over a set of questions, as a whole and by kind of question. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from .answer_measures import AnswerMatch
from .retrieval_measures import RetrievalMatch

NEAR_MISS, OFF_TOPIC, CHAT, TWO_PARTS = "near_miss", "off_topic", "chat", "twopart"
"""Kinds of question that have a measure of their own.

Near misses have their topic in the documents but not their answer; chat asks nothing of the contents; a
question of two parts has a gold for each of them.
"""


@dataclass(frozen=True, slots=True)
class AnswerScores:
    """Means over the questions of one kind, from 0 to 1 but for `citations_shown`; None if not measured.

    Of those that the documents answer: how often some citation is right (`hit`), the first one is
    (`first_hit`); how many of all citations are (`precision`); how often the answer says what it must,
    of those that must say something (`must_ok`); how often it does and hits (`hit_and_must`); what
    share of the gold is cited (`cover`); how many citations an answer has (`citations_shown`). Of all:
    how often nothing is answered (`refused`), and no passage is shown either (`nothing_shown`).
    """

    questions: int
    hit: float | None
    first_hit: float | None
    precision: float | None
    must_ok: float | None
    hit_and_must: float | None
    cover: float | None
    citations_shown: float | None
    refused: float | None
    nothing_shown: float | None


@dataclass(frozen=True, slots=True)
class Scores:
    """Means over a set of questions, from 0 to 1; None where there was nothing to measure.

    Retrieval, over the questions whose gold has places and with passages cut at `budget` characters:
    `recall` and `precision` of gold characters, `iou` of both, the mean reciprocal rank `mrr`, and
    how often one of the first passages touches gold (`hit_at_1`, `hit_at_5`). Answers: how often some
    citation is right (`citation_hit`), how often nothing was answered where nothing could be
    (`true_refusals`) and where something could (`false_refusals`), and how many of the quotes stand in
    the documents character for character (`quote_fidelity`). The others are those of `AnswerScores`,
    over all answerable questions or over those of one kind; `kinds` has them all for each kind.
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
    first_hit: float | None = None
    citation_precision: float | None = None
    citations_shown: float | None = None
    must_ok: float | None = None
    hit_and_must: float | None = None
    twopart_cover: float | None = None
    near_miss_refused: float | None = None
    off_topic_refused: float | None = None
    chat_handled: float | None = None
    kinds: Mapping[str, AnswerScores] = field(default_factory=dict)


def summarise(
    retrieved: Sequence[RetrievalMatch],
    answers: Sequence[AnswerMatch],
    faithful: Sequence[bool],
    budget: int,
) -> Scores:
    """Return the means of what was measured question by question, and quote by quote."""
    ranks = [found.rank for found in retrieved]
    answerable = score_answers([match for match in answers if match.question.gold])
    others = score_answers([match for match in answers if not match.question.gold])
    kinds = _by_kind(answers)
    return Scores(
        questions=len(answers),
        answerable=answerable.questions,
        budget=budget,
        recall=_mean(found.recall for found in retrieved),
        precision=_mean(found.precision for found in retrieved),
        iou=_mean(found.iou for found in retrieved),
        mrr=_mean(1 / rank if rank else 0 for rank in ranks),
        hit_at_1=_mean(rank is not None and rank <= 1 for rank in ranks),
        hit_at_5=_mean(rank is not None and rank <= 5 for rank in ranks),
        citation_hit=answerable.hit,
        true_refusals=others.refused,
        false_refusals=answerable.refused,
        quote_fidelity=_mean(faithful),
        first_hit=answerable.first_hit,
        citation_precision=answerable.precision,
        citations_shown=answerable.citations_shown,
        must_ok=answerable.must_ok,
        hit_and_must=answerable.hit_and_must,
        twopart_cover=kinds[TWO_PARTS].cover if TWO_PARTS in kinds else None,
        near_miss_refused=kinds[NEAR_MISS].refused if NEAR_MISS in kinds else None,
        off_topic_refused=kinds[OFF_TOPIC].refused if OFF_TOPIC in kinds else None,
        chat_handled=kinds[CHAT].nothing_shown if CHAT in kinds else None,
        kinds=kinds,
    )


def score_answers(matches: Sequence[AnswerMatch]) -> AnswerScores:
    """Return the means over the answers to some questions."""
    gold = [match for match in matches if match.question.gold]
    citations = [right for match in gold for right in match.right]
    answered = sum(match.answered for match in gold)
    return AnswerScores(
        questions=len(matches),
        hit=_mean(any(match.right) for match in gold),
        first_hit=_mean(any(match.right[:1]) for match in gold),
        precision=_mean(citations),
        must_ok=_mean(
            match.complete for match in gold if match.question.must or match.question.must_not
        ),
        hit_and_must=_mean(any(match.right) and match.complete for match in gold),
        cover=_mean(fmean(match.covered) for match in gold),
        citations_shown=len(citations) / answered if answered else None,
        refused=_mean(not match.answered for match in matches),
        nothing_shown=_mean(match.nothing_shown for match in matches),
    )


def _by_kind(matches: Iterable[AnswerMatch]) -> dict[str, AnswerScores]:
    """Return the means of each kind, in the order in which the kinds first appear."""
    kinds: dict[str, list[AnswerMatch]] = {}
    for match in matches:
        if match.question.kind is not None:
            kinds.setdefault(match.question.kind, []).append(match)
    return {kind: score_answers(each) for kind, each in kinds.items()}


def _mean(values: Iterable[float]) -> float | None:
    values = list(values)
    return fmean(values) if values else None
