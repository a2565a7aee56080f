"""The questions that are served: the one of the command line, or a file of them, a line of JSON each."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from retrieval import ModelError, ModelSettingsError, QuestionError, SettingsError

from . import exit_codes
from .output import json_output, streams

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from rich.console import RenderableType

    Served = tuple[json_output.Row, RenderableType]


@dataclass(frozen=True, slots=True)
class Request:
    """One line of an input file. `id` is any JSON value, given back as it came."""

    id: object
    text: str


class InvalidLine(Exception):
    """A line of an input file that asks nothing; `str(error)` says why, `id` is what it was called."""

    def __init__(self, message: str, identifier: object = None) -> None:
        super().__init__(message)
        self.id = identifier


def parse_request(line: bytes, number: int) -> Request:
    """Read line `number` (from 1) of an input file: a JSON object with a "question" (or a "query").

    Raises:
        InvalidLine: it is no JSON object, or has no such text.
    """
    try:
        row = json.loads(line.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise InvalidLine(f"Line {number} is not in UTF-8.") from None
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise InvalidLine(f'Line {number} is no JSON object such as {{"id": 1, "question": "…"}}.')
    text = row.get("question", row.get("query"))
    if not isinstance(text, str):
        raise InvalidLine(f'Line {number} has no "question" with a text.', row.get("id"))
    return Request(row.get("id"), repair_text(text))


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def repair_text(text: str) -> str:
    """Make `text` encodable: bytes that a terminal could not decode are read as UTF-8 after all.

    Python hands those over as lone surrogates, and a JSON escape may hold some too; what is no text
    even so becomes U+FFFD.
    """
    try:
        return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def open_questions(arguments: Namespace) -> AbstractContextManager[BinaryIO | None]:
    """Open the file of questions where one is named, before anything costly: a slip costs nothing."""
    if arguments.input is None:
        return nullcontext()
    if arguments.input == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(arguments.input).open("rb")
    except OSError as error:
        raise SettingsError(f"{arguments.input} cannot be read: {error.strerror}.") from None


def serve(arguments: Namespace, lines: BinaryIO | None, answer: Callable[..., Served]) -> int:
    """Answer the question of the command line, or each line of the file; return the exit status."""
    if lines is None:
        row, renderable = answer(repair_text(arguments.text))
        streams.print_result(row, renderable, as_json=arguments.json)
        return exit_codes.DONE
    status = exit_codes.DONE
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        identifier: object = None
        try:
            request = parse_request(line, number)
            identifier = request.id
            row, _ = answer(request.text, identifier)
        except ModelSettingsError:
            raise
        except InvalidLine as error:
            row, status = json_output.error_row(str(error), error.id), exit_codes.FAILED
        except (QuestionError, ModelError) as error:
            row, status = json_output.error_row(str(error), identifier), exit_codes.FAILED
        streams.print_json(row)
    return status
