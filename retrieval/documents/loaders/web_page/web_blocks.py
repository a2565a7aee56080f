"""What the elements of a web page that are open make of the words within them. Pure."""

from __future__ import annotations

from itertools import islice
from typing import Any

from ....types import BlockKind, Span
from ...leads import Part
from ...questions import asks
from ...tables import has_header

_MOST_ROWS = 50
"""Rows of a table that are looked at to tell whether its first is the header."""

_WIDEST_CELL = 50
_MOST_COLUMNS = 200
_NOWHERE = Span(0, 0)
_ANSWERS = ("dl", "details")


class _List:
    """A list that is open, and the item of it that is."""

    def __init__(self, element: Any) -> None:
        ordered = element.tag == "ol"
        self._next: int | None = _number(element.get("start"), 1) if ordered else None
        self.number: int | None = None
        self.has_text = False

    def begin_item(self, element: Any) -> None:
        self.number = None if self._next is None else _number(element.get("value"), self._next)
        self._next = None if self.number is None else self.number + 1
        self.has_text = False


class _Cells:
    """Counts the columns of a table, so that an empty cell keeps its place in the row."""

    def __init__(self) -> None:
        self._spans: dict[int, int] = {}  # rows that a cell above still reaches into, by column
        self._column = self._next = 0
        self._filled = -1

    def begin_row(self) -> None:
        for column in [each for each in self._spans if each >= self._next]:
            self._reach_into(column)
        self._next, self._filled = 0, -1

    def begin(self, element: Any) -> None:
        while self._next in self._spans:
            self._reach_into(self._next)
            self._next += 1
        self._column = self._next
        self._next += max(1, min(_number(element.get("colspan"), 1), _WIDEST_CELL))
        rows = min(_number(element.get("rowspan"), 1), _MOST_ROWS)
        if rows > 1 and self._next <= _MOST_COLUMNS:
            self._spans |= dict.fromkeys(range(self._column, self._next), rows - 1)

    def separator(self) -> str:
        if self._column == self._filled:
            return ""
        empty = self._column - self._filled - 1
        begins, self._filled = self._filled < 0, self._column
        if begins:
            return "| " * (empty + 1) if empty else ""
        return " | " + "| " * empty

    def _reach_into(self, column: int) -> None:
        self._spans[column] -= 1
        if not self._spans[column]:
            del self._spans[column]


class OpenElements:
    """Told of every element that opens and closes, it says of what kind a block between them is."""

    def __init__(self) -> None:
        self._lists: list[_List] = []
        self._data_tables: list[bool] = []
        self._headers: set[Any] = set()
        self._row: BlockKind | None = None
        self._cells = _Cells()
        self._leads = False
        self._apart = False
        self._preformatted = 0
        self.in_heading = False

    @property
    def in_data_table(self) -> bool:
        """Whether the innermost table holds data rather than the layout of a page."""
        return bool(self._data_tables) and self._data_tables[-1]

    @property
    def preformatted(self) -> bool:
        """Whether white space stands for itself."""
        return self._preformatted > 0

    def open(self, element: Any) -> None:
        """Note that an element begins."""
        tag = element.tag
        if tag in ("ul", "ol"):
            self._lists.append(_List(element))
        elif tag == "li" and self._lists:
            self._lists[-1].begin_item(element)
        elif tag == "table":
            is_data = not _is_layout(element)
            self._data_tables.append(is_data)
            self._headers = set(_headers(element)) if is_data else set()
            self._row, self._cells = None, _Cells()
        elif tag == "tr":
            self._row = "header" if element in self._headers else "row"
            self._cells.begin_row()
        elif tag in ("td", "th"):
            self._cells.begin(element)
        elif tag in ("dt", "summary"):
            self._leads = True
        elif tag == "pre":
            self._preformatted += 1

    def close(self, element: Any) -> None:
        """Note that an element has ended."""
        tag = element.tag
        if tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "table":
            self._data_tables.pop()
        elif tag == "tr":
            self._row = None
        elif tag in ("dt", "summary"):
            self._leads = False
        elif tag in _ANSWERS:
            self._apart = True
        elif tag == "pre":
            self._preformatted -= 1

    def separator(self) -> str:
        """Return what is to be written before the next words of a cell; nothing after its first.

        It begins with a bar where cells at the beginning of the row are empty.
        """
        return self._cells.separator() if self.in_data_table and self._row else ""

    def part(self, words: str) -> Part:
        """Return what kind of block these words are, written where the page is now."""
        apart, self._apart = self._apart, False
        if self.in_data_table and self._row:
            return Part(self._row, _NOWHERE, apart=apart)
        if self.in_heading:
            return Part("heading", _NOWHERE)
        if self._leads:
            return Part("question" if asks(words) else "paragraph", _NOWHERE, leads=True)
        innermost = self._lists[-1] if self._lists else None
        level = max(len(self._lists) - 1, 0)
        continues = innermost is not None and innermost.has_text
        if self.preformatted:
            return Part("code", _NOWHERE, level, continues=continues, apart=apart)
        if innermost is None:
            return Part("paragraph", _NOWHERE, apart=apart)
        innermost.has_text = True
        number = None if continues else innermost.number
        return Part("item", _NOWHERE, level, number, continues, apart=apart)


def _is_layout(table: Any) -> bool:
    """Return whether a table sets out a page rather than data."""
    if table.get("role") == "presentation":
        return True
    if next(table.iterdescendants("table", "h1", "h2", "h3"), None) is not None:
        return True
    return any(len(list(islice(cell.iter("p"), 2))) > 1 for cell in table.iterdescendants("td"))


def _number(value: str | None, default: int) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 7 else default


def _headers(table: Any) -> list[Any]:
    """Return the rows of a table that name its columns."""
    rows: list[Any] = list(table.iterdescendants("tr"))
    found = [row for row in rows if _is_header(row)]
    if found or not rows or rows[0].find("th") is not None:
        return found
    if len(rows) > 1 and _is_bold(rows[0]) and not _is_bold(rows[1]):
        return rows[:1]
    contents = [
        ["".join(cell.itertext()) for cell in row.iterchildren("td", "th")]
        for row in rows[:_MOST_ROWS]
    ]
    return rows[:1] if has_header(contents) else []


def _is_bold(row: Any) -> bool:
    cells = list(row.iterchildren("td"))
    return len(cells) > 1 and all(
        cell.find(".//b") is not None or cell.find(".//strong") is not None for cell in cells
    )


def _is_header(row: Any) -> bool:
    cells = list(row.iterchildren("td", "th"))
    if len(cells) < 2:  # a title above several columns is none of theirs
        return False
    return row.getparent().tag == "thead" or all(cell.tag == "th" for cell in cells)
