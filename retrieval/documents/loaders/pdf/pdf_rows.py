"""From the printed lines of a table to its rows: which lines one row is made of. Pure.

A cell may go on in further lines, and stand at the top of its row, in the middle or at the bottom.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ...tables import row_text
from ..composer import WORD
from .pdf_lines import SAME_HEIGHT, SAME_ROW, PrintedCell, PrintedLine, side_by_side

_LOOSER = 1.1
_LEAST_LEADING = 0.8


def table_rows(lines: Iterable[tuple[PrintedLine, Sequence[int]]], columns: int) -> list[TableRow]:
    """Return the rows of a table, from its lines and the number of the column of each of their cells.

    A row begins where the gap is wider than between the lines of a cell, or, where all gaps are alike,
    with a line that is complete.
    """
    printed = _by_height(lines)
    gaps = [
        (above.line.bottom - below.line.bottom) / max(above.line.height, 1.0)
        for above, below in pairwise(printed)
    ]
    limit = SAME_ROW
    leading = _leading(printed)
    if any(gap > _LOOSER * leading for gap in gaps):
        limit = min(limit, _LOOSER * leading)
    spaced = 3 * sum(gap > limit for gap in gaps) >= len(gaps)
    rows: list[list[_Printed]] = []
    complete = False
    for gap, each in zip([float("inf"), *gaps], printed, strict=True):
        is_complete = 0 in each.places and 4 * len(each.places) >= 3 * columns
        begins = gap > limit or (not spaced and complete and (is_complete or each.has_numbers))
        if begins:
            rows.append([])
            complete = False
        rows[-1].append(each)
        complete = complete or is_complete
    return [TableRow(columns, members) for members in rows]


@dataclass(frozen=True, slots=True)
class _Printed:
    """A line of a table, and the columns of its cells."""

    line: PrintedLine
    places: Sequence[int]

    @property
    def has_numbers(self) -> bool:
        """Whether it has several cells and numbers among them, which no cell goes on with."""
        letters = (any(map(str.isalpha, cell.text)) for cell in self.line.cells)
        return len(self.places) > 1 and not all(letters)


def _leading(printed: Sequence[_Printed]) -> float:
    """Return how far apart the lines of a cell are, in heights: the least that two in a column are."""
    above: dict[int, float] = {}
    least = float("inf")
    for each in printed:
        for place in each.places:
            gap = (above.get(place, float("inf")) - each.line.bottom) / max(each.line.height, 1.0)
            if gap > _LEAST_LEADING:
                least = min(least, gap)
            above[place] = each.line.bottom
    return least


def _by_height(lines: Iterable[tuple[PrintedLine, Sequence[int]]]) -> list[_Printed]:
    """Return the lines from the top down; those of one height from left to right, as one line."""
    ordered = sorted(lines, key=lambda each: (-round(each[0].bottom), each[0].left))
    groups: list[list[tuple[PrintedLine, Sequence[int]]]] = []
    for line, places in ordered:
        if groups and groups[-1][0][0].bottom - line.bottom < SAME_HEIGHT * line.height:
            groups[-1].append((line, places))
        else:
            groups.append([(line, places)])
    return [
        _Printed(
            side_by_side([replace(line, cells=line.parts) for line, _ in group]),
            [place for _, places in group for place in places],
        )
        for group in groups
    ]


class TableRow:
    """The printed lines of a row."""

    def __init__(self, columns: int, members: Sequence[_Printed]) -> None:
        self._columns = columns
        self._members = members
        self.is_bold = all(member.line.is_bold for member in members)

    @property
    def width(self) -> int:
        """How many of its cells hold something."""
        return len({place for member in self._members for place in member.places})

    @property
    def widest_gap(self) -> float:
        """How wide the widest gap is between its cells, in heights of its letters."""
        return max(
            (
                (after.left - before.right) / member.line.height
                for member in self._members
                for before, after in pairwise(member.line.cells)
            ),
            default=0.0,
        )

    def has(self, place: int) -> bool:
        """Return whether it says something in a column."""
        return any(place in member.places for member in self._members)

    def first(self, place: int) -> PrintedCell:
        """Return the first line of what it says in a column."""
        member = next(member for member in self._members if place in member.places)
        return member.line.cells[list(member.places).index(place)]

    def texts(self) -> list[str]:
        """Return the text of each cell; what goes on in a second line is put behind the first."""
        found: list[list[str]] = [[] for _ in range(self._columns)]
        for member in self._members:
            for place, cell in zip(member.places, member.line.cells, strict=True):
                pieces = found[place]
                goes_on = pieces and pieces[-1] and not pieces[-1].endswith("-")
                pieces += [WORD, cell.text] if goes_on else [cell.text]
        return ["".join(pieces) for pieces in found]

    def line(self, *, is_header: bool, begins: bool) -> PrintedLine:
        """Return the row as one line."""
        cells = [cell for member in self._members for cell in member.line.cells]
        last = self._members[-1].line
        return PrintedLine(
            row_text(self.texts()),
            min(cell.left for cell in cells),
            max(cell.right for cell in cells),
            last.bottom,
            last.height,
            kind="header" if is_header else "row",
            begins=begins,
        )
