"""Which questions count as not answered, and what is kept of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.state.gap_records import Activity, GapRecords, LaterAnswer
from bot.state.store import AnswerRecord, SourceReference, Store

REFUSED = AnswerRecord(
    server=1,
    channel=7,
    asker=2,
    question="How much is the fee?",
    mode="extractive",
    answered=False,
    sources=(SourceReference(1, "a.md", "d", 3, 9), SourceReference(2, "a.md", "d", 30, 39)),
)
ANSWERED = replace(REFUSED, answered=True)
PLACE = LaterAnswer("a.md", "d2", 1, 4)


@pytest.fixture
def records(store: Store) -> GapRecords:
    return GapRecords(store.database)


def test_refusals_count_with_what_came_close(store: Store, records: GapRecords) -> None:
    kept = store.keep(REFUSED)

    [question] = records.unanswered()

    assert (question.id, question.question, question.asker) == (kept, REFUSED.question, 2)
    assert question.refused
    assert question.sources == (("a.md", "d"),)


def test_answers_count_when_somebody_says_that_they_did_not_help(
    store: Store, records: GapRecords
) -> None:
    kept = store.keep(ANSWERED)
    store.rate(kept, 5, helpful=True)
    assert records.unanswered() == []

    store.rate(kept, 5, helpful=False, reason="out of date")
    store.rate(kept, 6, helpful=False)

    [question] = records.unanswered()
    assert not question.refused
    assert (question.not_helpful, question.reasons) == (2, ("out of date",))


def test_what_asks_nothing_of_the_contents_is_no_gap(store: Store, records: GapRecords) -> None:
    about = replace(ANSWERED, mode="about")
    store.rate(store.keep(about), 5, helpful=False)
    assert records.unanswered() == []


def test_private_and_forgotten_questions_are_counted_without_words(
    store: Store, records: GapRecords
) -> None:
    store.keep(replace(REFUSED, asker=None, question=None))
    store.keep(replace(REFUSED, asker=9))
    store.forget_person(9)

    assert records.unanswered() == []
    assert records.without_words() == 2


def test_each_server_has_its_own(store: Store, records: GapRecords) -> None:
    store.keep(REFUSED)
    store.keep(replace(REFUSED, server=2, question="Where?"))

    assert [each.question for each in records.unanswered(2)] == ["Where?"]
    assert len(records.unanswered()) == 2
    assert records.activity(0, 1) == Activity(1, 0, 1, 0)


def test_what_is_done_says_so(store: Store, records: GapRecords) -> None:
    records.mark_done([store.keep(REFUSED)])
    [question] = records.unanswered()
    assert question.done


def test_a_check_replaces_the_one_before_and_holds_for_its_generation(
    store: Store, records: GapRecords
) -> None:
    kept = store.keep(REFUSED)
    records.keep_checks([kept], {kept: PLACE}, 4)
    assert records.checks(4) == {kept: PLACE}
    assert records.checks(5) == {}

    records.keep_checks([kept], {}, 4)
    assert records.checks(4) == {}


def test_what_was_found_is_forgotten_with_the_question(store: Store, records: GapRecords) -> None:
    kept = store.keep(REFUSED)
    records.keep_checks([kept], {kept: PLACE}, 4)
    store.forget(-1)
    assert records.checks(4) == {}


def test_cited_documents_are_counted_by_answers(store: Store, records: GapRecords) -> None:
    for _ in range(2):
        store.keep(ANSWERED)
    store.keep(REFUSED)
    assert records.cited() == [("a.md", "d", 2)]


def test_activity_counts_what_came_since(store: Store, records: GapRecords) -> None:
    store.keep(REFUSED)
    store.rate(store.keep(ANSWERED), 5, helpful=False)
    assert records.activity(0) == Activity(2, 1, 1, 1)
    assert records.activity(9e12) == Activity(0, 0, 0, 0)
