"""What is kept of the answers that stand in channels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.state.shown_answers import LAST_MARKED, ShownAnswers
from bot.state.store import AnswerRecord, SourceReference, Store

if TYPE_CHECKING:
    from pathlib import Path

ASKED = AnswerRecord(
    server=1,
    channel=7,
    asker=2,
    question="When?",
    mode="extractive",
    answered=True,
    sources=(SourceReference(1, "a.md", "d", 3, 9), SourceReference(2, "b.md", "e", 0, 4)),
    generation=5,
)
MESSAGE = 0x0102030405060708


@pytest.fixture
def shown(store: Store) -> ShownAnswers:
    """The answers in it."""
    return ShownAnswers(store.database)


def test_the_newest_answers_are_found_with_their_messages_marks_and_sources(
    store: Store, shown: ShownAnswers
) -> None:
    ids = [store.keep(ASKED) for _ in range(3)]
    for number, answer in enumerate(ids):
        shown.put(answer, MESSAGE + number)
    shown.set_marked(ids[2], {2, LAST_MARKED})

    newest, second = shown.newest(days=1, count=2)

    assert (newest.id, newest.channel, newest.message) == (ids[2], 7, MESSAGE + 2)
    assert newest.marked == {2, LAST_MARKED}
    assert newest.sources == ASKED.sources
    assert (second.id, second.marked) == (ids[1], frozenset())
    assert shown.newest(days=-1, count=2) == []


@pytest.mark.parametrize(
    "record",
    [
        replace(ASKED, answered=False),
        replace(ASKED, mode="about"),
        replace(ASKED, asker=None, question=None),
    ],
)
def test_refusals_outlines_and_private_answers_are_not_among_them(
    store: Store, shown: ShownAnswers, record: AnswerRecord
) -> None:
    shown.put(store.keep(record), MESSAGE)

    assert shown.newest(days=1, count=9) == []


def test_an_answer_without_a_message_or_with_one_that_was_left_is_not_among_them(
    store: Store, shown: ShownAnswers
) -> None:
    _, left = store.keep(ASKED), store.keep(ASKED)
    shown.put(left, MESSAGE)
    shown.leave(left)

    assert shown.newest(days=1, count=9) == []


def test_a_source_that_moved_is_found_where_it_stands_now(
    store: Store, shown: ShownAnswers
) -> None:
    moved, other = store.keep(ASKED), store.keep(ASKED)
    there = SourceReference(2, "b.md", "f", 10, 14)

    shown.move([(moved, there)])

    assert store.sources(moved) == [ASKED.sources[0], there]
    assert store.sources(other) == [*ASKED.sources]


def test_the_origin_of_an_answer_is_known_until_it_is_forgotten(
    store: Store, shown: ShownAnswers
) -> None:
    answer = store.keep(ASKED)
    origin = shown.origin(answer)
    assert origin is not None
    assert (origin.generation, origin.channel, origin.question) == (5, 7, "When?")

    store.forget_person(2)
    origin = shown.origin(answer)
    assert origin is not None
    assert (origin.generation, origin.question) == (5, None)

    store.forget(days=-1)
    assert shown.origin(answer) is None


def test_with_a_person_the_messages_of_their_answers_are_forgotten_for_good(
    tmp_path: Path, store: Store, shown: ShownAnswers
) -> None:
    answer = store.keep(ASKED)
    shown.put(answer, MESSAGE)

    store.forget_person(2)
    shown.put(answer, MESSAGE)

    files = [path.read_bytes() for path in tmp_path.iterdir()]
    assert not any(MESSAGE.to_bytes(8) in content for content in files)
