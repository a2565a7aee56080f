"""The descriptions of the commands in other languages, one file a language in `locales/`.

A file maps the English text to its translation and is named after Discord's locale (`de.json`). What
it lacks stays English.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Self

from discord import Locale, app_commands

if TYPE_CHECKING:
    from collections.abc import Mapping

    from discord.app_commands import TranslationContextTypes, locale_str

NAMES = (
    app_commands.TranslationContextLocation.command_name,
    app_commands.TranslationContextLocation.parameter_name,
    app_commands.TranslationContextLocation.group_name,
)


class Translations(app_commands.Translator):
    """What the files in `locales/` say. Names of commands and options are never translated."""

    def __init__(self, texts: Mapping[Locale, Mapping[str, str]]) -> None:
        self._texts = texts

    @classmethod
    def shipped(cls) -> Self:
        """Return the translations that come with the bot."""
        found = files("bot").joinpath("locales").iterdir()
        return cls(
            {
                Locale(entry.name.removesuffix(".json")): json.loads(entry.read_text("utf-8"))
                for entry in found
                if entry.name.endswith(".json")
            }
        )

    async def translate(
        self, string: locale_str, locale: Locale, context: TranslationContextTypes
    ) -> str | None:
        """Return the text in that language, if it is known."""
        if context.location in NAMES:
            return None
        return self._texts.get(locale, {}).get(string.message)
