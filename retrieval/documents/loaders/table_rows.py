"""Writes the rows of a table that has no end in sight: of a CSV file, or of a sheet of a workbook.

One pass, and only the first rows of each part are held: they tell its columns and its header.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, groupby, islice

from ...types import BlockKind, Position, Span
from ..leads import Part
from ..tables import has_header, row_text
from .composer import LINE, PARAGRAPH, Composer

_SAMPLE_ROWS = 50
_MOST_CAPTIONS = 3
_NOWHERE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that holds something: its number and its texts, by column; only what is not empty."""

    number: int
    cells: Mapping[int, str]


def row_of(number: int, cells: Iterable[tuple[int, str]]) -> Row:
    """Return a row of cells, each with its column; the text of each is put into one line."""
    lines = ((column, " ".join(text.split()).replace("|", r"\|")) for column, text in cells)
    return Row(number, {column: text for column, text in lines if text})


def write_rows(composer: Composer, rows: Iterable[Row]) -> None:
    """Write rows, whose numbers rise, a line each, and note the position of each.

    Rows without a gap between their numbers are a part of the table. Its first part may have a
    header, and so may one below a few rows of a single cell, which are then its caption.
    """
    filled = (row for row in rows if row.cells)
    parts = groupby(enumerate(filled), lambda pair: pair[1].number - pair[0])
    seeks_header = True
    for _, part in parts:
        composer.gap(PARAGRAPH)
        seeks_header = _write_part(composer, (row for _, row in part), seeks_header)


def _write_part(composer: Composer, rows: Iterator[Row], seeks_header: bool) -> bool:
    """Write a part of the table; whether it is no more than the caption of what follows."""
    sample = list(islice(rows, _SAMPLE_ROWS))
    captions = _caption_count(sample)
    columns = sorted({column for row in sample[captions:] for column in row.cells})
    contents = [_texts(row, columns) for row in sample[captions:]]
    header = captions if (seeks_header or captions) and has_header(contents) else None
    for place, row in enumerate(chain(sample, rows)):
        is_caption = place < captions
        kind: BlockKind = "paragraph" if is_caption else "header" if place == header else "row"
        composer.gap(PARAGRAPH if place == captions else LINE)
        start = composer.add(row_text(_texts(row, [] if is_caption else columns)))
        composer.position(start, Position(row.number, "row"))
        composer.block(start, Part(kind, _NOWHERE))
    return captions == len(sample)


def _caption_count(rows: Sequence[Row]) -> int:
    """Return how many of the first rows have a single cell, above wider ones or by themselves."""
    alone = len(rows) if len(rows) <= _MOST_CAPTIONS else 0
    return next((place for place, row in enumerate(rows) if len(row.cells) > 1), alone)


def _texts(row: Row, columns: Sequence[int]) -> list[str]:
    """Return the cells below the columns; what stands elsewhere comes last, where no title is."""
    known = set(columns)
    elsewhere = (row.cells[column] for column in sorted(row.cells) if column not in known)
    return [*(row.cells.get(column, "") for column in columns), *elsewhere]
