"""Changes lines of `.env` and keeps all others, comments included."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from io import StringIO
from pathlib import Path

from dotenv.parser import parse_stream

from retrieval import SettingsError

_NEEDS_NO_QUOTES = re.compile(r"[\w./:@,~+%-]+", re.ASCII)
_EXAMPLE = re.compile(r"#(?P<name>[A-Z_]+)=")


def changed_text(text: str, values: Mapping[str, str]) -> str:
    """Return the text of `.env` with these variables set.

    A variable is set where it stands, else in the place of its line in `.env.example`, else at the end.

    Raises:
        SettingsError: a value cannot be written so that it is read as it is.
    """
    bindings = list(parse_stream(StringIO(text)))
    already_set = {binding.key for binding in bindings}
    left = {name: _line(name, value) for name, value in values.items()}
    parts = []
    for binding in bindings:
        original = binding.original.string
        name = binding.key or _example_of(original, already_set)
        if name in left:
            blank = original[: len(original) - len(original.lstrip())]
            parts.append(blank + left.pop(name))
        elif binding.key not in values:  # the last line of a variable would win over this one
            parts.append(original)
    before = "".join(parts)
    gap = "\n" if left and before and not before.endswith("\n") else ""
    return before + gap + "".join(left.values())


def _example_of(line: str, already_set: set[str | None]) -> str:
    """Return the variable that a comment is the example of, unless another line sets it."""
    example = _EXAMPLE.match(line.lstrip())
    return example["name"] if example and example["name"] not in already_set else ""


def _line(name: str, value: str) -> str:
    if "\n" in value or "\r" in value or "${" in value:
        raise SettingsError(f"{name} can hold no line break and no ${{ in the file .env.")
    if _NEEDS_NO_QUOTES.fullmatch(value):
        return f"{name}={value}\n"
    escaped = value.replace("\\", r"\\").replace("'", r"\'")
    return f"{name}='{escaped}'\n"


def write_private(path: Path, text: str) -> None:
    """Write a file in one step, for its owner alone; where it is a link, what that leads to.

    Raises:
        SettingsError: it cannot be written.
    """
    target = path.resolve()
    try:
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=".env-")  # mode 0600
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
            Path(name).replace(target)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise SettingsError(
            f"The file {path} cannot be written ({error.strerror}). Give this folder permission or "
            "room, or run this in another."
        ) from error
