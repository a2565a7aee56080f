"""The settings as they hold, each with its value and where that comes from. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import SecretStr

from retrieval import Settings, mask_credentials

from ...setting_variables import variables, written

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from .checked_settings import CheckedSettings

MASKED_LENGTH = 12
"""Characters from which on a secret's last four are shown, so that one can be told from another."""


@dataclass(frozen=True, slots=True)
class EffectiveSetting:
    """A setting under the name of its variable; `value` as it is written in `.env`, secrets masked.

    `source` is "option", "environment", ".env" or "default".
    """

    name: str
    value: str
    source: str


def effective_settings(
    checked: CheckedSettings, options: Collection[str]
) -> Iterator[EffectiveSetting]:
    """Yield every setting in the order of `.env.example`; `options` are fields that options name."""
    for variable, (declared_in, name, field) in variables().items():
        place = checked.places.place(variable)
        if declared_in is Settings and name in options:
            source = "option"
        else:
            source = "default" if place is None else place.removeprefix("the ")
        made = checked.library if declared_in is Settings else checked.bot
        # What is wrong with another setting of the same part hinders this one from being read.
        held = getattr(made, name) if made is not None else checked.places.value(variable)
        if held is None:
            held = field.default
        yield EffectiveSetting(variable, _shown(held, field), source)


def _shown(value: object, field: FieldInfo) -> str:
    if isinstance(value, SecretStr):
        return _masked(value.get_secret_value())
    if "SecretStr" in str(field.annotation) and isinstance(value, str):
        return _masked(value)
    return mask_credentials(written(value))


def _masked(secret: str) -> str:
    return f"***{secret[-4:]}" if len(secret) >= MASKED_LENGTH else "***"
