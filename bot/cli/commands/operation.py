"""The commands that tell how things stand, and the one that runs the bot."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from .. import exit_codes
from ..output import hints, json_output, streams, terminal
from ..session import checked_settings, open_library, settings_of


def status(arguments: Namespace) -> int:
    """Say what is indexed, and whether the folder has changed since."""
    with open_library(arguments, read_only=True) as library:
        status = library.status()
    data = settings_of(arguments).data
    if status.problem is not None:
        status = replace(status, problem=hints.repeat_options(status.problem, arguments))
    index = hints.repeat_options("`footnote index`", arguments)
    shown = terminal.status(status, data, index=index)
    streams.print_result(json_output.status_row(status), shown, as_json=arguments.json)
    return exit_codes.DONE


def doctor(arguments: Namespace) -> int:
    """Check the set-up, and say how to mend what is wrong."""
    from ..checks.doctor import run_checks

    checked = checked_settings(arguments)
    checks = tuple(
        replace(
            check,
            finding=hints.repeat_options(check.finding, arguments),
            mend=check.mend and hints.repeat_options(check.mend, arguments),
        )
        for check in run_checks(checked)
    )
    row = json_output.doctor_row(checks)
    streams.print_result(row, terminal.checks(checks), as_json=arguments.json)
    return exit_codes.DONE if row["ok"] else exit_codes.FAILED


def settings(arguments: Namespace) -> int:
    """Print the settings as they hold, each with where it comes from, and all that is wrong."""
    from ..settings.effective_settings import effective_settings

    checked = checked_settings(arguments)
    values = tuple(effective_settings(checked, options=vars(arguments)))
    row = json_output.settings_row(values, checked.problems)
    streams.print_result(row, terminal.settings(values), as_json=arguments.json)
    for problem in checked.problems:
        streams.print_message(f"footnote: {problem.sentence}")
    stopping = any(problem.stops for problem in checked.problems)
    return exit_codes.WRONG_INPUT if stopping else exit_codes.DONE


def run(arguments: Namespace) -> int:
    """Run the Discord bot until it is stopped."""
    from ...run import run
    from ..logs.log_output import logging_as_set

    checked = checked_settings(arguments)
    library, bot = checked.whole()
    for problem in checked.problems:
        streams.print_message(problem.sentence)
    with logging_as_set(library, bot):
        run(library, bot)
    return exit_codes.DONE
