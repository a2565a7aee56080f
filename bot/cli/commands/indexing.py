"""The commands that change the index."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

import retrieval
from retrieval import Cancelled, ModelError, ModelSettingsError, StoreError

from .. import exit_codes
from ..interruption import reindex, reindex_with_progress, stoppable
from ..output import hints, json_output, streams, terminal
from ..output.skipped_files import skipped_lines, skipped_summary
from ..session import open_library, rebuilt_library

if TYPE_CHECKING:
    from retrieval import IndexReport, Skipped


def index(arguments: Namespace) -> int:
    """Make the index match the documents folder, or say what would change."""
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


def watch(arguments: Namespace) -> int:
    """Index, and again whenever the documents change, until Ctrl-C."""
    with open_library(arguments) as library, stoppable() as stopped:
        streams.print_message("Watching the documents. Ctrl-C ends it.")
        for _ in retrieval.settled_changes(library.documents_folder, stopped):
            try:
                report = reindex_with_progress(library, stopped, status=exit_codes.DONE)
            except Cancelled as stop:
                streams.print_message(f"footnote: {stop}")
                break
            except ModelSettingsError:
                raise
            except (StoreError, ModelError) as error:
                sentence = f"{error} It is tried again after the next change."
                streams.print_message(f"footnote: {hints.repeat_options(sentence, arguments)}")
            else:
                _print_report(arguments, report)
    return exit_codes.DONE


def rollback(arguments: Namespace) -> int:
    """Make the generation before the live one live again."""
    with open_library(arguments) as library:
        report = library.rollback()
    _print_report(arguments, report)
    return exit_codes.DONE


def _rebuild(arguments: Namespace) -> IndexReport:
    try:
        with rebuilt_library(arguments) as library:
            return reindex(library, force=True)
    except Cancelled:
        raise Cancelled(
            "Stopped. The old index is as it was before. The next `footnote index --rebuild` goes on "
            "with what was made of the new one."
        ) from None


def _print_report(arguments: Namespace, report: IndexReport) -> None:
    streams.print_result(
        json_output.index_row(report), terminal.report(report), as_json=arguments.json
    )


def _print_skipped(skipped: Skipped, *, verbose: bool) -> None:
    """Say on standard error what of the folder is not indexed, and why."""
    summary = skipped_summary(skipped)
    if summary:
        hint = "" if verbose else " --verbose lists them."
        streams.print_message(f"Passed over: {summary}.{hint}")
    for line in skipped_lines(skipped) if verbose else ():
        streams.print_message(line)
