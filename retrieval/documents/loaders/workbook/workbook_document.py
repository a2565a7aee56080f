"""Excel workbooks: a sheet is a section with its name as heading, a row of it a row.

The sheets are read from their XML, a row at a time. openpyxl's reader was tried: between two rows that
are far apart it yields all the empty ones, and a row's cells as far as the last column that is named.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from ....types import Document, Position, Span
from ...leads import Part
from ..composer import PARAGRAPH, Composer
from ..package import WORKBOOK, Package, open_package
from ..table_rows import Row, row_of, write_rows
from .workbook_numbers import NumberFormats

_RELATIONSHIP_ID = re.compile(r"\{[^}]*relationships\}id")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = ("1", "true", "on")
_HIDDEN = ("hidden", "veryHidden")
_MOST_COLUMNS = 16_384
_MOST_ROWS = 1_048_576
_NOWHERE = Span(0, 0)


def parse(path: str, data: bytes) -> Document:
    """Return the rows of the sheets that are shown, with what their cells show.

    Hidden rows and columns are left out as well, for nobody could look them up.
    """
    package = open_package(data, WORKBOOK)
    workbook = _Workbook(package, package.main_part())
    composer = Composer()
    for name, sheet in workbook.sheets():
        composer.gap(PARAGRAPH)
        _write_sheet(composer, name, workbook.rows(sheet))
    return composer.document(path, package.title())


def _write_sheet(composer: Composer, name: str, rows: Iterator[Row]) -> None:
    """Write a sheet; nothing of one without words. What is said of its name is said of its first row."""
    first = next((row for row in rows if row.cells), None)
    if first is None:
        return
    start = composer.add(" ".join(name.split()))
    composer.position(start, Position(first.number, "row"))
    composer.block(start, Part("heading", _NOWHERE))
    composer.heading(start, 1, name)
    composer.gap(PARAGRAPH)
    write_rows(composer, _before(first, rows))


def _before(first: Row, rows: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rows


class _Workbook:
    """A workbook: its sheets, and the texts and formats that its cells refer to."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._root = package.xml(main)
        self._relationships = package.relationships(main)
        properties = self._root.find("{*}workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in _TRUE
        styles = package.part("styles", main)
        self._formats = NumberFormats(package.xml(styles) if styles else None, since_1904)
        strings = package.part("sharedStrings", main)
        items = package.elements(strings, "{*}si") if strings else ()
        self._strings = [_string(item) for item in items]

    def sheets(self) -> Iterator[tuple[str, str]]:
        """Yield the name of each sheet that is shown, and that of its member."""
        for sheet in self._root.iterfind("{*}sheets/{*}sheet"):
            found = [value for key, value in sheet.items() if _RELATIONSHIP_ID.fullmatch(key)]
            related = self._relationships.get(found[0]) if found else None
            is_shown = sheet.get("state") not in _HIDDEN
            if is_shown and related and related.kind == "worksheet":
                yield sheet.get("name", ""), related.target

    def rows(self, sheet: str) -> Iterator[Row]:
        """Yield the rows that are shown."""
        hidden: set[int] = set()
        number = 0
        tags = ("{*}col", "{*}row", "{*}sheetData")
        for element in self._package.elements(sheet, *tags):
            kind = _local_name(element)
            if kind == "sheetData":
                return
            if kind == "col":
                hidden.update(_hidden_columns(element))
                continue
            number = max(number + 1, _whole(element.get("r")))
            if number > _MOST_ROWS:
                return
            if element.get("hidden") not in _TRUE:
                yield row_of(number, self._cells(element, hidden))

    def _cells(self, row: Any, hidden: Collection[int]) -> Iterator[tuple[int, str]]:
        column = 0
        for cell in row.iterchildren("{*}c"):
            column = _column(cell.get("r")) or column + 1
            if column > _MOST_COLUMNS:
                return
            if column not in hidden:
                yield column, self._shown(cell)

    def _shown(self, cell: Any) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            return "" if inline is None else _string(inline)
        value = (cell.findtext("{*}v") or "").strip()
        if not value or kind == "e":  # the sign of an error says nothing
            return ""
        if kind == "s":
            number = _whole(value)
            return self._strings[number] if number < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if value in _TRUE else "FALSE"
        if kind == "n":
            return self._formats.shown(value, _whole(cell.get("s")))
        return _unescaped(value)


def _string(item: Any) -> str:
    """Return a text, whole or in runs; how it is pronounced stands beside it and is none of it."""
    pieces = []
    for child in item:
        kind = _local_name(child)
        text = child.text if kind == "t" else child.findtext("{*}t") if kind == "r" else None
        pieces.append(text or "")
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _local_name(element: Any) -> str:
    name = element.tag if isinstance(element.tag, str) else ""
    return name.rpartition("}")[2]


def _hidden_columns(element: Any) -> range:
    if element.get("hidden") not in _TRUE:
        return range(0)
    last = min(_whole(element.get("max")), _MOST_COLUMNS)
    return range(_whole(element.get("min")), last + 1)


def _column(reference: str | None) -> int:
    """Return the column of a cell by its reference, from 1 ("AB12" is in column 28); 0 without one."""
    number = 0
    for letter in (reference or "")[:4]:
        if not ("A" <= letter <= "Z"):
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _whole(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 10 else 0
