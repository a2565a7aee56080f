"""Standard output and standard error: UTF-8 whatever the locale, and calm when closed or full."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn

from ..exit_codes import OutputError
from . import json_output, terminal

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
    """Print a line of JSON to standard output."""
    with _flushed():
        sys.stdout.write(json_output.encode(row) + "\n")


def print_renderable(renderable: RenderableType) -> None:
    """Print to standard output what is meant for a person."""
    with _flushed():
        terminal.show(terminal.console(sys.stdout), renderable)


def print_text(text: str) -> None:
    """Print to standard output what is a file of its own, as it is."""
    with _flushed():
        sys.stdout.write(text)


def print_message(sentence: str) -> None:
    """Print a line to standard error, if that is open."""
    with suppress(OSError):
        sys.stderr.write(terminal.safe_line(sentence) + "\n")
        sys.stderr.flush()


def end_process(sentence: str, status: int) -> NoReturn:
    """Say why and end at once, without waiting for what other threads are at."""
    print_message(f"footnote: {sentence}")
    with suppress(OSError, ValueError):
        sys.stdout.flush()
    os._exit(status)


def discard_stdout() -> None:
    """Redirect standard output to nowhere, so that Python does not fail once more when it closes it."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _flushed() -> Iterator[None]:
    """Flush what is printed, and tell a full disk from other faults."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"The output cannot be written ({error.strerror}).") from error
