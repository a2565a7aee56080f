"""Where the log goes: standard error, or a file that is private and does not grow without end."""

from __future__ import annotations

import io
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from retrieval import SettingsError

from .log_lines import JsonLines, TextLines
from .secret_masking import SecretMask, environment_secrets, settings_secrets

if TYPE_CHECKING:
    from retrieval import Settings

    from ...bot_settings import BotSettings

MEGABYTE = 1_000_000
INFORMATIVE = ("bot", "retrieval")
"""The loggers of which more than warnings is of interest."""


@contextmanager
def logging_as_set(settings: Settings, bot_settings: BotSettings) -> Iterator[None]:
    """Log as the settings say while the block runs, whatever package it comes from.

    Raises:
        SettingsError: the log's file can't be written.
    """
    mask = SecretMask(settings_secrets(settings, bot_settings) + environment_secrets())
    lines = JsonLines(mask) if bot_settings.log_format == "json" else TextLines(mask)
    with _logging_to(_handler(bot_settings), lines):
        yield


@contextmanager
def _logging_to(handler: logging.Handler, lines: logging.Formatter) -> Iterator[None]:
    handler.setFormatter(lines)
    root = logging.getLogger()
    root.addHandler(handler)
    log_informatively()
    try:
        yield
    finally:
        root.removeHandler(handler)
        with suppress(OSError):  # of a full disk has been told
            handler.close()


def log_to_stderr() -> None:
    """Log to standard error for as long as the process runs, for a command that is being debugged."""
    handler = StandardError(sys.stderr)
    handler.setFormatter(TextLines(SecretMask(environment_secrets())))
    logging.getLogger().addHandler(handler)
    log_informatively()


def log_informatively() -> None:
    """Have the program's own packages say what they do, and all others warn."""
    for name in INFORMATIVE:
        logging.getLogger(name).setLevel(logging.INFO)


def _handler(settings: BotSettings) -> logging.Handler:
    if settings.log_file is None:
        return StandardError(sys.stderr)
    try:
        return PrivateRotatingFile(
            settings.log_file,
            maxBytes=int(settings.log_megabytes * MEGABYTE),
            backupCount=settings.log_files,
            encoding="utf-8",
            errors="backslashreplace",
        )
    except OSError as error:
        raise SettingsError(
            f"FOOTNOTE_LOG_FILE names a file that can't be written: {settings.log_file} "
            f"({error.strerror}). Name one in a folder that exists and that the bot may write to."
        ) from error


class StandardError(logging.StreamHandler[TextIO]):
    """Standard error. Where it can't be written, nothing can be said."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Say nothing: the standard way would print what is logged, unmasked."""


class PrivateRotatingFile(RotatingFileHandler):
    """A file that its owner alone can read. When it is full it is renamed, and the oldest is deleted."""

    _told = False

    def _open(self) -> io.TextIOWrapper:
        file = io.FileIO(self.baseFilename, self.mode, opener=_open_privately)
        return io.TextIOWrapper(io.BufferedWriter(file), self.encoding, self.errors)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802
        """Say once that the log can't be written; the standard way would print what is logged."""
        if not self._told:
            self._told = True
            reason = sys.exc_info()[1]
            name = Path(self.baseFilename).name
            sys.stderr.write(f"The log can't be written to {name}: {type(reason).__name__}.\n")


def _open_privately(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
