"""Finds the tables of a printed page: gaps within lines that stand one above the other. Pure.

Every row becomes one line. PDF has no tables, only letters in places, so that a table is what looks
like one: columns that align in at least two lines. Linear in the number of cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ..tables import has_header
from .composer import CELL, WORD
from .pdf_lines import CELL_GAP, PrintedCell, PrintedLine, PrintedPage

_MARKER = re.compile(r"[•‣▪◦●○■□▶➤✓\uf0b7*–—-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)]")
_TOLERANCE = 3.0  # points by which two ends may differ that align
_LOOKAHEAD = 4
_WIDE_GAP = 1.5
_SAME_HEIGHT = 0.3
_SAME_ROW = 1.3
_NEXT_ROW = 4.0
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

    def add(self, line: PrintedLine, following: Sequence[PrintedLine] = ()) -> bool:
        """Take in a line, if all its cells stand in columns; `following` are the next few."""
        if self.lines and not self._is_near(line):
            return False
        cells = _cells(line)
        places = [self._column(cell) for cell in cells]
        if -1 in places or len(set(places)) < len(places):
            return False
        if not line.cells and not self._continues(line, places[0], following):
            return False
        for place, cell in zip(places, cells, strict=True):
            self._widen(place, cell)
        self.lines.append(line)
        self.places.append(places)
        self.lowest = min(self.lowest, line.bottom)
        return True

    def _is_near(self, line: PrintedLine) -> bool:
        down = self.lowest - line.bottom
        return -_NEXT_ROW * line.height < down < _NEXT_ROW * line.height

    def _column(self, cell: PrintedCell) -> int:
        """Return the number of the column that a cell stands in; -1 if it is in none or in several."""
        touched = [
            number
            for number, column in enumerate(self.columns)
            if cell.left < column.right and column.left < cell.right
        ]
        if len(touched) > 1:
            return -1
        aligned = (number for number, column in enumerate(self.columns) if _align(column, cell))
        return touched[0] if touched else next(aligned, -1)

    def _continues(self, line: PrintedLine, place: int, following: Sequence[PrintedLine]) -> bool:
        """Return whether a line without gaps is of a cell, rather than text below the table."""
        column = self.columns[place]
        if place:
            return _align(column, PrintedCell(line.text, line.left, line.right))
        if len(self.columns) < 2 or line.right > self.columns[1].left:
            return False
        if 0 < self.lines[-1].bottom - line.bottom < _SAME_ROW * line.height:
            return True
        return any(
            abs(line.bottom - other.bottom) < line.height and other.left > line.right
            for other in following
        )

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
        if not self._is_table():
            return []
        rows = [_Row(len(self.columns), members) for members in self._members()]
        if len(rows) < 2:
            return []
        in_bold = rows[0].is_bold and not rows[1].is_bold
        titled = in_bold or has_header([row.texts() for row in rows])
        return [row.line(is_header=titled and not at, begins=not at) for at, row in enumerate(rows)]

    def _is_table(self) -> bool:
        widest = max(
            (after.left - before.right) / line.height
            for line in self.lines
            for before, after in zip(line.cells, line.cells[1:], strict=False)
        )
        if widest < _WIDE_GAP:
            return False
        lengths: list[list[int]] = [[] for _ in self.columns]
        for line, places in zip(self.lines, self.places, strict=True):
            for place, cell in zip(places, line.cells, strict=False):
                lengths[place].append(len(cell.text))
        # Two columns of running text that the file holds line by line are no table.
        long = [sum(each) > _LONG_CELL * len(each) for each in lengths if each]
        return not (len(self.columns) == 2 and all(long))

    def _members(self) -> list[list[_Printed]]:
        """Return the printed lines of each row, from top to bottom."""
        printed = _by_height(zip(self.lines, self.places, strict=True))
        heights = [each.line.height for each in printed]
        gaps = [
            (above.line.bottom - below.line.bottom) / max(height, 1.0)
            for above, below, height in zip(printed, printed[1:], heights, strict=False)
        ]
        apart = sum(gap > _SAME_ROW for gap in gaps)
        spaced = 3 * apart >= len(gaps)  # rows stand further apart than the lines in them
        rows: list[list[_Printed]] = []
        complete = False
        for gap, each in zip([float("inf"), *gaps], printed, strict=True):
            is_complete = 0 in each.places and len(each.places) * 4 >= len(self.columns) * 3
            begins = gap > _SAME_ROW or (
                not spaced and is_complete and (complete or len(each.places) < 2)
            )
            if begins or not rows:
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
        """Return the row as one line. An empty first cell shows as a bar at its beginning."""
        texts = self.texts()
        text = CELL.join(texts).strip()
        cells = [cell for member in self._members for cell in member.line.cells]
        last = self._members[-1].line
        return PrintedLine(
            f"| {text}" if not texts[0] else text,
            min(cell.left for cell in cells),
            max(cell.right for cell in cells),
            last.bottom,
            last.height,
            kind="header" if is_header else "row",
            begins=begins,
        )


def _table_at(lines: Sequence[PrintedLine], at: int) -> _Table | None:
    """Return the table that begins with a line, if another below it has columns that align."""
    first = lines[at]
    if not first.cells:
        return None
    for end in range(at + 1, min(at + _LOOKAHEAD, len(lines))):
        second = lines[end]
        if second.cells and _columns_align(first, second):
            longest = first if len(first.cells) >= len(second.cells) else second
            table = _Table(list(longest.cells))
            if all(map(table.add, lines[at : end + 1])):
                below = range(end + 1, len(lines))
                while below and table.add(
                    lines[below[0]], lines[below[0] + 1 : below[0] + _LOOKAHEAD]
                ):
                    below = below[1:]
                return table
    return None


def _columns_align(first: PrintedLine, second: PrintedLine) -> bool:
    """Return whether two lines have a column in common besides the first."""
    return any(
        _ends(first.cells[1:], end) & _ends(second.cells[1:], end)
        for end in ("left", "right", "centre")
    )


def _ends(cells: Iterable[PrintedCell], end: str) -> set[int]:
    steps = [getattr(cell, end) / _TOLERANCE for cell in cells]
    return {int(step) for step in steps} | {int(step + 0.5) for step in steps}


def _align(column: PrintedCell, cell: PrintedCell) -> bool:
    return (
        abs(column.left - cell.left) < _TOLERANCE
        or abs(column.right - cell.right) < _TOLERANCE
        or abs(column.centre - cell.centre) < _TOLERANCE
    )
