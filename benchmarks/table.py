"""The table of figures, as text that is read in a terminal and in Markdown alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from math import floor, log10

HEADS = ("measure", "value", "target", "beside")


@dataclass(frozen=True, slots=True)
class Row:
    """A figure, what it should be, and what else tells how good it is."""

    measure: str
    value: str
    target: str = ""
    beside: str = ""


def table_of(rows: Sequence[Row]) -> str:
    """Return rows as a table."""
    return markdown_table(HEADS, [astuple(row) for row in rows])


def markdown_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose columns are as wide as their widest cell."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    rule = ["-" * width for width in widths]
    return "\n".join(_line(cells, widths) for cells in (heads, rule, *rows))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def short(value: float) -> str:
    """Return a number with two digits that count, or as a whole number from 100 on."""
    if value == 0:
        return "0"
    decimals = max(0, 1 - floor(log10(abs(value))))
    return f"{value:,.{decimals}f}"
