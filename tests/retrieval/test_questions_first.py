"""A re-index waits while a question is being answered, and comes to its turn all the same."""

from __future__ import annotations

import threading

import pytest

from retrieval import questions_first
from retrieval.questions_first import QuestionsFirst


def wait_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions_first, "WAIT_PER_SECOND", 1e9)
    monkeypatch.setattr(questions_first, "LONGEST_WAIT", 60.0)


def test_without_questions_nothing_waits() -> None:
    QuestionsFirst().give_way()


def test_a_reindex_waits_until_the_last_question_is_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wait_long(monkeypatch)
    first = QuestionsFirst()
    done: list[str] = []

    def reindex() -> None:
        first.give_way()
        done.append("reindex")

    with first.question():
        with first.question():
            waiting = threading.Thread(target=reindex)
            waiting.start()
        done.append("one question")
    done.append("both questions")
    waiting.join()
    assert done[0] == "one question"
    assert set(done[1:]) == {"both questions", "reindex"}


def test_questions_without_an_end_do_not_stop_it_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions_first, "LONGEST_WAIT", 0.0)
    first = QuestionsFirst()
    with first.question():
        first.give_way()


def test_a_question_that_fails_counts_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    wait_long(monkeypatch)
    first = QuestionsFirst()
    with pytest.raises(ValueError, match="no answer"), first.question():
        raise ValueError("no answer")
    first.give_way()
