"""How the command line begins and ends. The answer goes to standard output, all else to standard error.

Whatever is heavy is imported by the command that needs it, so that `footnote --help` is instant and
quoting stays quick.
"""

from __future__ import annotations

import atexit
import gc
import logging
import os
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from . import exit_codes
from .arguments import parser
from .commands import COMMANDS
from .output import hints, streams

OBJECTS_UNTIL_COLLECTION = 100_000
"""How many objects more there are when a command looks for garbage."""


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say and return the exit status. No error gets past it.

    What SQLite and Chroma write meanwhile is for its owner alone.
    """
    before = os.umask(0o077)
    try:
        return _main(argv)
    finally:
        os.umask(before)


def _main(argv: Sequence[str] | None) -> int:
    streams.use_utf8()
    arguments = Namespace()
    try:
        parser().parse_args(argv, arguments)
        _log(arguments)
        _collect_seldom(arguments)
        status = COMMANDS[arguments.command](arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else exit_codes.FAILED
    except BrokenPipeError:
        streams.discard_stdout()
        return exit_codes.DONE
    except BaseException as error:  # noqa: BLE001 - nobody is shown a traceback
        return _end(error, arguments)
    return status


def _debugging(arguments: Namespace) -> bool:
    return "debug" in arguments or bool(os.environ.get("FOOTNOTE_DEBUG"))


def _log(arguments: Namespace) -> None:
    """Show what is logged on request only. The bot logs as its settings say, once they are read."""
    logging.captureWarnings(capture=True)
    if arguments.command == "run" or not _debugging(arguments):
        logging.getLogger().addHandler(logging.NullHandler())
        return
    from .logs.log_output import log_to_stderr

    log_to_stderr()


def _collect_seldom(arguments: Namespace) -> None:
    """Look for garbage seldom, and not at the end, where a command ends soon.

    What it imports is a hundred thousand objects, all needed; to look through them again and again
    takes a tenth of a second. The bot runs for long, and is left to Python's own ways.
    """
    if arguments.command != "run":
        gc.set_threshold(OBJECTS_UNTIL_COLLECTION)
        atexit.register(gc.freeze)


def _end(error: BaseException, arguments: Namespace) -> int:
    """Say in a sentence how it ended, or in one for each wrong setting, and give the status for it."""
    expected = exit_codes.expected_error(error)
    if expected is not None:
        sentence, status = expected
    else:
        data = getattr(arguments, "data", Path(os.environ.get("FOOTNOTE_DATA") or "data"))
        sentence = exit_codes.unexpected_error(error, data, debug=_debugging(arguments))
        status = exit_codes.FAILED
    if isinstance(error, exit_codes.OutputError):
        streams.discard_stdout()
    for line in sentence.split("\n"):
        streams.print_message(f"footnote: {hints.repeat_options(line, arguments)}")
    return status
