"""Reads JSON, and says where it is damaged. Numbers stay as they are written."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ...errors import DocumentError

MAX_DEPTH = 100
TOO_DEEP = "It is nested too deeply to be read."


def read_json(text: str, *, line: int | None = None) -> object:
    """Return the value that a text spells; numbers as strings. `line` is its line in the file.

    Raises:
        DocumentError: it is no JSON, or nested deeper than the parser or `MAX_DEPTH` bears.
    """
    try:
        value: object = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        place = f"line {line or error.lineno}, character {error.colno}"
        raise DocumentError(f"It is not valid JSON: see {place}.") from None
    except RecursionError:
        raise DocumentError(TOO_DEEP) from None
    check_depth(value)
    return value


def check_depth(value: object) -> None:
    """Check that a value is nested no deeper than `MAX_DEPTH`.

    Raises:
        DocumentError: it is.
    """
    open_values: list[Iterator[object]] = [iter((value,))]
    while open_values:
        child = next(open_values[-1], open_values)
        if child is open_values:
            open_values.pop()
        elif isinstance(child, dict | list):
            if len(open_values) > MAX_DEPTH:
                raise DocumentError(TOO_DEEP)
            open_values.append(iter(child.values() if isinstance(child, dict) else child))


def json_scalar(value: object) -> str:
    """Return a value that holds no others as a reader writes it; null and "" are empty."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if value is not None else ""
