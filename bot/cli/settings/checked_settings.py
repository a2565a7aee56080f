"""The settings, read and checked as a whole, so that all that is wrong is told at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_settings import BaseSettings
from pydantic_settings import SettingsError as UnreadableSettings

from retrieval import Settings, SettingsError

from ...bot_settings import BotSettings
from ...setting_variables import variables
from .setting_places import SettingPlaces, read_places
from .setting_problems import SettingProblem, conflicts, invalid_values, unknown_names

AnySettings = TypeVar("AnySettings", bound=BaseSettings)


@dataclass(frozen=True, slots=True)
class CheckedSettings:
    """Both parts of the settings, None where their values are impossible; and all that is wrong."""

    library: Settings | None
    bot: BotSettings | None
    places: SettingPlaces
    problems: tuple[SettingProblem, ...]

    def readable(self) -> tuple[Settings, BotSettings]:
        """Return both parts, whatever else is wrong.

        Raises:
            SettingsError: one of them has impossible values; all that is wrong is told.
        """
        if self.library is None or self.bot is None:
            raise SettingsError("\n".join(problem.sentence for problem in self.problems))
        return self.library, self.bot

    def whole(self) -> tuple[Settings, BotSettings]:
        """Return both parts.

        Raises:
            SettingsError: something is wrong that stops a command, told line by line.
        """
        self._stop_for(self.problems)
        return self.readable()

    def for_library(self) -> Settings:
        """Return what a command needs that has nothing to do with Discord.

        Raises:
            SettingsError: something is wrong with it, or with a name that somebody believes to be set.
        """
        self._stop_for(problem for problem in self.problems if problem.for_all)
        if self.library is None:
            raise RuntimeError("settings are missing though nothing is wrong with them")
        return self.library

    def _stop_for(self, problems: Iterable[SettingProblem]) -> None:
        stopping = [problem.sentence for problem in problems if problem.stops]
        if stopping:
            raise SettingsError("\n".join(stopping))


def check_settings(named: Mapping[str, Path]) -> CheckedSettings:
    """Read all settings, of which `named` are folders that the command line names.

    Raises:
        SettingsError: `.env` cannot be read.
    """
    places = read_places()
    library, wrong_of_library = _build(Settings, places, named)
    bot, wrong_of_bot = _build(BotSettings, places, {})
    problems = (
        *unknown_names(places, variables()),
        *(SettingProblem(sentence) for sentence in wrong_of_library),
        *(SettingProblem(sentence, for_all=False) for sentence in wrong_of_bot),
        *(conflicts(library) if library is not None else ()),
    )
    return CheckedSettings(library, bot, places, problems)


def _build(
    settings: type[AnySettings], places: SettingPlaces, named: Mapping[str, Any]
) -> tuple[AnySettings | None, list[str]]:
    try:
        return settings(**named), []
    except ValidationError as error:
        return None, list(invalid_values(error, places, settings.model_fields))
    except SettingsError as error:
        return None, [str(error)]
    except UnreadableSettings as error:
        return None, [f"The settings cannot be read: {error}."]
