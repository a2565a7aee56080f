"""Standard output and standard error: UTF-8 whatever the locale, and calm when closed or full."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from . import json_output, terminal
from .exit_codes import OutputError

if TYPE_CHECKING:
    from rich.console import RenderableType


def use_utf8() -> None:
    """Write UTF-8 whatever the locale; what is no character becomes its escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_result(row: json_output.Row, renderable: RenderableType, *, as_json: bool) -> None:
    """Print a result for a script or for a person."""
    if as_json:
        print_json(row)
    else:
        print_renderable(renderable)


def print_json(row: json_output.Row) -> None:
    """Put a line of JSON on standard output."""
    with _leaving():
        sys.stdout.write(json_output.encode(row) + "\n")


def print_renderable(look: RenderableType) -> None:
    """Put what a person likes to see on standard output."""
    with _leaving():
        terminal.show(terminal.console(sys.stdout), look)


def print_message(sentence: str) -> None:
    """Say something in a line on standard error, if anybody listens."""
    with suppress(OSError):
        sys.stderr.write(terminal.safe_line(sentence) + "\n")
        sys.stderr.flush()


def discard_stdout() -> None:
    """Give up standard output, so that Python does not fail once more when it closes it."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _leaving() -> Iterator[None]:
    """See to it that what is printed has left, and tell a full disk from other faults."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"The output cannot be written ({error.strerror}).") from error
