"""Which messages are meant for the bot, and what they ask."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.bot_settings import BotSettings
from bot.triggers import IncomingMessage, is_question, question_text


def settings(**fields: Any) -> BotSettings:
    return BotSettings(**({"_env_file": None} | fields))


class TestTriggers:
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
