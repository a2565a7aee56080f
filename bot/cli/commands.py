"""The commands: each asks the library and prints what comes back, as JSON or for a person.

A command returns the exit status, and raises what goes wrong for `main` to tell.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import retrieval
from retrieval import Cancelled, ModelError, ModelSettingsError, StoreError

from . import answer_output, exit_codes, hints, json_output, output, progress_display, terminal
from .input_lines import open_questions, serve
from .interruption import reindex, reindex_with_progress, stoppable
from .session import open_library, open_to_ask, rebuilt_library, settings_of, with_index
from .skipped_files import skipped_lines, skipped_summary

if TYPE_CHECKING:
    from retrieval import Answer, IndexReport, Library, Skipped, evaluation

    from .input_lines import Served


def _index(arguments: Namespace) -> int:
    if arguments.rebuild:
        report = _rebuild(arguments)
    else:
        with open_library(arguments, take_over=arguments.force) as library:
            report = (
                library.plan(verify=arguments.verify)
                if arguments.dry_run
                else reindex(library, force=arguments.force, verify=arguments.verify)
            )
    _print_report(arguments, report)
    _print_skipped(report.skipped, verbose=arguments.verbose)
    return exit_codes.DONE


def _print_skipped(skipped: Skipped, *, verbose: bool) -> None:
    """Say on standard error what of the folder is not indexed, and why."""
    summary = skipped_summary(skipped)
    if summary:
        hint = "" if verbose else " --verbose lists them."
        output.print_message(f"Passed over: {summary}.{hint}")
    for line in skipped_lines(skipped) if verbose else ():
        output.print_message(line)


def _rebuild(arguments: Namespace) -> IndexReport:
    try:
        with rebuilt_library(arguments) as library:
            return reindex(library, force=True)
    except Cancelled:
        raise Cancelled(
            "Stopped. The old index is as it was before. The next `footnote index --rebuild` goes on "
            "with what was made of the new one."
        ) from None


def _watch(arguments: Namespace) -> int:
    with open_library(arguments) as library, stoppable() as stopped:
        output.print_message("Watching the documents. Ctrl-C ends it.")
        for _ in retrieval.settled_changes(library.documents_folder, stopped):
            try:
                report = reindex_with_progress(library, stopped, status=exit_codes.DONE)
            except Cancelled as stop:
                output.print_message(f"footnote: {stop}")
                break
            except ModelSettingsError:
                raise
            except (StoreError, ModelError) as error:
                sentence = f"{error} It is tried again after the next change."
                output.print_message(f"footnote: {hints.repeat_options(sentence, arguments)}")
            else:
                _print_report(arguments, report)
    return exit_codes.DONE


def _ask(arguments: Namespace) -> int:
    notices: dict[str, bool] = {}
    with open_questions(arguments) as lines, open_to_ask(arguments) as library:

        def ask(question: str, identifier: object = None) -> Served:
            answer = with_index(library, lambda: _ask_patiently(library, question))
            if answer.notice is not None and answer.notice not in notices:
                notices[answer.notice] = answer.misconfigured
                output.print_message(answer.notice)
            return json_output.answer_row(answer, identifier), answer_output.answer(answer)

        status = serve(arguments, lines, ask)
    return exit_codes.WRONG_INPUT if any(notices.values()) else status


def _ask_patiently(library: Library, question: str) -> Answer:
    with terminal.waiting(terminal.console(sys.stderr), "Reading …"):
        return library.ask(question)


def _search(arguments: Namespace) -> int:
    limit = arguments.limit
    with open_questions(arguments) as lines, open_to_ask(arguments) as library:

        def search(query: str, identifier: object = None) -> Served:
            passages = with_index(library, lambda: library.search(query, limit=limit))
            return json_output.search_row(query, passages, identifier), answer_output.passages(
                passages
            )

        return serve(arguments, lines, search)


def _eval(arguments: Namespace) -> int:
    questions = retrieval.evaluation.load_questions(arguments.file)
    with open_to_ask(arguments) as library:

        def evaluate() -> evaluation.Scores:
            with progress_display.counting(terminal.console(sys.stderr)) as count:
                return retrieval.evaluation.evaluate(
                    library,
                    questions,
                    budget=arguments.budget,
                    progress=lambda done, total: count("Asking", done, total, "questions"),
                )

        scores = with_index(library, evaluate)
    output.print_result(
        json_output.scores_row(scores), terminal.scores(scores), as_json=arguments.json
    )
    return exit_codes.DONE


def _status(arguments: Namespace) -> int:
    with open_library(arguments, read_only=True) as library:
        status = library.status()
    data = settings_of(arguments).data
    if status.problem is not None:
        status = replace(status, problem=hints.repeat_options(status.problem, arguments))
    index = hints.repeat_options("`footnote index`", arguments)
    shown = terminal.status(status, data, index=index)
    output.print_result(json_output.status_row(status), shown, as_json=arguments.json)
    return exit_codes.DONE


def _rollback(arguments: Namespace) -> int:
    with open_library(arguments) as library:
        report = library.rollback()
    _print_report(arguments, report)
    return exit_codes.DONE


def _doctor(arguments: Namespace) -> int:
    from ..bot_settings import BotSettings
    from .doctor import run_checks

    checks = tuple(
        replace(
            check,
            finding=hints.repeat_options(check.finding, arguments),
            mend=check.mend and hints.repeat_options(check.mend, arguments),
        )
        for check in run_checks(settings_of(arguments), BotSettings())
    )
    row = json_output.doctor_row(checks)
    output.print_result(row, terminal.checks(checks), as_json=arguments.json)
    return exit_codes.DONE if row["ok"] else exit_codes.FAILED


def _run(arguments: Namespace) -> int:
    from ..bot_settings import BotSettings
    from ..run import run

    run(settings_of(arguments), BotSettings())
    return exit_codes.DONE


def _print_report(arguments: Namespace, report: IndexReport) -> None:
    output.print_result(
        json_output.index_row(report), terminal.report(report), as_json=arguments.json
    )


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
