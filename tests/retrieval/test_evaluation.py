"""What the measures mean, on examples small enough to count by hand."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import SettingsError
from retrieval.evaluation import (
    EvaluationQuestion,
    Gold,
    Scores,
    evaluate,
    load_questions,
    match_passages,
)
from retrieval.types import Answer, Citation, Excerpt, Location, Passage, Source, Span, Statement

TEXT = "0123456789" * 100


def passage(start: int, end: int, path: str = "a.txt") -> Passage:
    return Passage(Source(path, "digest"), start, end, TEXT[start:end], 1.0, Location(1))


def gold(start: int, end: int, path: str = "a.txt") -> Gold:
    return Gold(path, Span(start, end))


def test_recall_precision_and_iou_count_characters() -> None:
    found = match_passages([passage(0, 40), passage(90, 100)], [gold(30, 50), gold(95, 115)], 1000)
    assert found.recall == 15 / 40
    assert found.precision == 15 / 50
    assert found.iou == 15 / (50 + 25)
    assert found.rank == 1


def test_characters_returned_twice_cost_twice_and_gold_marked_twice_counts_once() -> None:
    found = match_passages([passage(0, 10), passage(0, 10)], [gold(0, 5), gold(0, 5)], 1000)
    assert (found.recall, found.precision, found.iou) == (1.0, 5 / 20, 5 / 20)


def test_gold_of_another_source_is_not_covered() -> None:
    found = match_passages([passage(0, 10, "b.txt")], [gold(0, 5)], 1000)
    assert (found.recall, found.precision, found.iou, found.rank) == (0, 0, 0, None)


@pytest.mark.parametrize(
    ("budget", "recall"), [(1, 0.25), (10, 0.25), (19, 0.25), (20, 0.5), (40, 1.0), (999, 1.0)]
)
def test_passages_count_as_long_as_they_fit_and_the_first_always(
    budget: int, recall: float
) -> None:
    passages = [passage(start, start + 10) for start in range(0, 40, 10)]
    assert match_passages(passages, [gold(0, 40)], budget).recall == recall


def test_the_rank_is_taken_from_all_passages() -> None:
    assert (
        match_passages([passage(0, 10), passage(10, 20), passage(20, 30)], [gold(25, 26)], 10).rank
        == 3
    )


def test_nothing_found_scores_nothing() -> None:
    found = match_passages([], [gold(0, 5)], 1000)
    assert (found.recall, found.precision, found.iou, found.rank) == (0, 0, 0, None)


SPANS = st.lists(
    st.tuples(st.integers(0, 99), st.integers(1, 30)).map(lambda one: (one[0], one[0] + one[1])),
    min_size=1,
    max_size=5,
)


@given(SPANS, SPANS, st.integers(1, 200))
def test_measures_stay_between_0_and_1_and_iou_is_the_lowest(
    found: list[tuple[int, int]], wanted: list[tuple[int, int]], budget: int
) -> None:
    scored = match_passages(
        [passage(*one) for one in found], [gold(*one) for one in wanted], budget
    )
    assert 0 <= scored.iou <= min(scored.recall, scored.precision) <= 1
    assert (scored.recall > 0) <= (scored.rank is not None)


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
    )
    assert asdict(scores) == pytest.approx(asdict(expected))
    assert told == [(done, 5) for done in range(6)]


def test_what_was_not_measured_is_none() -> None:
    scores = evaluate(KnownLibrary({"refused": []}), [EvaluationQuestion("1", "refused", ())])
    assert scores.true_refusals == 1
    assert (scores.recall, scores.mrr, scores.citation_hit) == (None, None, None)
    assert (scores.false_refusals, scores.quote_fidelity) == (None, None)


def test_questions_are_read_from_json_lines(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(
        '\ufeff{"id": 1, "question": "Why?", "gold": [{"source": "a", "start": 0, "end": 2}]}\r\n'
        '\n{"question": "Who\\u2028?", "answerable": false}\n',
        encoding="utf-8",
    )
    assert load_questions(file) == [
        EvaluationQuestion("1", "Why?", (Gold("a", Span(0, 2)),)),
        EvaluationQuestion("", "Who\u2028?", ()),
    ]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "Line 2 of .* is not JSON"),
        ('["Why?"]', 'Line 2 of .* needs a "question"'),
        ('{"question": 1}', 'Line 2 of .* needs a "question"'),
        ('{"question": "Why?", "gold": [{"source": "a"}]}', 'Line 2 of .* needs a "gold"'),
        ('{"question": "Why?", "gold": 7}', 'Line 2 of .* needs a "gold"'),
        (
            '{"question": "Why?", "gold": [{"source": "a", "start": 2, "end": 2}]}',
            'Line 2 of .* needs a "gold"',
        ),
    ],
)
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str, complaint: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(f'{{"question": "Why?"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=complaint):
        load_questions(file)


def test_a_file_without_questions_is_said_to_have_none(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_questions(tmp_path / "missing.jsonl")
    for content, complaint in ((b"", "holds no questions"), (b"\xff\xfe{", "it is not UTF-8")):
        (tmp_path / "questions.jsonl").write_bytes(content)
        with pytest.raises(SettingsError, match=complaint):
            load_questions(tmp_path / "questions.jsonl")
