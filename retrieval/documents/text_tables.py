"""The tables of a plain text: lines whose cells stand one above the other. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .tables import align, aligned_cells, has_header, is_rule
from .text_lines import TextLine, marker

_CELL_GAPS = ("  ", "\t", "|", "....")
_LONGEST_ROW = 1000


@dataclass(frozen=True, slots=True)
class FoundTable:
    """The numbers of the lines of each row, and whether the first row is the header."""

    rows: tuple[range, ...]
    has_header: bool


def find_table(lines: Sequence[TextLine], at: int) -> FoundTable | None:
    """Return the table that begins with a line."""
    if not begins_table(lines, at) or marker(lines[at].text):
        return None
    rows = _rows(lines, at)
    if len(rows) < 2:
        return None
    ruled = is_rule(lines[rows[0][-1]].text)
    contents = (_contents(lines[row[0]].printed) for row in rows)
    return FoundTable(tuple(rows), ruled or has_header(list(contents)))


def begins_table(lines: Sequence[TextLine], at: int) -> bool:
    """Return whether a line and the next, perhaps below a rule, may be rows of one table."""
    first, *others = lines[at : at + 3]
    if len(first.text) > _LONGEST_ROW or not any(gap in first.text for gap in _CELL_GAPS):
        return False
    below = others[1:] if others and is_rule(others[0].text) else others
    if not below or any(line.after_blank for line in others[: 3 - len(below)]):
        return False
    return len(below[0].text) <= _LONGEST_ROW and align(first.printed, below[0].printed)


def _rows(lines: Sequence[TextLine], at: int) -> list[range]:
    rows = [range(at, at + 1)]
    last = lines[at]
    starts = {cell.start for cell in aligned_cells(last.printed)[1:]}
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if line.after_blank or len(line.text) > _LONGEST_ROW:
            break
        found = aligned_cells(line.printed)
        if is_rule(line.text) or (line.indent in starts and len(found) == 1):
            rows[-1] = range(rows[-1].start, number + 1)  # or a cell goes on in a second line
        elif align(last.printed, line.printed):
            rows.append(range(number, number + 1))
            starts |= {cell.start for cell in found[1:]}
            last = line
        else:
            break
    return rows


def _contents(row: str) -> list[str]:
    return [row[cell.start : cell.end] for cell in aligned_cells(row)]
