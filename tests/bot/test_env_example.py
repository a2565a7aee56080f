"""`.env.example` is what the settings say: each of them once, with the value that holds anyway."""

from __future__ import annotations

import io
from pathlib import Path

from dotenv import dotenv_values
from pydantic import AliasChoices

from bot.bot_settings import BotSettings
from bot.env_example import render
from bot.setting_variables import variable_name
from retrieval import Settings
from retrieval.settings import DEFAULT_CHAT_MODEL
from tests.paths import ROOT

EXAMPLE = ROOT / ".env.example"


def variables(settings: type[Settings | BotSettings]) -> set[str]:
    names = set()
    for name, field in settings.model_fields.items():
        alias = field.validation_alias
        names.add(
            str(alias.choices[0]) if isinstance(alias, AliasChoices) else f"FOOTNOTE_{name.upper()}"
        )
    return names


def lines() -> list[str]:
    text = EXAMPLE.read_text(encoding="utf-8")
    return [
        line[1:] for line in text.splitlines() if line.startswith("#") and not line.startswith("# ")
    ]


def test_the_file_is_what_the_settings_say() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == render(), "run `make env-example`"


def test_no_line_is_too_long_to_read() -> None:
    assert max(len(line) for line in render().splitlines()) <= 120


def test_every_heading_stands_once_above_its_first_setting() -> None:
    text = render()
    for settings in (Settings, BotSettings):
        for field, heading in settings.headings.items():
            below = text.split(f"\n\n# {heading}\n")
            assert len(below) == 2
            assert below[1].startswith(f"#{variable_name(settings, field)}=")


def test_every_setting_is_there_once_with_a_word_about_it() -> None:
    named = [line.partition("=")[0] for line in lines()]
    assert sorted(named) == sorted(variables(Settings) | variables(BotSettings))
    assert all(line.partition(" # ")[2] for line in lines())


def test_the_values_are_those_that_hold_anyway(tmp_path: Path) -> None:
    values = dotenv_values(stream=io.StringIO("\n".join(lines())))
    assert values.pop("FOOTNOTE_CHAT_MODEL") == DEFAULT_CHAT_MODEL
    file = tmp_path / ".env"
    file.write_text(
        "".join(f"{name}={value}\n" for name, value in values.items()), encoding="utf-8"
    )
    assert Settings(_env_file=file) == Settings()
    assert BotSettings(_env_file=file) == BotSettings()
