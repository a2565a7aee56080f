"""JSON and JSON Lines: values with the names that lead to them, like objects as rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from ...types import BlockKind, Document, Position, Span
from ..leads import Part
from ..tables import has_header, row_text
from .composer import LINE, PARAGRAPH, Composer
from .encoding import BYTE_ORDER_MARK, decode
from .json_values import json_scalar, read_json
from .metadata import clean_line

_LINES = (".jsonl", ".ndjson")
_LONGEST_CELL = 120
_LONGEST_RECORD = 300
_MOST_COLUMNS = 20
_NOWHERE = Span(0, 0)
_TITLES = ("title", "name")


def parse(path: str, data: bytes) -> Document:
    """Return the values in order.

    Keys of the outermost object whose values hold others are headings. Each value is a line with its
    name. A list of objects is a table if they are much alike and short. Of JSON Lines each record is
    a position.

    Raises:
        DocumentError: it is no JSON.
    """
    text = decode(data).removeprefix(BYTE_ORDER_MARK)
    writer = _Writer()
    if PurePath(path).suffix.lower() in _LINES:
        writer.write_lines(text)
        return writer.composer.document(path)
    value = read_json(text)
    if isinstance(value, dict):
        writer.write_sections(value)
        titles = (value.get(key) for key in _TITLES)
        title = next((line for each in titles if (line := clean_line(each))), None)
        return writer.composer.document(path, title)
    writer.write(value, "")
    return writer.composer.document(path)


class _Writer:
    """Writes values one after the other. Their depth is bounded by whoever read them."""

    def __init__(self) -> None:
        self.composer = Composer()
        self._record_start: int | None = None
        self._section: str | None = None  # the name that the heading above says

    def write_sections(self, value: Mapping[str, object]) -> None:
        """Write an object, the values of which are sections where they hold others."""
        for key, child in value.items():
            title = clean_line(key)
            if title and not _is_plain(child):
                self.composer.gap(PARAGRAPH)
                start = self._block(title, "heading")
                self.composer.heading(start, 1, title)
                self.composer.gap(PARAGRAPH)
                self._section = key
            self.write(child, key)

    def write(self, value: object, name: str) -> None:
        """Write a value below the name that leads to it."""
        if _is_plain(value):
            self._field(name, _plain_text(value))
        elif isinstance(value, dict):
            for key, child in value.items():
                self.write(child, _path(name, key, child))
        elif isinstance(value, list):
            self._list(value, name)

    def write_lines(self, text: str) -> None:
        """Write JSON Lines: a record in each line that is not blank."""
        lines = enumerate(text.split("\n"), 1)
        records = [(number, read_json(line, line=number)) for number, line in lines if line.strip()]
        columns = _columns([value for _, value in records])
        if columns:
            self._block(row_text(columns), "header")
        for number, value in records:
            self._record_start = None
            self._record(value, "", columns)
            if self._record_start is not None:
                self.composer.position(self._record_start, Position(number, "row"))

    def _list(self, values: Sequence[object], name: str) -> None:
        columns, rows = _columns(values), _rows(values)
        listed = columns or rows or all(map(_is_plain, values))
        if listed and name not in ("", self._section):
            self._block(f"{name}:", "paragraph")  # it introduces what follows
        if rows:
            for number, row in enumerate(rows):
                is_header = not number and has_header(rows)
                self._block(row_text(row), "header" if is_header else "row")
            return
        if columns:
            self._block(row_text(columns), "header")
        for number, value in enumerate(values):
            if _is_plain(value):
                self._block(_plain_text(value), "item")
            else:
                self._record(value, f"{name}[{number}]", columns)

    def _record(self, value: object, name: str, columns: Sequence[str]) -> None:
        """Write an object of a list: as a row, in one line where it is short, or value by value."""
        record = _flat(value) or {}
        if columns:
            self._block(row_text([record.get(column, "") for column in columns]), "row")
            return
        self.composer.gap(PARAGRAPH)
        line = "; ".join(f"{key}: {text}" for key, text in record.items() if text)
        if line and len(line) <= _LONGEST_RECORD and "\n" not in line:
            self._block(line, "row")
        elif isinstance(value, dict):
            for key, child in value.items():
                self.write(child, key if _is_plain(child) else _path(name, key, child))
        else:
            self.write(value, name)
        self.composer.gap(PARAGRAPH)

    def _field(self, name: str, text: str) -> None:
        if text:
            self._block(f"{name}: {text}" if name else text, "paragraph")

    def _block(self, text: str, kind: BlockKind) -> int:
        """Write a line that is one block, or a text of several paragraphs; where it starts."""
        self.composer.gap(LINE)
        start = self.composer.add(text)
        if kind != "paragraph" or "\n\n" not in text:
            self.composer.block(start, Part(kind, _NOWHERE))
        if text and self._record_start is None:
            self._record_start = start
        return start


def _is_plain(value: object) -> bool:
    """Return whether a value is written in one line: a scalar, or a short list of scalars."""
    if isinstance(value, list):
        few = len(value) <= _LONGEST_CELL and not any(isinstance(v, dict | list) for v in value)
        return few and sum(len(json_scalar(each)) + 2 for each in value) <= _LONGEST_CELL
    return not isinstance(value, dict)


def _path(name: str, key: str, value: object) -> str:
    """Return the name that leads to a value of the object that `name` leads to.

    The key of what holds others is cut where it is long, for it is repeated with each of them.
    """
    own = key if _is_plain(value) else key[:_LONGEST_CELL]
    return f"{name}.{own}" if name else own


def _plain_text(value: object) -> str:
    values = value if isinstance(value, list) else [value]
    return ", ".join(text for each in values if (text := json_scalar(each)))


def _flat(value: object) -> Mapping[str, str] | None:
    """Return an object's values as a reader writes them, by the names that lead to them.

    Those of an object within it have names such as "address.city". None if it holds a long list, or
    one of objects.
    """
    if not isinstance(value, dict):
        return None
    found: dict[str, str] = {}
    for key, child in value.items():
        if len(key) > _LONGEST_CELL:
            return None
        if _is_plain(child):
            found[key] = _plain_text(child)
        elif (within := _flat(child)) is not None:
            found.update((f"{key}.{name}", text) for name, text in within.items())
        else:
            return None
    return found


def _columns(values: Sequence[object]) -> Sequence[str]:
    """Return the columns of the table that a list of objects makes; empty where it makes none."""
    if len(values) < 2 or not all(isinstance(value, dict) for value in values):
        return ()
    columns: dict[str, None] = {}
    fewest = _MOST_COLUMNS
    for value in values:
        record = _flat(value)
        if record is None or not all(map(_fits_cell, (*record, *record.values()))):
            return ()
        columns.update(dict.fromkeys(record))
        fewest = min(fewest, len(record))
        if len(columns) > _MOST_COLUMNS:
            return ()
    return tuple(columns) if len(columns) > 1 and fewest * 2 > len(columns) else ()


def _rows(values: Sequence[object]) -> Sequence[Sequence[str]]:
    """Return the rows of the table that a list of lists makes; empty where it makes none."""
    rows: list[list[str]] = []
    for value in values:
        if not isinstance(value, list) or any(isinstance(each, dict | list) for each in value):
            return ()
        rows.append([json_scalar(each) for each in value])
        if not 2 <= len(value) <= _MOST_COLUMNS or len(value) != len(rows[0]):
            return ()
        if not all(map(_fits_cell, rows[-1])):
            return ()
    return rows


def _fits_cell(text: str) -> bool:
    return len(text) <= _LONGEST_CELL and "\n" not in text and "|" not in text
