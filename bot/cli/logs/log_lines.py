"""The two forms of a log line: for people, and JSON. Nothing that is logged breaks or forges a line."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from ..output.terminal import escape_control, safe_line

Mask = Callable[[str], str]

INDENT = "    "


class TextLines(logging.Formatter):
    """Time, level, logger and message in one line; the lines of a traceback are indented below it."""

    def __init__(self, mask: Mask) -> None:
        super().__init__()
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as text."""
        # Masked before they are quoted and made safe, which changes characters.
        told = [f"{name}={_shown(value, self._mask)}" for name, value in _fields(record).items()]
        said = self._mask(_message(record))
        head = safe_line(" ".join((record.levelname, f"{record.name}:", said, *told)))
        below = escape_control(self._mask(_traceback(self, record)))
        lines = (f"\n{INDENT}{line}" for line in below.splitlines())
        return f"{self.formatTime(record)} {head}{''.join(lines)}"


class JsonLines(logging.Formatter):
    """One object a line; all that is not ASCII is escaped."""

    def __init__(self, mask: Mask) -> None:
        super().__init__()
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as JSON."""
        written: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        if error := _traceback(self, record):
            written["error"] = error
        written = {**_fields(record), **written}
        return json.dumps({name: self._masked(value) for name, value in written.items()})

    def _masked(self, value: Any) -> Any:
        return self._mask(value) if isinstance(value, str) else value


def _fields(record: logging.LogRecord) -> Mapping[str, Any]:
    """Return what a record tells besides its message; see `bot/services/question_log.py`."""
    fields: Mapping[str, Any] = getattr(record, "fields", {})
    return fields


def _message(record: logging.LogRecord) -> str:
    """Return the message, also of a record whose arguments do not fit."""
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001 - whoever logs may have erred; what they said is worth a line
        return f"{record.msg} {record.args}"


def _traceback(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    error = formatter.formatException(record.exc_info) if record.exc_info else ""
    stack = formatter.formatStack(record.stack_info) if record.stack_info else ""
    return "\n".join(filter(None, (error, stack)))


def _shown(value: object, mask: Mask) -> str:
    """Return a value as text shows it: a string that holds spaces in quotation marks."""
    if not isinstance(value, str):
        return "-" if value is None else str(value)
    masked = mask(value)
    return masked if len(masked.split()) == 1 else json.dumps(masked, ensure_ascii=False)
