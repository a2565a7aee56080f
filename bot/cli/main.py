"""The command line: the answer goes to standard output, all else to standard error, and a status back.

It knows the library's door and how to show what comes out of it. Whatever is heavy is imported by the
command that needs it, so that `footnote --help` is instant and quoting stays quick.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import retrieval
from retrieval import (
    Cancelled,
    ModelError,
    ModelSettingsError,
    NoIndexError,
    QuestionError,
    SettingsError,
    StoreError,
)

from . import exit_codes, json_output, output, terminal
from .arguments import parser

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from types import FrameType

    from rich.console import RenderableType

    from retrieval import IndexReport, Library, Settings, evaluation

    Served = tuple[json_output.Row, RenderableType]

T = TypeVar("T")


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say and return the exit status. No error gets past it."""
    output.use_utf8()
    arguments = Namespace()
    try:
        parser().parse_args(argv, arguments)
        _log(arguments)
        status = COMMANDS[arguments.command](arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else exit_codes.FAILED
    except BrokenPipeError:
        output.discard_stdout()
        return exit_codes.DONE
    except BaseException as error:  # noqa: BLE001 - nobody is shown a traceback
        return _end(error, arguments)
    return status


# ── The commands ─────────────────────────────────────────────────────────────────────────────────


def _index(arguments: Namespace) -> int:
    with _library(arguments) as library:
        report = library.plan() if arguments.dry_run else _reindex(library, force=arguments.force)
    _put(arguments, json_output.index_row(report), terminal.report(report))
    return exit_codes.DONE


def _watch(arguments: Namespace) -> int:
    with _library(arguments) as library, _stoppable() as stopped:
        output.print_message("Watching the documents. Ctrl-C ends it.")
        for _ in retrieval.settled_changes(_settings(arguments).corpus, stopped):
            try:
                report = _progressing(library, stopped)
            except Cancelled:
                break
            except ModelSettingsError:
                raise
            except (StoreError, ModelError) as error:
                output.print_message(f"footnote: {error} It is tried again after the next change.")
            else:
                _put(arguments, json_output.index_row(report), terminal.report(report))
    return exit_codes.DONE


def _ask(arguments: Namespace) -> int:
    notices: dict[str, bool] = {}
    with _questions(arguments) as lines, _library(arguments) as library:

        def ask(question: str, identifier: object = None) -> Served:
            answer = _indexed_first(library, lambda: _patiently(library.ask, question))
            if answer.notice is not None and answer.notice not in notices:
                notices[answer.notice] = answer.misconfigured
                output.print_message(answer.notice)
            return json_output.answer_row(answer, identifier), terminal.answer(answer)

        status = _serve(arguments, lines, ask)
    return exit_codes.WRONG_INPUT if any(notices.values()) else status


def _search(arguments: Namespace) -> int:
    limit = arguments.limit
    with _questions(arguments) as lines, _library(arguments) as library:

        def search(query: str, identifier: object = None) -> Served:
            passages = _indexed_first(library, lambda: library.search(query, limit=limit))
            return json_output.search_row(query, passages, identifier), terminal.passages(passages)

        return _serve(arguments, lines, search)


def _eval(arguments: Namespace) -> int:
    questions = retrieval.evaluation.load_questions(arguments.file)
    with _library(arguments) as library:

        def evaluate() -> evaluation.Scores:
            with terminal.counting(terminal.console(sys.stderr)) as count:
                return retrieval.evaluation.evaluate(
                    library,
                    questions,
                    budget=arguments.budget,
                    progress=lambda done, total: count("Asking", done, total, "questions"),
                )

        scores = _indexed_first(library, evaluate)
    _put(arguments, json_output.scores_row(scores), terminal.scores(scores))
    return exit_codes.DONE


def _status(arguments: Namespace) -> int:
    with _library(arguments, read_only=True) as library:
        status = library.status()
    data = _settings(arguments).data
    _put(arguments, json_output.status_row(status), terminal.status(status, data))
    return exit_codes.DONE


def _rollback(arguments: Namespace) -> int:
    with _library(arguments) as library:
        report = library.rollback()
    _put(arguments, json_output.index_row(report), terminal.report(report))
    return exit_codes.DONE


def _doctor(arguments: Namespace) -> int:
    from ..bot_settings import BotSettings
    from .doctor import run_checks

    checks = tuple(run_checks(_settings(arguments), BotSettings()))
    row = json_output.doctor_row(checks)
    _put(arguments, row, terminal.checks(checks))
    return exit_codes.DONE if row["ok"] else exit_codes.FAILED


def _run(arguments: Namespace) -> int:
    from ..bot_settings import BotSettings
    from ..run import run

    run(_settings(arguments), BotSettings())
    return exit_codes.DONE


COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "index": _index,
    "watch": _watch,
    "ask": _ask,
    "search": _search,
    "eval": _eval,
    "status": _status,
    "rollback": _rollback,
    "doctor": _doctor,
    "run": _run,
}


# ── What they share ──────────────────────────────────────────────────────────────────────────────


def _settings(arguments: Namespace) -> Settings:
    named: dict[str, Any] = {
        name: getattr(arguments, name) for name in ("corpus", "data") if name in arguments
    }
    try:
        return retrieval.Settings(**named)
    except (OSError, UnicodeDecodeError):
        raise SettingsError("The file .env cannot be read. Make it readable, and UTF-8.") from None


def _library(arguments: Namespace, *, read_only: bool = False) -> Library:
    purpose = f"footnote {arguments.command}"
    return retrieval.Library.open(_settings(arguments), purpose=purpose, read_only=read_only)


def _indexed_first(library: Library, serve: Callable[[], T]) -> T:
    """Serve from the index; where there is none yet, make it."""
    try:
        return serve()
    except NoIndexError:
        for line in terminal.failures(_reindex(library)):
            terminal.show(terminal.console(sys.stderr), line)
        return serve()


def _patiently(ask: Callable[[str], T], question: str) -> T:
    with terminal.waiting(terminal.console(sys.stderr), "Reading …"):
        return ask(question)


def _reindex(library: Library, *, force: bool = False) -> IndexReport:
    with _stoppable() as stopped:
        return _progressing(library, stopped, force=force)


def _progressing(library: Library, stopped: threading.Event, *, force: bool = False) -> IndexReport:
    with terminal.indexing(terminal.console(sys.stderr)) as progress:
        return library.reindex(force=force, progress=progress, cancelled=stopped.is_set)


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """Turn the first Ctrl-C into a wish that a re-index can follow; a second one ends it at once."""
    stopped = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        stopped.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield stopped
    finally:
        signal.signal(signal.SIGINT, before)


def _questions(arguments: Namespace) -> AbstractContextManager[BinaryIO | None]:
    """Open the file of questions where one is named, before anything costly: a slip costs nothing."""
    if arguments.input is None:
        return nullcontext()
    if arguments.input == "-":
        return nullcontext(sys.stdin.buffer)
    try:
        return Path(arguments.input).open("rb")
    except OSError as error:
        raise SettingsError(f"{arguments.input} cannot be read: {error.strerror}.") from None


def _serve(arguments: Namespace, lines: BinaryIO | None, serve: Callable[..., Served]) -> int:
    """Serve the question of the command line, or each line of the file."""
    if lines is None:
        _put(arguments, *serve(json_output.repair_text(arguments.text)))
        return exit_codes.DONE
    status = exit_codes.DONE
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        identifier: object = None
        try:
            request = json_output.parse_request(line, number)
            identifier = request.id
            row, _ = serve(request.text, identifier)
        except ModelSettingsError:
            raise
        except json_output.InvalidLine as error:
            row, status = json_output.error_row(str(error), error.id), exit_codes.FAILED
        except (QuestionError, ModelError) as error:
            row, status = json_output.error_row(str(error), identifier), exit_codes.FAILED
        output.print_json(row)
    return status


def _put(arguments: Namespace, row: json_output.Row, look: RenderableType) -> None:
    if arguments.json:
        output.print_json(row)
    else:
        output.print_renderable(look)


# ── How it begins and ends ───────────────────────────────────────────────────────────────────────


def _debugging(arguments: Namespace) -> bool:
    return "debug" in arguments or bool(os.environ.get("FOOTNOTE_DEBUG"))


def _log(arguments: Namespace) -> None:
    """Show what the bot logs, and what the library does on request; other logs are not for people."""
    logging.captureWarnings(capture=True)
    root = logging.getLogger()
    if arguments.command != "run" and not _debugging(arguments):
        root.addHandler(logging.NullHandler())
        return
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    for name in ("bot", "retrieval"):
        logging.getLogger(name).setLevel(logging.INFO)


def _end(error: BaseException, arguments: Namespace) -> int:
    """Say in one sentence how it ended, and give the status for it."""
    foreseen = exit_codes.expected_error(error)
    if foreseen is not None:
        sentence, status = foreseen
    else:
        data = getattr(arguments, "data", Path(os.environ.get("FOOTNOTE_DATA") or "data"))
        sentence = exit_codes.unexpected_error(error, data, debug=_debugging(arguments))
        status = exit_codes.FAILED
    if isinstance(error, exit_codes.OutputError):
        output.discard_stdout()
    output.print_message(f"footnote: {sentence}")
    return status
