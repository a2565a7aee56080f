"""OpenDocument texts (.odt), as LibreOffice writes them: headings, paragraphs, lists and tables.

What was deleted while changes were tracked, lists of contents and comments are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ....errors import DocumentError
from ....types import BlockKind, Document, Span
from ...leads import Part
from ...tables import has_header, row_text
from ..composer import LINE, PARAGRAPH, WORD, Composer
from ..metadata import clean_line
from ..notes import write_notes
from ..package import OPEN_TEXT, Package, open_package
from .open_text_lists import HeadingNumbers, List, ListStyles
from .open_text_words import Words, local_name, value_of, whole_number, words_of

_CONTAINERS = (
    "section", "text-box", "frame", "custom-shape", "page-sequence", "numbered-paragraph", "g", "a",
)  # fmt: skip
_ROWS = ("{*}table-row",)
_CELLS = ("table-cell", "covered-table-cell")
_WIDEST_CELL = 63
_DEEPEST_HEADING = 10
_DEEPEST_STYLE = 20
_TITLE = "Title"
_NOWHERE = Span(0, 0)


def parse(path: str, data: bytes) -> Document:
    """Return the text. Paragraphs are set apart by a blank line, items and rows by a line end."""
    package = open_package(data, OPEN_TEXT)
    _check_protection(package)
    content = package.xml("content.xml") if "content.xml" in package else None
    body = None if content is None else content.find("{*}body/{*}text")
    if body is None:
        raise DocumentError(f"It is damaged, or not an {OPEN_TEXT.name}.")
    roots = [content, *([package.xml("styles.xml")] if "styles.xml" in package else [])]
    writer = _Writer(roots)
    writer.write(body)
    named = package.xml("meta.xml").find("{*}meta/{*}title") if "meta.xml" in package else None
    title = None if named is None else clean_line(named.text)
    return writer.composer.document(path, writer.title or title)


def _check_protection(package: Package) -> None:
    manifest = "META-INF/manifest.xml"
    if (
        manifest in package
        and next(package.xml(manifest).iter("{*}encryption-data"), None) is not None
    ):
        raise DocumentError("It is protected by a password; save it without one.")


class _Writer:
    """Writes the parts of the body one after the other."""

    def __init__(self, roots: list[Any]) -> None:
        self.composer = Composer()
        self.title: str | None = None
        self._parents = {
            value_of(style, "name"): value_of(style, "parent-style-name")
            for root in roots
            for style in root.iter("{*}style")
        }
        self._lists = ListStyles(roots)
        self._numbers = HeadingNumbers(roots)

    def write(self, container: Any) -> None:
        """Write what stands in the body, a section or a text box."""
        for element in container:
            kind = local_name(element)
            if kind in ("p", "h"):
                self._write_paragraph(element)
            elif kind == "list":
                self._write_list(self._lists.begin(element))
            elif kind == "table":
                self._write_table(element)
            elif kind in _CONTAINERS and value_of(element, "display") != "none":
                self.write(element)

    def _write_paragraph(self, element: Any, item: Part | None = None, label: str = "") -> None:
        """Write a paragraph, with what is shown before it, and then what is anchored in it."""
        words = words_of(element)
        self.composer.gap(LINE if item else PARAGRAPH)
        if local_name(element) == "h":
            self._write_heading(element, words.text)
        else:
            start = self.composer.add(
                f"{label} {words.text}" if label and words.text else words.text
            )
            if self._is_title(value_of(element, "style-name")):
                self.composer.block(start, Part("heading", _NOWHERE))
                self.title = self.title or clean_line(words.text)
            elif item:
                self.composer.block(start, item)
        write_notes(self.composer, words.notes, item)
        self.composer.gap(LINE if item else PARAGRAPH)
        for box in words.boxes:
            self.write(box)

    def _write_heading(self, element: Any, text: str) -> None:
        """Write a heading with its number, if the outline has one for it."""
        if not text:
            return
        level = min(whole_number(value_of(element, "outline-level")) or 1, _DEEPEST_HEADING)
        label = self._numbers.label(element, level - 1)
        words = f"{label} {text}" if label else text
        start = self.composer.add(words)
        self.composer.block(start, Part("heading", _NOWHERE))
        self.composer.heading(start, level, words)

    def _write_list(self, listed: List) -> None:
        for entry in listed.element:
            if local_name(entry) not in ("list-item", "list-header"):
                continue
            item, label = listed.item(entry)
            for element in entry:
                kind = local_name(element)
                if kind == "list":
                    self._write_list(self._lists.begin(element, listed))
                elif kind in ("p", "h"):
                    self._write_paragraph(element, item, label)
                    item, label = Part("item", _NOWHERE, listed.level, continues=True), ""
        if listed.level == 0:
            self.composer.gap(PARAGRAPH)

    def _write_table(self, table: Any) -> None:
        """Write a table, a row a line; one of a single column is no more than a frame around text."""
        self.composer.gap(PARAGRAPH)
        rows = [row for row in table.iter(*_ROWS) if next(row.iterancestors("{*}table")) is table]
        words = [list(_cells(row)) for row in rows]
        contents = [[" ".join(cell.text.split()) for cell in row] for row in words]
        marked = [local_name(row.getparent()) == "table-header-rows" for row in rows]
        headers = marked.index(False) if False in marked else 0
        headers = headers or int(has_header(contents))
        for number, cells in enumerate(contents):
            self.composer.gap(LINE)
            start = self.composer.add(row_text(cells))
            if len(cells) > 1:
                kind: BlockKind = "header" if number < headers else "row"
                self.composer.block(start, Part(kind, _NOWHERE))
        notes = [note for row in words for cell in row for note in cell.notes]
        write_notes(self.composer, notes)
        self.composer.gap(PARAGRAPH)

    def _is_title(self, style: str | None) -> bool:
        """Return whether a style is that of titles, or based on it."""
        for _ in range(_DEEPEST_STYLE):  # a style may be based on itself in a damaged file
            if style is None or style == _TITLE:
                break
            style = self._parents.get(style)
        return style == _TITLE


def _cells(row: Any) -> Iterator[Words]:
    """Yield the words of each cell; none for the columns that another cell covers."""
    for cell in row:
        if local_name(cell) not in _CELLS:
            continue
        repeated = max(
            1, min(whole_number(value_of(cell, "number-columns-repeated")), _WIDEST_CELL)
        )
        found = [words_of(each) for each in cell.iter("{*}p", "{*}h") if _is_of(each, cell)]
        text = WORD.join(each.text for each in found if each.text)
        boxes = [
            words_of(each).text
            for words in found
            for box in words.boxes
            for each in box.iter("{*}p")
        ]
        yield Words(WORD.join([text, *boxes]), [note for each in found for note in each.notes], [])
        for _ in range(repeated - 1):
            yield Words("", [], [])


def _is_of(paragraph: Any, cell: Any) -> bool:
    """Return whether a paragraph stands in a cell itself, or in a table within it, and in no note."""
    for above in paragraph.iterancestors():
        if above is cell:
            return True
        if local_name(above) in ("p", "h", "note", "annotation"):
            return False
    return False
