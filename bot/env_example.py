"""The text of `.env.example`, rendered from the settings; `python -m bot.env_example` prints it.

Each field gives a line: its variable, the value that holds when it is not set, and its description.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from .setting_variables import CLASSES, SettingsClass, variable_name, written

INTRODUCTION = """\
# Every setting of Footnote, one a line: the value that holds when it is not set, and what it means.
# Copy this file to .env, and remove the # in front of each line that you change. A variable of the
# environment wins over its line in .env. This text is made from the settings: `make env-example`."""

DESCRIPTION_COLUMN = 42


def render() -> str:
    """Return the whole text, the library's settings first."""
    lines = (line for settings in CLASSES for line in _lines(settings))
    return "\n".join([INTRODUCTION, *lines, ""])


def _lines(settings: SettingsClass) -> Iterator[str]:
    """Yield a line for each field, in their order, with the headings between them."""
    for name, field in settings.model_fields.items():
        if name in settings.headings:
            yield f"\n# {settings.headings[name]}"
        value = written(field.examples[0] if field.examples else field.default)
        assignment = f"#{variable_name(settings, name)}={value}"
        yield f"{assignment:<{DESCRIPTION_COLUMN}} # {field.description}"


if __name__ == "__main__":
    sys.stdout.write(render())
