"""The bot's settings, as people write them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bot_settings import BotSettings


def settings(**fields: Any) -> BotSettings:
    return BotSettings(**({"_env_file": None} | fields))


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
