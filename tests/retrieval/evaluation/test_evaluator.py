"""A set of questions is asked and scored as a whole."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from retrieval.evaluation import EvaluationQuestion, Gold, Scores, evaluate
from retrieval.types import Answer, Citation, Excerpt, Location, Passage, Source, Span, Statement

from .values import TEXT, gold, passage


class KnownLibrary:
    """A library of one document that answers as the test wants."""

    def __init__(self, cited: dict[str, list[tuple[int, int, str]]]) -> None:
        self._cited = cited

    def search(self, query: str, *, limit: int) -> list[Passage]:
        assert limit >= 20
        return [passage(100, 110), passage(0, 10)]

    def ask(self, question: str) -> Answer:
        citations = tuple(
            Citation(number, Source("a.txt", "digest"), start, end, quote, Location(1))
            for number, (start, end, quote) in enumerate(self._cited[question], 1)
        )
        statements = tuple(Statement("It is so.", (one.number,)) for one in citations)
        return Answer(question, "extractive", statements, citations)

    def excerpt(self, path: str, digest: str, start: int, end: int) -> Excerpt:
        assert (path, digest) == ("a.txt", "digest")
        window = max(0, start - 5)
        quote = Span(start - window, end - window)
        source, text = Source(path, digest), TEXT[window : end + 5]
        return Excerpt(source, "current", text=text, start=window, quote=quote)


def test_a_set_of_questions_is_scored_as_a_whole() -> None:
    library = KnownLibrary(
        {
            "found": [(5, 8, "567")],
            "beside": [(50, 53, "012"), (60, 63, "xyz")],
            "missed": [],
            "refused": [],
            "fooled": [(0, 3, "012")],
        }
    )
    questions = [
        EvaluationQuestion("1", "found", (gold(0, 10),)),
        EvaluationQuestion("2", "beside", (gold(100, 120),)),
        EvaluationQuestion("3", "missed", (gold(500, 510),)),
        EvaluationQuestion("4", "refused", ()),
        EvaluationQuestion("5", "fooled", ()),
    ]
    told: list[tuple[int, int]] = []
    scores = evaluate(library, questions, 15, lambda *counts: told.append(counts))
    expected = Scores(
        questions=5,
        answerable=3,
        budget=15,
        recall=0.5 / 3,
        precision=1 / 3,
        iou=0.5 / 3,
        mrr=1.5 / 3,
        hit_at_1=1 / 3,
        hit_at_5=2 / 3,
        citation_hit=1 / 3,
        true_refusals=0.5,
        false_refusals=1 / 3,
        quote_fidelity=0.75,
        first_hit=1 / 3,
        citation_precision=1 / 3,
        citations_shown=1.5,
        hit_and_must=1 / 3,
    )
    measured, by_hand = asdict(scores), asdict(expected)
    assert measured.pop("kinds") == by_hand.pop("kinds") == {}
    assert measured == pytest.approx(by_hand)
    assert told == [(done, 5) for done in range(6)]


def test_what_was_not_measured_is_none() -> None:
    scores = evaluate(KnownLibrary({"refused": []}), [EvaluationQuestion("1", "refused", ())])
    assert scores.true_refusals == 1
    assert (scores.recall, scores.mrr, scores.citation_hit) == (None, None, None)
    assert (scores.false_refusals, scores.quote_fidelity) == (None, None)


def test_only_questions_whose_gold_has_places_are_searched_for() -> None:
    class Unsearchable(KnownLibrary):
        def search(self, query: str, *, limit: int) -> list[Passage]:
            raise AssertionError(query)

    question = EvaluationQuestion(
        "1", "worded", (Gold("a.txt", None, "0123456789 and more"),), "fact"
    )
    scores = evaluate(Unsearchable({"worded": [(0, 3, "0123456789 and more words")]}), [question])
    assert (scores.recall, scores.citation_hit) == (None, 1)


def test_each_kind_is_scored_apart() -> None:
    library = KnownLibrary(
        {
            "when": [(0, 3, "012"), (50, 53, "012")],
            "where": [],
            "both": [(0, 3, "012")],
            "almost": [(0, 3, "012")],
            "volcano": [],
            "hi": [],
        }
    )
    questions = [
        EvaluationQuestion("1", "when", (gold(50, 53),), "fact", must=("so",)),
        EvaluationQuestion("2", "where", (gold(0, 3),), "fact"),
        EvaluationQuestion("3", "both", (gold(0, 3), gold(50, 53)), "twopart", must_not=("so",)),
        EvaluationQuestion("4", "almost", (), "near_miss"),
        EvaluationQuestion("5", "volcano", (), "off_topic"),
        EvaluationQuestion("6", "hi", (), "chat"),
    ]
    scores = evaluate(library, questions)
    assert list(scores.kinds) == ["fact", "twopart", "near_miss", "off_topic", "chat"]
    fact = scores.kinds["fact"]
    assert (fact.questions, fact.hit, fact.first_hit, fact.precision) == (2, 0.5, 0, 0.5)
    assert (fact.must_ok, fact.hit_and_must, fact.refused) == (1, 0.5, 0.5)
    assert fact.citations_shown == 2
    assert scores.must_ok == 0.5
    assert scores.hit_and_must == pytest.approx(1 / 3)
    assert scores.twopart_cover == 0.5
    assert (scores.near_miss_refused, scores.off_topic_refused, scores.chat_handled) == (0, 1, 1)


def test_a_passage_shown_to_a_greeting_is_not_handling_it() -> None:
    class Eager(KnownLibrary):
        def ask(self, question: str) -> Answer:
            return Answer(question, "extractive", closest=(passage(0, 3),))

    scores = evaluate(Eager({}), [EvaluationQuestion("1", "hi", (), "chat")])
    assert (scores.chat_handled, scores.true_refusals) == (0, 1)
