"""What a printed page consists of: lines and the cells in them, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

CELL_GAP = 0.75
"""How wide a gap in a line is at least that sets cells apart, in heights of the line's letters."""

SAME_HEIGHT = 0.3
"""How far apart two lines are at most that stand at one height, in heights of their letters."""

SAME_ROW = 1.3
"""How far apart two lines of one cell are at most, in heights of their letters."""

_TOLERANCE = 3.0  # points by which two ends may differ that align


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A part of a line with a wide gap on each side of it, from its left to its right end."""

    text: str
    left: float
    right: float

    def aligns(self, other: PrintedCell) -> bool:
        """Return whether the left ends, the right ends or the middles of two stand in line."""
        middles = (self.left + self.right - other.left - other.right) / 2
        apart = (self.left - other.left, self.right - other.right, middles)
        return min(map(abs, apart)) < _TOLERANCE


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line on a page, in points from the page's left and bottom edge; `height` is its letters'.

    It has no `cells` without a wide gap. As a row of a table it may hold several printed lines;
    `begins` tells of the first row. `level` is that of a heading, 0 for anything else.
    """

    text: str
    left: float
    right: float
    bottom: float
    height: float
    cells: tuple[PrintedCell, ...] = ()
    is_bold: bool = False
    kind: Literal["text", "header", "row"] = "text"
    begins: bool = False
    level: int = 0

    @property
    def parts(self) -> tuple[PrintedCell, ...]:
        """Its cells, or all of it as the only one."""
        return self.cells or (PrintedCell(self.text, self.left, self.right),)

    def is_beside(self, other: PrintedLine) -> bool:
        """Return whether another line stands at the right of it, in the same row of a table."""
        apart = other.parts[-1].left - self.right > CELL_GAP * self.height
        return apart and abs(self.bottom - other.bottom) < SAME_ROW * self.height


def side_by_side(lines: Sequence[PrintedLine]) -> PrintedLine:
    """Return lines that stand beside each other, from left to right, as one."""
    if len(lines) == 1:
        return lines[0]
    cells = tuple(cell for line in lines for cell in line.parts)
    return replace(lines[0], cells=cells, is_bold=all(line.is_bold for line in lines))


PrintedPage = Sequence[PrintedLine]
