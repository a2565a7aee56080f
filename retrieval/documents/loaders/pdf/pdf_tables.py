"""Finds the tables of a printed page: gaps within lines that stand one above the other. Pure.

Every row becomes one line. PDF has no tables, only letters in places, so that a table is what looks
like one: columns that align in at least two lines. Linear in the number of cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ...tables import has_header
from .pdf_lines import (
    CELL_GAP,
    SAME_HEIGHT,
    SAME_ROW,
    PrintedCell,
    PrintedLine,
    PrintedPage,
    side_by_side,
)
from .pdf_rows import TableRow, table_rows

_MARKER = re.compile(r"[•‣▪◦●○■□▶➤✓\uf0b7*–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]")
_LOOKAHEAD = 7
_MOST_COLUMNS = 60
_WIDE_GAP = 1.5
_NEXT_ROW = 4.0
_TALLEST_ROW = 10.0
_LONG_CELL = 30


def with_tables(page: PrintedPage) -> list[PrintedLine]:
    """Return the lines of a page, those of each table put together to rows."""
    pieces = _side_by_side(page)
    lines = [_without_markers(side_by_side(each)) for each in pieces]
    found: list[PrintedLine] = []
    at = 0
    while at < len(lines):
        table = _table_at(lines, at)
        end = at + (len(table.lines) if table else 1)
        found += (table and table.rows()) or [line for each in pieces[at:end] for line in each]
        at = end
    return found


def _side_by_side(page: PrintedPage) -> list[list[PrintedLine]]:
    """Return the lines, those together that follow each other at one height from left to right."""
    found: list[list[PrintedLine]] = []
    for line in page:
        before = found[-1][-1] if found else None
        gap = CELL_GAP * line.height
        if (
            before
            and abs(before.bottom - line.bottom) < SAME_HEIGHT * line.height
            and line.left > before.right + gap
        ):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _without_markers(line: PrintedLine) -> PrintedLine:
    """Return a line without the gap between the marker of a list item and its text."""
    if not line.cells or not _MARKER.fullmatch(line.cells[0].text):
        return line
    first, second, *others = line.cells
    joined = PrintedCell(f"{first.text} {second.text}", first.left, second.right)
    return replace(line, cells=(joined, *others) if others else ())


@dataclass
class _Table:
    """The lines of a table and the columns, by their left and right ends, that they stand in."""

    columns: list[PrintedCell]
    lines: list[PrintedLine] = field(default_factory=list)
    places: list[list[int]] = field(default_factory=list)
    lowest: float = float("inf")

    def add(self, line: PrintedLine, following: Sequence[PrintedLine]) -> bool:
        """Take in a line, if all its cells stand in columns; `following` are the next few."""
        if self.lines and not self._is_near(line):
            return False
        cells = line.parts
        if len(self.columns) > _MOST_COLUMNS:
            return False
        if len(cells) == 1 and self._widens_first_row(line):
            self.columns.append(cells[0])
        places = [self.column_of(cell) for cell in cells]
        if -1 in places or len(set(places)) < len(places):
            return False
        if len(cells) == 1 and not self._continues(line, places[0], following):
            return False
        for place, cell in zip(places, cells, strict=True):
            self._widen(place, cell)
        self.lines.append(line)
        self.places.append(places)
        self.lowest = min(self.lowest, line.bottom)
        return True

    def _is_near(self, line: PrintedLine) -> bool:
        down = self.lowest - line.bottom
        return -_TALLEST_ROW * line.height < down < _NEXT_ROW * line.height

    def _widens_first_row(self, line: PrintedLine) -> bool:
        """Return whether a line is one more title at the right of those of the first row."""
        right = self.columns[-1].right
        height = self.lines[0].bottom if self.lines else line.bottom
        beside = abs(height - line.bottom) < SAME_ROW * line.height
        return beside and line.left > right + CELL_GAP * line.height

    def column_of(self, cell: PrintedCell) -> int:
        """Return the number of the column that a cell stands in; -1 if it is in none or in several."""
        touched = [
            number
            for number, column in enumerate(self.columns)
            if cell.left < column.right and column.left < cell.right
        ]
        return touched[0] if len(touched) == 1 else -1

    def _continues(self, line: PrintedLine, place: int, following: Sequence[PrintedLine]) -> bool:
        """Return whether a line of one cell belongs to the table, rather than to the text below."""
        if place:
            return self.columns[place].aligns(line.parts[0])
        if len(self.columns) > 1 and line.right > self.columns[1].left:
            return False
        if self.lines and 0 < self.lines[-1].bottom - line.bottom < SAME_ROW * line.height:
            return True
        return any(line.is_beside(other) for other in following)

    def _widen(self, place: int, cell: PrintedCell) -> None:
        column = self.columns[place]
        left = min(column.left, cell.left)
        right = max(column.right, cell.right)
        if place and left <= self.columns[place - 1].right:
            left = column.left
        if place + 1 < len(self.columns) and right >= self.columns[place + 1].left:
            right = column.right
        self.columns[place] = PrintedCell(column.text, left, right)

    def rows(self) -> list[PrintedLine]:
        """Return the table as one line a row; nothing if it rather is running text."""
        if len(self.columns) < 2 or self._is_prose():
            return []
        rows = table_rows(zip(self.lines, self.places, strict=True), len(self.columns))
        full = sum(row.width > 1 for row in rows)
        if full < 2 or 2 * full < len(rows) or max(row.widest_gap for row in rows) < _WIDE_GAP:
            return []
        if not any(map(self._is_aligned, self._within(rows))):
            return []
        in_bold = rows[0].is_bold and not rows[1].is_bold
        titled = in_bold or has_header([row.texts() for row in rows])
        return [row.line(is_header=titled and not at, begins=not at) for at, row in enumerate(rows)]

    def _is_prose(self) -> bool:
        """Return whether it is two columns of running text that the file holds line by line."""
        lengths: list[list[int]] = [[] for _ in self.columns]
        for line, places in zip(self.lines, self.places, strict=True):
            for place, cell in zip(places, line.parts, strict=True):
                lengths[place].append(len(cell.text))
        long = [sum(each) > _LONG_CELL * len(each) for each in lengths if each]
        return len(self.columns) == 2 and all(long)

    def _within(self, rows: Sequence[TableRow]) -> list[list[PrintedCell]]:
        """Return the first cell of each row that stands in each column but the first."""
        return [
            [row.first(place) for row in rows if row.has(place)]
            for place in range(1, len(self.columns))
        ]

    @staticmethod
    def _is_aligned(cells: Sequence[PrintedCell]) -> bool:
        return any(before.aligns(after) for before, after in pairwise(cells))


def _table_at(lines: Sequence[PrintedLine], at: int) -> _Table | None:
    """Return what may be the table that begins with a line, if another stands beside its words."""
    first, following = lines[at], lines[at + 1 : at + _LOOKAHEAD]
    if not first.cells and not (following and first.is_beside(following[0])):
        return None
    table = _Table(_columns(first, following))
    for number in range(at, len(lines)):
        if not table.add(lines[number], lines[number + 1 : number + _LOOKAHEAD]):
            break
    return table if table.lines else None


def _columns(first: PrintedLine, following: Iterable[PrintedLine]) -> list[PrintedCell]:
    """Return the cells of the longest of the first few lines in which all of the first have a place."""
    longest = max([first, *following], key=lambda line: len(line.cells))
    table = _Table(list(longest.cells))
    places = [table.column_of(cell) for cell in first.parts]
    whole = -1 not in places and len(set(places)) == len(places)
    return list(longest.cells if whole else first.parts)
