"""How an answer matches what was to be answered."""

from __future__ import annotations

import pytest

from retrieval.evaluation import AnswerMatch, EvaluationQuestion, Gold, match_answer
from retrieval.types import Answer, Citation, Location, Source, Span, Statement

FROGS = "Frogs are counted on 3 May at dusk."
TOADS = "Toads are counted in the morning."


def citation(
    number: int, quote: str, path: str = "pond.md", heading: str | None = None
) -> Citation:
    return Citation(number, Source(path, "d"), 10, 20, quote, Location(1, heading=heading))


def matched(
    *citations: Citation,
    gold: tuple[Gold, ...] = (Gold("pond.md", None, FROGS),),
    must: tuple[str, ...] = (),
    must_not: tuple[str, ...] = (),
) -> AnswerMatch:
    statements = tuple(Statement(each.quote, (each.number,)) for each in citations)
    answer = Answer("When?", "extractive", statements, citations)
    return match_answer(EvaluationQuestion("1", "When?", gold, "fact", must, must_not), answer)


def test_a_citation_is_right_by_its_words_in_the_right_document() -> None:
    match = matched(citation(1, TOADS), citation(2, FROGS), citation(3, FROGS, "lake.md"))
    assert match.right == (False, True, False)


def test_gold_without_words_is_touched_by_its_place() -> None:
    at, beside = Gold("pond.md", Span(15, 30)), Gold("pond.md", Span(20, 30))
    assert matched(citation(1, TOADS), gold=(at, beside)).covered == (True, False)


def test_each_part_of_the_gold_is_looked_for() -> None:
    gold = (Gold("pond.md", None, FROGS), Gold("pond.md", None, TOADS))
    assert matched(citation(1, FROGS), gold=gold).covered == (True, False)


@pytest.mark.parametrize(
    ("must", "must_not", "complete"),
    [
        ((), (), True),
        (("3 May", "dusk"), (), True),
        (("3 May", "dawn"), (), False),
        (("Spring counts",), (), True),  # in the heading
        ((), ("dusk",), False),
        (("dusk",), ("Spring",), True),  # a heading is no part of the answer's text
    ],
)
def test_an_answer_says_what_it_must(
    must: tuple[str, ...], must_not: tuple[str, ...], complete: bool
) -> None:
    cited = citation(1, FROGS, heading="Pond > Spring counts")
    assert matched(cited, must=must, must_not=must_not).complete is complete


def test_a_refusal_says_nothing() -> None:
    match = matched(must_not=("dusk",))
    assert (match.answered, match.complete, match.right, match.covered) == (
        False,
        False,
        (),
        (False,),
    )
    assert match.nothing_shown
