"""Questions and their gold, read from JSON lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import SettingsError
from retrieval.evaluation import EvaluationQuestion, Gold, load_questions
from retrieval.types import Span


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


def test_a_question_may_have_a_kind_and_gold_in_words(tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(
        '{"id": "a", "question": "Why?", "kind": "why", "must": ["rain"], "must_not": ["sun"],'
        ' "gold": [{"source": "a", "text": "It rains."},'
        ' {"source": "b", "text": "Rain.", "start": 4, "end": 9}]}\n'
        '{"id": "b", "question": "Who?", "gold": [{"source": "b", "text": "x", "start": 4, "end": 5}]}\n'
        '{"id": "c", "question": "Hi", "kind": "chat", "answerable": false, "gold": []}\n',
        encoding="utf-8",
    )
    why, who, chat = load_questions(file)
    assert why.gold == (Gold("a", None, "It rains."), Gold("b", Span(4, 9), "Rain."))
    assert (why.kind, why.must, why.must_not, why.located) == ("why", ("rain",), ("sun",), False)
    assert who.gold == (Gold("b", Span(4, 5)),), "without kinds the place is what counts"
    assert (who.located, chat.located, chat.gold) == (True, False, ())


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "Line 2 of .* is not JSON"),
        ('["Why?"]', 'Line 2 of .* needs a "question"'),
        ('{"question": 1}', 'Line 2 of .* needs a "question"'),
        ('{"question": "Why?", "gold": [{"source": "a"}]}', 'Line 2 of .* needs a "gold"'),
        ('{"question": "Why?", "gold": 7}', 'Line 2 of .* needs a "gold"'),
        ('{"question": "Why?", "gold": [{"source": "a", "text": " "}]}', "Line 2 of .* needs a"),
        ('{"question": "Why?", "gold": [{"source": "a", "text": 7}]}', "Line 2 of .* needs a"),
        ('{"question": "Why?", "kind": 7}', 'Line 2 of .* needs a "kind"'),
        ('{"question": "Why?", "must": "rain"}', 'Line 2 of .* needs a "must"'),
        ('{"question": "Why?", "must_not": [7]}', 'Line 2 of .* needs a "must_not"'),
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
