"""Tables in text files (.csv, .tsv): a record a row, whatever sets its cells apart."""

from __future__ import annotations

import csv
from collections import Counter, deque
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Literal

from ...types import Document
from .composer import Composer
from .encoding import decode
from .table_rows import row_of, write_rows

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_CHARACTERS = 100_000
_SAMPLE_RECORDS = 50
_NAMED = "sep="  # how a first line names the delimiter to Excel, which does not show that line

_END = "end"


def parse(path: str, data: bytes) -> Document:
    """Return the records as rows, numbered as a spreadsheet program does: the first is row 1."""
    text = decode(data).removeprefix("\ufeff")
    delimiter, text = _delimiter(text, is_tsv=path.lower().endswith(".tsv"))
    composer = Composer()
    records = enumerate(_records(text, delimiter, _quoting(text, delimiter)), start=1)
    write_rows(composer, (row_of(number, enumerate(cells)) for number, cells in records))
    return composer.document(path)


def _delimiter(text: str, *, is_tsv: bool) -> tuple[str, str]:
    """Return what sets the cells apart, and the text without a line that only says so."""
    first, _, rest = text.partition("\n")
    named = first.rstrip("\r").strip('"')
    if named.lower().startswith(_NAMED) and len(named) == len(_NAMED) + 1:
        return named[-1], rest
    sample = text[:_SAMPLE_CHARACTERS]
    candidates = sorted(_DELIMITERS, key=lambda each: each != "\t") if is_tsv else _DELIMITERS
    return max(candidates, key=lambda each: _evenness(sample, each)), text


def _evenness(sample: str, delimiter: str) -> tuple[float, int]:
    """Return the share of records with the most common number of cells, and that number; 0 for one."""
    records = _records(sample, delimiter, csv.QUOTE_MINIMAL)
    try:
        counts = Counter(len(cells) for cells in islice(records, _SAMPLE_RECORDS) if cells)
    except csv.Error:
        counts = Counter()
    wide = [(number, cells) for cells, number in counts.items() if cells > 1]
    if not wide:
        return (0.0, 0)
    number, cells = max(wide)
    return (number / counts.total(), cells)


def _quoting(text: str, delimiter: str) -> Literal[0, 3]:
    """Return how quotation marks are to be read: as plain characters where one is never closed.

    A cell would then reach to the end of the file, or beyond the longest that `csv` reads.
    """
    records = _records(f"{text}\n{_END}", delimiter, csv.QUOTE_MINIMAL)
    try:
        last = deque(records, maxlen=1).pop()
    except csv.Error:
        return csv.QUOTE_NONE
    return csv.QUOTE_MINIMAL if last == [_END] else csv.QUOTE_NONE


def _records(text: str, delimiter: str, quoting: Literal[0, 3]) -> Iterator[list[str]]:
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, quoting=quoting)
