"""Where the settings are set: in the environment, and in the file `.env` of the working folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from dotenv import dotenv_values

from retrieval import SettingsError

ENV_FILE = Path(".env")

Place = Literal["the environment", ".env"]


@dataclass(frozen=True, slots=True)
class SettingPlaces:
    """The variables of both places, by their names in capitals; an empty value counts as none."""

    environment: Mapping[str, str]
    file: Mapping[str, str]

    def place(self, variable: str) -> Place | None:
        """Return where a variable's value is taken from: the environment wins."""
        if variable in self.environment:
            return "the environment"
        return ".env" if variable in self.file else None

    def value(self, variable: str) -> str | None:
        """Return what a variable is set to, as it is written."""
        return self.environment.get(variable, self.file.get(variable))


def read_places() -> SettingPlaces:
    """Read the environment and `.env`.

    Raises:
        SettingsError: the file cannot be read.
    """
    try:
        written = dotenv_values(ENV_FILE, encoding="utf-8") if ENV_FILE.exists() else {}
    except (OSError, UnicodeDecodeError):
        raise SettingsError("The file .env cannot be read. Make it readable, and UTF-8.") from None
    return SettingPlaces(set_variables(os.environ), set_variables(written))


def set_variables(written: Mapping[str, str | None]) -> dict[str, str]:
    """Return the variables that have a value, by their names in capitals."""
    return {name.upper(): value for name, value in written.items() if value}
