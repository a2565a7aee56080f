"""The project's own evaluation set is sound: what its questions point at stands in its documents."""

from __future__ import annotations

import json
from typing import Any

import pytest

from retrieval.documents.loaders import parse
from retrieval.types import Document
from tests.paths import EVALUATION

DOCUMENTS = EVALUATION / "documents"
QUESTIONS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (EVALUATION / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
ANSWERABLE = [question for question in QUESTIONS if question["answerable"]]
OTHERS = [question for question in QUESTIONS if not question["answerable"]]


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    """All documents of the set by path. Offsets are into their text, as the loaders read it."""
    return {path.name: parse(path.name, path.read_bytes()) for path in DOCUMENTS.iterdir()}


def test_it_asks_about_every_document_and_about_what_none_of_them_holds(
    documents: dict[str, Document],
) -> None:
    assert {gold["source"] for question in ANSWERABLE for gold in question["gold"]} == set(
        documents
    )
    assert len(ANSWERABLE) >= 30
    assert len(OTHERS) >= 10


def test_each_question_is_asked_once() -> None:
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS)
    assert len({question["question"].casefold() for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("question", ANSWERABLE, ids=lambda question: question["id"])
def test_the_words_that_answer_a_question_stand_where_it_says(
    question: dict[str, Any], documents: dict[str, Document]
) -> None:
    assert question["gold"]
    for gold in question["gold"]:
        text = documents[gold["source"]].text
        assert 0 <= gold["start"] < gold["end"] <= len(text)
        answer = text[gold["start"] : gold["end"]]
        assert answer == answer.strip()
        assert any(said in answer for said in question["answers"])


@pytest.mark.parametrize("question", OTHERS, ids=lambda question: question["id"])
def test_a_question_without_an_answer_points_nowhere(question: dict[str, Any]) -> None:
    assert (question["gold"], question["answers"]) == ([], [])


def test_offsets_into_plain_text_and_markdown_are_those_of_the_file(
    documents: dict[str, Document],
) -> None:
    for path in DOCUMENTS.iterdir():
        if path.suffix != ".html":
            assert documents[path.name].text == path.read_bytes().decode("utf-8")
