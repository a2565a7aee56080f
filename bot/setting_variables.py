"""The settings as variables: their names, and how their values are written in `.env`."""

from __future__ import annotations

from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from retrieval import Settings

from .bot_settings import BotSettings

SettingsClass = type[Settings] | type[BotSettings]

CLASSES: tuple[SettingsClass, ...] = (Settings, BotSettings)
"""Where the settings are declared, in the order of `.env.example`."""


def variable_name(settings: SettingsClass, field_name: str) -> str:
    """Return the environment variable that sets a field."""
    alias = settings.model_fields[field_name].validation_alias
    if isinstance(alias, AliasChoices):
        return str(alias.choices[0])
    return f"{settings.model_config['env_prefix']}{field_name.upper()}"


def variables() -> dict[str, tuple[SettingsClass, str, FieldInfo]]:
    """Return every variable with the class that declares it, its field's name, and the field."""
    return {
        variable_name(settings, name): (settings, name, field)
        for settings in CLASSES
        for name, field in settings.model_fields.items()
    }


def written(value: object) -> str:
    """Return a value as it is written in `.env`; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, frozenset):
        return ",".join(str(each) for each in sorted(value))
    return str(value)
