"""The smaller parts: limits, conversations, what is heard, threads, settings, and the store."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime
from threading import Event, current_thread
from typing import TYPE_CHECKING, Any

import pytest

from bot.bot_settings import BotSettings
from bot.state.conversations import Conversations, SeenMessages
from bot.state.limits import Limits, OverLimitError, TokenBudget, duration
from bot.state.store import AnswerRecord, SourceReference, Store
from bot.triggers import IncomingMessage, is_question, question_text
from bot.worker import Worker
from retrieval import Turn

if TYPE_CHECKING:
    from pathlib import Path


def settings(**fields: Any) -> BotSettings:
    return BotSettings(**({"_env_file": None} | fields))


def limits(**fields: Any) -> Limits:
    values = {"per_person": 2, "window": 60.0, "per_server": 2, "at_once": 3}
    return Limits(**(values | fields))


class TestLimits:
    def test_a_person_may_ask_so_often_in_a_window(self) -> None:
        counted = limits()
        for now in (0.0, 10.0):
            with counted.admit(1, None, now):
                pass

        with (
            pytest.raises(OverLimitError, match="again in 40 seconds"),
            counted.admit(1, None, 20.0),
        ):
            pass
        with counted.admit(2, None, 20.0), counted.admit(1, None, 61.0):
            assert counted.in_progress == 2
        assert counted.in_progress == 0

    def test_answers_in_progress_are_bounded_for_each_server_and_in_all(self) -> None:
        counted = limits(per_person=9)
        with ExitStack() as under_way:
            under_way.enter_context(counted.admit(1, 7, 0))
            under_way.enter_context(counted.admit(2, 7, 0))
            with pytest.raises(OverLimitError, match="in this server"), counted.admit(3, 7, 0):
                pass
            under_way.enter_context(counted.admit(3, 8, 0))
            with pytest.raises(OverLimitError, match="right now"), counted.admit(4, None, 0):
                pass

    def test_a_refused_question_is_not_counted_against_its_asker(self) -> None:
        counted = limits(per_person=1, at_once=1)
        with (
            counted.admit(1, None, 0),
            pytest.raises(OverLimitError),
            counted.admit(2, None, 0),
        ):
            pass
        with counted.admit(2, None, 1):
            pass

    def test_who_has_not_asked_for_long_is_forgotten(self) -> None:
        counted = limits()
        for person in range(1_100):
            with counted.admit(person, None, float(person)):
                pass
        assert len(counted._asked) < 1_000

    @pytest.mark.parametrize(
        ("seconds", "said"),
        [(0.2, "1 second"), (59, "59 seconds"), (300, "5 minutes"), (7200, "2 hours")],
    )
    def test_durations_are_rounded_up(self, seconds: float, said: str) -> None:
        assert duration(seconds) == said


class TestTokens:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def test_a_day_of_utc_has_so_many(self) -> None:
        tokens = TokenBudget(per_day=100)
        tokens.spend(99, self.noon)
        tokens.check(self.noon)
        tokens.spend(1, self.noon)

        with pytest.raises(OverLimitError, match="again in 12 hours"):
            tokens.check(self.noon)
        with pytest.raises(OverLimitError, match="again in 30 minutes"):
            tokens.check(self.noon.replace(hour=23, minute=30))
        tokens.check(self.noon.replace(day=2, hour=0))

    def test_without_a_limit_they_are_counted_all_the_same(self) -> None:
        tokens = TokenBudget(per_day=0)
        tokens.spend(10**9, self.noon)
        tokens.check(self.noon)
        assert tokens.spent(self.noon) == 10**9


class TestConversations:
    def test_they_are_found_by_any_id_and_bounded(self) -> None:
        talks = Conversations(turns=2, kept=2)
        talks.remember([1, 2], (), "Q1", "A1")
        talks.remember([3], talks.history(2), "Q2", "A2")

        assert talks.history(0, 3) == (Turn("user", "Q2"), Turn("assistant", "A2"))
        assert talks.history(1) == ()
        assert talks.history(9) == ()

    def test_without_turns_nothing_is_remembered(self) -> None:
        talks = Conversations(turns=0)
        talks.remember([1], (), "Q", "A")
        assert talks.history(1) == ()

    def test_an_id_is_new_once(self) -> None:
        seen = SeenMessages(kept=2)
        assert [seen.first(n) for n in (1, 1, 2, 3, 1)] == [True, False, True, True, True]


class TestHearing:
    plain = IncomingMessage(
        content="when?",
        bot=9,
        channels=frozenset({1, 2}),
        roles=frozenset({5}),
        direct=False,
        replies_to_bot=False,
        own_thread=False,
    )

    @pytest.mark.parametrize(
        ("change", "fields", "meant"),
        [
            ({}, {}, False),
            ({"direct": True}, {}, True),
            ({"direct": True}, {"mention_channels": {7}}, True),
            ({"content": "<@9> when?"}, {}, True),
            ({"content": "<@!9> when?"}, {}, True),
            ({"content": "<@8> when?"}, {}, False),
            ({"replies_to_bot": True}, {}, True),
            ({"replies_to_bot": True, "content": ""}, {}, False),
            ({}, {"answer_channels": {2}}, True),
            ({"own_thread": True}, {}, False),
            ({"own_thread": True}, {"follow_threads": True}, True),
            ({"content": "<@9> when?"}, {"mention_channels": {7}}, False),
            ({"content": "<@9> when?"}, {"mention_channels": {2}}, True),
            ({"content": "<@9> when?"}, {"mention_roles": {5}}, True),
            ({"content": "<@9> when?"}, {"mention_roles": {6}}, False),
        ],
    )
    def test_whether_the_bot_is_meant(
        self, change: dict[str, Any], fields: dict[str, Any], meant: bool
    ) -> None:
        assert is_question(replace(self.plain, **change), settings(**fields)) is meant

    def test_the_mention_is_no_part_of_the_question(self) -> None:
        assert question_text("<@9>  when does <@8> close? <@!9>", 9) == "when does <@8> close?"


class TestWorker:
    async def test_work_leaves_the_event_loops_thread(self) -> None:
        with Worker(1) as worker:
            assert await worker.run(lambda: current_thread().name) != current_thread().name

    async def test_the_last_value_is_returned_and_not_shown(self) -> None:
        shown: list[int] = []
        with Worker(1) as worker:
            last = await worker.read(lambda: iter([1, 2, 3]), _into(shown), every=0.0)
        assert last == 3
        assert 3 not in shown

    async def test_errors_pass_through_and_no_value_at_all_is_one(self) -> None:
        def fail(_tell: Any) -> None:
            raise KeyError("x")

        with Worker(1) as worker:
            with pytest.raises(KeyError):
                await worker.watch(fail, _into([]), every=0.0)
            with pytest.raises(ValueError, match="nothing"):
                await worker.read(lambda: iter([]), _into([]), every=0.0)

    async def test_work_that_nobody_waits_for_is_stopped(self) -> None:
        ended, refused = Event(), Event()

        def produce() -> Any:
            try:
                yield 1
                refused.wait(5)
                yield 2
                yield 3
            finally:
                ended.set()

        async def refuse(_: int) -> None:
            refused.set()
            raise ConnectionError

        with Worker(1, grace=0.0) as worker, pytest.raises(ConnectionError):
            await worker.read(produce, refuse, every=0.0)
        assert ended.wait(5)


def _into(shown: list[int]) -> Any:
    async def show(value: int) -> None:
        shown.append(value)

    return show


class TestSettings:
    def test_ids_are_read_as_people_write_them(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("FOOTNOTE_ANSWER_CHANNELS", "12, 34 56")
        monkeypatch.setenv("DISCORD_TOKEN", "secret")
        read = settings()
        assert read.answer_channels == {12, 34, 56}
        assert read.reads_content
        assert "secret" not in repr(read)

    def test_the_defaults_need_no_privileged_intent(self) -> None:
        assert not settings().reads_content


class TestStore:
    asked = AnswerRecord(
        server=1,
        asker=2,
        question="When?",
        mode="extractive",
        answered=True,
        sources=(SourceReference(1, "a.md", "d", 3, 9),),
    )

    def test_sources_outlive_a_restart(self, tmp_path: Path) -> None:
        with Store.open(tmp_path / "new") as store:
            first, second = store.keep(self.asked), store.keep(self.asked)
        with Store.open(tmp_path / "new") as store:
            assert first != second
            assert store.source(first, 1) == self.asked.sources[0]
            assert store.source(first, 2) is None

    def test_what_is_old_is_forgotten_with_its_feedback(self, tmp_path: Path) -> None:
        with Store.open(tmp_path) as store:
            answer = store.keep(self.asked)
            assert store.rate(answer, 5, helpful=True)
            assert store.forget(days=1) == 0
            assert store.forget(days=-1) == 1
            assert store.source(answer, 1) is None
            assert store.opinions(answer) == {}
            assert not store.rate(answer, 5, helpful=False)

    def test_an_id_is_never_used_again(self, tmp_path: Path) -> None:
        with Store.open(tmp_path) as store:
            first = store.keep(self.asked)
            store.forget(days=-1)
            assert store.keep(self.asked) > first

    def test_the_tokens_of_a_day_add_up_and_those_of_earlier_days_are_forgotten(
        self, tmp_path: Path
    ) -> None:
        first, second = date(2026, 3, 1), date(2026, 3, 2)
        with Store.open(tmp_path) as store:
            store.spend(first, 10)
            store.spend(first, 5)
        with Store.open(tmp_path) as store:
            assert store.spent(first) == 15
            store.spend(second, 3)
            assert (store.spent(first), store.spent(second)) == (0, 3)

    def test_a_reason_stays_until_the_mind_is_changed(self, tmp_path: Path) -> None:
        with Store.open(tmp_path) as store:
            answer = store.keep(self.asked)
            store.rate(answer, 5, helpful=False, reason="Wrong page.")
            store.rate(answer, 5, helpful=False)
            assert store.opinions(answer) == {5: (False, "Wrong page.")}
            store.rate(answer, 5, helpful=True)
            assert store.opinions(answer) == {5: (True, None)}
