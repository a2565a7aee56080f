"""What a printed page consists of: lines and the cells in them, and where they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

CELL_GAP = 0.75
"""How wide a gap in a line is at least that sets cells apart, in heights of the line's letters."""


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A part of a line with a wide gap on each side of it, from its left to its right end."""

    text: str
    left: float
    right: float

    @property
    def centre(self) -> float:
        """Halfway between its ends."""
        return (self.left + self.right) / 2


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


PrintedPage = Sequence[PrintedLine]
