"""Finds the tables of a printed page: gaps within lines that stand one above the other. Pure.

Every row becomes one line. PDF has no tables, only letters in places, so that a table is what looks
like one: columns that align in at least two lines. Linear in the number of cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from ..tables import has_header, row_text
from .composer import WORD
from .pdf_lines import CELL_GAP, PrintedCell, PrintedLine, PrintedPage

_MARKER = re.compile(r"[•‣▪◦●○■□▶➤✓\uf0b7*–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]")
_TOLERANCE = 3.0  # points by which two ends may differ that align
_LOOKAHEAD = 7
_SAME_HEIGHT = 0.3
_SAME_ROW = 1.3
_WIDE_GAP = 1.5
_LOOSER = 1.1
_LEAST_LEADING = 0.8
_NEXT_ROW = 4.0
_TALLEST_ROW = 10.0
_LONG_CELL = 30


def with_tables(page: PrintedPage) -> list[PrintedLine]:
    """Return the lines of a page, those of each table put together to rows."""
    pieces = _side_by_side(page)
    lines = [_without_markers(_joined(each)) for each in pieces]
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
            and abs(before.bottom - line.bottom) < _SAME_HEIGHT * line.height
            and line.left > before.right + gap
        ):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _joined(lines: Sequence[PrintedLine]) -> PrintedLine:
    """Return lines that stand side by side as one."""
    if len(lines) == 1:
        return lines[0]
    cells = tuple(cell for line in lines for cell in _cells(line))
    return replace(lines[0], cells=cells, is_bold=all(line.is_bold for line in lines))


def _cells(line: PrintedLine) -> tuple[PrintedCell, ...]:
    return line.cells or (PrintedCell(line.text, line.left, line.right),)


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
        cells = _cells(line)
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
        beside = abs(height - line.bottom) < _SAME_ROW * line.height
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
            return _align(self.columns[place], _cells(line)[0])
        if len(self.columns) > 1 and line.right > self.columns[1].left:
            return False
        if self.lines and 0 < self.lines[-1].bottom - line.bottom < _SAME_ROW * line.height:
            return True
        return any(_is_beside(line, other) for other in following)

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
        rows = [_Row(len(self.columns), members) for members in self._members()]
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
            for place, cell in zip(places, _cells(line), strict=True):
                lengths[place].append(len(cell.text))
        long = [sum(each) > _LONG_CELL * len(each) for each in lengths if each]
        return len(self.columns) == 2 and all(long)

    def _within(self, rows: Sequence[_Row]) -> list[list[PrintedCell]]:
        """Return the first cell of each row that stands in each column but the first."""
        return [
            [row.first(place) for row in rows if row.has(place)]
            for place in range(1, len(self.columns))
        ]

    @staticmethod
    def _is_aligned(cells: Sequence[PrintedCell]) -> bool:
        return any(_align(before, after) for before, after in pairwise(cells))

    def _members(self) -> list[list[_Printed]]:
        """Return the printed lines of each row, from top to bottom."""
        printed = _by_height(zip(self.lines, self.places, strict=True))
        gaps = [
            (above.line.bottom - below.line.bottom) / max(above.line.height, 1.0)
            for above, below in pairwise(printed)
        ]
        limit = _SAME_ROW
        leading = _leading(printed)
        if any(gap > _LOOSER * leading for gap in gaps):
            limit = min(limit, _LOOSER * leading)
        spaced = 3 * sum(gap > limit for gap in gaps) >= len(gaps)
        rows: list[list[_Printed]] = []
        complete = False
        for gap, each in zip([float("inf"), *gaps], printed, strict=True):
            is_complete = 0 in each.places and 4 * len(each.places) >= 3 * len(self.columns)
            begins = gap > limit or (not spaced and complete and (is_complete or each.has_numbers))
            if begins:
                rows.append([])
                complete = False
            rows[-1].append(each)
            complete = complete or is_complete
        return rows


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
    found: list[_Printed] = []
    for line, places in ordered:
        last = found[-1] if found else None
        if last and last.line.bottom - line.bottom < _SAME_HEIGHT * line.height:
            found[-1] = _Printed(_joined([last.line, line]), [*last.places, *places])
        else:
            found.append(_Printed(replace(line, cells=_cells(line)), places))
    return found


class _Row:
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
        found = [""] * self._columns
        for member in self._members:
            for place, cell in zip(member.places, member.line.cells, strict=True):
                before = found[place]
                gap = "" if not before or before.endswith("-") else WORD
                found[place] = before + gap + cell.text
        return found

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


def _table_at(lines: Sequence[PrintedLine], at: int) -> _Table | None:
    """Return what may be the table that begins with a line, if another stands beside its words."""
    first, following = lines[at], lines[at + 1 : at + _LOOKAHEAD]
    if not first.cells and not (following and _is_beside(first, following[0])):
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
    places = [table.column_of(cell) for cell in _cells(first)]
    whole = -1 not in places and len(set(places)) == len(places)
    return list(longest.cells if whole else _cells(first))


def _is_beside(line: PrintedLine, other: PrintedLine) -> bool:
    """Return whether another line stands at the right of a line, in the same row of a table."""
    apart = _cells(other)[-1].left - line.right > CELL_GAP * line.height
    return apart and abs(line.bottom - other.bottom) < _SAME_ROW * line.height


def _align(column: PrintedCell, cell: PrintedCell) -> bool:
    return (
        abs(column.left - cell.left) < _TOLERANCE
        or abs(column.right - cell.right) < _TOLERANCE
        or abs(column.centre - cell.centre) < _TOLERANCE
    )
