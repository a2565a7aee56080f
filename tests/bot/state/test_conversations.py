"""What is remembered of a conversation, and for how long."""

from __future__ import annotations

from bot.state.conversations import Conversations, SeenMessages
from retrieval import Turn


class TestConversations:
    def test_they_are_found_by_any_id_and_bounded(self) -> None:
        talks = Conversations(turns=2, kept=2)
        talks.remember([1, 2], (), 5, "Q1", "A1")
        talks.remember([3], talks.history(2), 5, "Q2", "A2")

        assert talks.history(0, 3) == (Turn("user", "Q2"), Turn("assistant", "A2"))
        assert talks.history(1) == ()
        assert talks.history(9) == ()

    def test_without_turns_nothing_is_remembered(self) -> None:
        talks = Conversations(turns=0)
        talks.remember([1], (), 5, "Q", "A")
        assert talks.history(1) == ()

    def test_one_person_s_are_forgotten_though_others_went_on(self) -> None:
        talks = Conversations(turns=6)
        talks.remember([1], (), 5, "Q1", "A1")
        talks.remember([2], talks.history(1), 6, "Q2", "A2")
        talks.remember([3], (), 6, "Q3", "A3")

        talks.forget(5)

        assert [bool(talks.history(id_)) for id_ in (1, 2, 3)] == [False, False, True]

    def test_an_id_is_new_once(self) -> None:
        seen = SeenMessages(kept=2)
        assert [seen.first(n) for n in (1, 1, 2, 3, 1)] == [True, False, True, True, True]
