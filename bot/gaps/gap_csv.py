"""The gaps as a table for a spreadsheet. Pure.

What a cell begins with is a member's, so none may become a formula.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .gap_list import Gap

BYTE_ORDER_MARK = "\ufeff"
"""By this Excel knows that a file is UTF-8."""

COLUMNS = (
    "id",
    "question",
    "questions",
    "askers",
    "first",
    "last",
    "refused",
    "not helpful",
    "reasons",
    "closest",
    "answered now",
    "done",
)

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def gaps_csv(gaps: Iterable[Gap]) -> str:
    """Return a row for each gap, below the names of the columns."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for gap in gaps:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in _cells(gap)])
    return BYTE_ORDER_MARK + text.getvalue()


def _cells(gap: Gap) -> tuple[str | int, ...]:
    now = gap.answered_now
    return (
        gap.id,
        gap.question,
        gap.questions,
        gap.askers,
        _moment(gap.first),
        _moment(gap.last),
        gap.refused,
        gap.not_helpful,
        "; ".join(gap.reasons),
        "; ".join(
            f"{each.path} ({each.times}{', gone' if each.gone else ''})" for each in gap.closest
        ),
        f"{now.path}: {now.quote}" if now is not None else "",
        "yes" if gap.done else "no",
    )


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: an apostrophe makes it text."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA_STARTS) else cell


def _moment(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}"
