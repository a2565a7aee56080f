"""Checks where settings come from: a secret goes only to the address that was set in the same place.

A folder that somebody else made may hold a `.env` that names a server. Whoever runs Footnote there with
a key in their environment would send it to that server.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from .errors import SettingsError

_ADDRESSED = {"OPENAI_API_KEY": "OPENAI_BASE_URL", "CHROMA_TOKEN": "CHROMA_URL"}
"""Secrets, each with the address that it is sent to."""

Source = Callable[[], Mapping[str, Any]]


class SameSourceCheck(PydanticBaseSettingsSource):
    """A source without settings that refuses a secret from one place and its address from another.

    What is passed to the settings themselves comes before both, and is left alone.
    """

    def __init__(
        self, settings: type[BaseSettings], passed: Source, environment: Source, file: Source
    ) -> None:
        super().__init__(settings)
        self._passed = passed
        self._environment = environment
        self._file = file

    def get_field_value(self, _field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return nothing for any field."""
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        """Return nothing.

        Raises:
            SettingsError: a secret and its address come from different places.
        """
        passed = {name.upper() for name in self._passed()}
        environment, file = self._environment(), self._file()
        for secret, address in _ADDRESSED.items():
            if passed & {secret, address}:
                continue
            places = [_place(name, environment, file) for name in (secret, address)]
            if None not in places and places[0] != places[1]:
                raise SettingsError(
                    f"{secret} is set in {places[0]} and {address} in {places[1]}. A key is only sent "
                    "to an address that stands beside it: set both in the same place, or remove one."
                )
        return {}


def _place(name: str, environment: Mapping[str, Any], file: Mapping[str, Any]) -> str | None:
    """Return where a setting's value is taken from, in words; None where it is not set."""
    if name in environment:
        return "the environment"
    return ".env" if name in file else None
