"""The text of `.env.example`, rendered from the settings; `python -m bot.env_example` prints it.

Each field gives a line: its variable, the value that holds when it is not set, and its description.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from retrieval import Settings

from .bot_settings import BotSettings

INTRODUCTION = """\
# Every setting of Footnote, one a line: the value that holds when it is not set, and what it means.
# Copy this file to .env, and remove the # in front of each line that you change. A variable of the
# environment wins over its line in .env. This text is made from the settings: `make env-example`."""

DESCRIPTION_COLUMN = 42


def render() -> str:
    """Return the whole text, the library's settings first."""
    return "\n".join([INTRODUCTION, *_lines(Settings), *_lines(BotSettings), ""])


def variable_name(settings: type[Settings | BotSettings], field_name: str) -> str:
    """Return the environment variable that sets a field."""
    alias = settings.model_fields[field_name].validation_alias
    if isinstance(alias, AliasChoices):
        return str(alias.choices[0])
    return f"{settings.model_config['env_prefix']}{field_name.upper()}"


def _lines(settings: type[Settings | BotSettings]) -> Iterator[str]:
    """Yield a line for each field, in their order, with the headings between them."""
    for name, field in settings.model_fields.items():
        if name in settings.headings:
            yield f"\n# {settings.headings[name]}"
        assignment = f"#{variable_name(settings, name)}={_value(field)}"
        yield f"{assignment:<{DESCRIPTION_COLUMN}} # {field.description}"


def _value(field: FieldInfo) -> str:
    """Return the field's example if it has one, else its default, as written in `.env`."""
    value = field.examples[0] if field.examples else field.default
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, frozenset):
        return ",".join(str(each) for each in sorted(value))
    return str(value)


if __name__ == "__main__":
    sys.stdout.write(render())
