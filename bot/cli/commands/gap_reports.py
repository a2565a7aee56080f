"""The command that lists what was asked and not answered, in all servers."""

from __future__ import annotations

from argparse import Namespace
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import retrieval
from retrieval import FootnoteError, NoIndexError

from .. import exit_codes
from ..output import gap_output, streams
from ..session import open_library, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...gaps.gap_list import GapList
    from ...services.gap_finding import GapFinder


class NoSuchGapError(FootnoteError):
    """There is no open gap of this number or id."""


def gaps(arguments: Namespace) -> int:
    """List what was asked and not answered; mark one as done, or ask all again, before."""
    from ...gaps.gap_list import GapList

    with _finder(arguments) as finder:
        if arguments.done is not None:
            _mark_done(finder, arguments.done)
        if arguments.check and finder is not None:
            checked = finder.check()
            streams.print_message(
                f"Answered now: {checked.answered} of the {checked.checked} biggest gaps."
            )
        found = finder.found(done=arguments.all) if finder is not None else GapList()
    if arguments.csv is not None:
        return _write_csv(arguments, found)
    streams.print_result(gap_output.gaps_row(found), gap_output.gaps(found), as_json=arguments.json)
    return exit_codes.DONE


def _mark_done(finder: GapFinder | None, name: str) -> None:
    gap = finder.mark_done(name) if finder is not None else None
    if gap is None:
        raise NoSuchGapError(f"There is no open gap {name}. `footnote gaps` lists those there are.")
    streams.print_message(f"Done: {gap.question}")


def _write_csv(arguments: Namespace, found: GapList) -> int:
    from ...gaps.gap_csv import gaps_csv

    text = gaps_csv(found.gaps)
    if arguments.csv == "-":
        streams.print_text(text)
    else:
        try:
            Path(arguments.csv).write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise exit_codes.OutputError(
                f"{arguments.csv} cannot be written ({error.strerror})."
            ) from error
    return exit_codes.DONE


@contextmanager
def _finder(arguments: Namespace) -> Iterator[GapFinder | None]:
    """Open what the bot has stored, beside a bot that runs; None where no bot has run yet."""
    from ...services.gap_finding import GapFinder
    from ...state.gap_records import GapRecords
    from ...state.store import FILE_NAME, Store

    data = settings_of(arguments).data
    if not (data / FILE_NAME).exists():
        yield None
        return
    embed = retrieval.Library.embed_questions
    with Store.open(data) as store:
        records = GapRecords(store.database)
        try:
            library = open_library(arguments, read_only=True)
        except NoIndexError:
            yield GapFinder(None, records, embed)
            return
        with library:
            yield GapFinder(library, records, embed)
