"""How a run of the command line ends: an error becomes one plain sentence and an exit status.

It knows the errors but prints nothing. Nobody is shown a traceback; on request it goes into a file.
"""

from __future__ import annotations

import os
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from retrieval import (
    Cancelled,
    FootnoteError,
    IndexInUseError,
    ModelSettingsError,
    QuestionError,
    SettingsError,
)

from .logs.secret_masking import SecretMask, environment_secrets

DONE, FAILED, WRONG_INPUT, IN_USE, INTERRUPTED = 0, 1, 2, 3, 130
"""Exit statuses: done; it failed; command line or settings are wrong; index in use; Ctrl-C."""


class OutputError(FootnoteError):
    """Standard output takes no more."""


def expected_error(error: BaseException) -> tuple[str, int] | None:
    """Return the sentence and the exit status for an error that was expected; None for any other."""
    if isinstance(error, KeyboardInterrupt | Cancelled):
        return str(error) or "Stopped. What was indexed before is still there.", INTERRUPTED
    if not isinstance(error, FootnoteError):
        return None
    if isinstance(error, IndexInUseError):
        return str(error), IN_USE
    wrong = isinstance(error, SettingsError | QuestionError | ModelSettingsError)
    return str(error), WRONG_INPUT if wrong else FAILED


def unexpected_error(error: BaseException, data: Path | None, *, debug: bool) -> str:
    """Return the sentence for an unexpected error; with `debug`, its traceback is kept in a file.

    The message of the error itself is left out: it may hold anything, a document's text included.
    """
    frames = traceback.extract_tb(error.__traceback__)
    where = f" in {Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else ""
    what = f"Footnote met something that it did not foresee ({type(error).__name__}{where})."
    if not debug:
        return f"{what} Run it again with --debug to have the details written to a file."
    try:
        return f"{what} The details are in {_write_details(error, data)}."
    except OSError as reason:
        return f"{what} The details could not be written ({reason.strerror})."


def _write_details(error: BaseException, data: Path | None) -> Path:
    folder = data if data is not None and os.access(data, os.W_OK) else Path(tempfile.gettempdir())
    path = folder / "footnote-debug.log"
    text = SecretMask(environment_secrets())("".join(traceback.format_exception(error)))
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace") as log:
        log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{text}\n")
    return path
