"""Word documents (.docx): paragraphs and tables in their order, headings by their styles.

python-docx opens the package; the text is read from its XML, since its own `Paragraph.text` leaves
out tracked insertions, content controls and text boxes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from ....errors import DocumentError
from ....types import BlockKind, Document, Span
from ...leads import Part
from ...tables import has_header, row_text
from ..composer import LINE, PARAGRAPH, WORD, Composer
from ..metadata import clean_line
from ..notes import write_notes
from ..package import WORD_DOCUMENT, check_xml_size
from .word_lists import Lists
from .word_notes import Notes
from .word_styles import NAMESPACE, Styles, number_of, value_of
from .word_text import TABLE_TAG, WordCell, Words, outer_blocks, table_cells

_TOO_DEEP_OR_LONG = ("Excessive depth", "Maximum entity", "huge", "Resource limit")
_UNREADABLY_NESTED = "Its elements are nested too deeply, or one is too long, to be read."
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MOVED_AWAY = NAMESPACE + "moveFrom"
_CONTENTS_STYLE = re.compile(r"toc \d", re.IGNORECASE)
_LONGEST_TITLE = 150
_WIDEST_CELL = 63  # columns, as many as Word allows
_NOWHERE = Span(0, 0)


def parse(path: str, data: bytes) -> Document:
    """Return the text.

    Paragraphs are set apart by a blank line, rows by a line end, cells by " | ".
    """
    check_xml_size(data, WORD_DOCUMENT)
    import docx
    from lxml import etree

    try:
        package = docx.Document(BytesIO(data))
    except etree.XMLSyntaxError as error:
        if any(sign in str(error) for sign in _TOO_DEEP_OR_LONG):
            raise DocumentError(_UNREADABLY_NESTED) from None
        raise
    body = package.element.body
    # A text box stands there twice, the second time for old programs.
    etree.strip_elements(body, _FALLBACK, _MOVED_AWAY, with_tail=False)
    writer, notes = _Writer(package), Notes(package)
    for element in outer_blocks(body):
        writer.composer.gap(PARAGRAPH)
        item = None
        if element.tag == TABLE_TAG:
            writer.write_table(element)
        else:
            item = writer.write_paragraph(element)
        write_notes(writer.composer, notes.of(element), item)
    return writer.composer.document(path, writer.title or clean_line(package.core_properties.title))


class _Writer:
    """Writes the parts of the body one after the other."""

    def __init__(self, package: Any) -> None:
        self.composer = Composer()
        self.title: str | None = None
        self._styles = Styles(package.styles.element)
        self._words = Words(package.element.body)
        self._lists = Lists(_numbering(package), self._styles)

    def write_paragraph(self, paragraph: Any) -> Part | None:
        """Write a paragraph as what its style makes it: a heading, an item, or plain text.

        Return what it is as an item of a list.
        """
        text = self._words.text(paragraph)
        style = self._styles.name(paragraph)
        if not text or _CONTENTS_STYLE.match(style):
            return None
        if (level := self._styles.level(paragraph)) or style.lower() == "title":
            self._write_heading(paragraph, text, level)
            return None
        item, label = self._lists.item(paragraph) or (None, "")
        start = self.composer.add(f"{label} {text}" if label else text)
        if item:
            self.composer.block(start, item)
        elif len(text) <= _LONGEST_TITLE and self._words.is_bold(paragraph):
            # Much like a heading, it ends the answer to a question above.
            self.composer.block(start, Part("paragraph", _NOWHERE, apart=True))
        return item

    def _write_heading(self, paragraph: Any, text: str, level: int | None) -> None:
        """Write a heading with the number that Word shows, or without a level the title."""
        self._lists.begin_section()
        label = self._lists.heading_label(paragraph)
        words = f"{label} {text}" if label else text
        start = self.composer.add(words)
        self.composer.block(start, Part("heading", _NOWHERE))
        if level:
            self.composer.heading(start, level, words)
        else:
            self.title = self.title or clean_line(text)

    def write_table(self, table: Any) -> None:
        """Write a table, a row a line; one of a single column is no more than a frame around text."""
        rows = table_cells(table)
        contents = [self._cell_texts(cells) for _, cells in rows]
        headers = self._header_count([row for row, _ in rows], contents)
        for number, cells in enumerate(contents):
            self.composer.gap(LINE)
            start = self.composer.add(row_text(cells))
            if len(cells) > 1:
                kind: BlockKind = "header" if number < headers else "row"
                self.composer.block(start, Part(kind, _NOWHERE))

    def _cell_texts(self, cells: Sequence[WordCell]) -> list[str]:
        """Return the texts of cells, each in one line; empty ones for the columns that it spans."""
        found: list[str] = []
        for cell in cells:
            texts = map(self._words.text, cell.paragraphs)
            found.append(WORD.join(" ".join(text.split("\n")) for text in texts if text))
            columns = number_of(value_of(cell.element, "tcPr", "gridSpan"), 1)
            found += [""] * (min(columns, _WIDEST_CELL) - 1)
        return found

    def _header_count(self, rows: Sequence[Any], contents: Sequence[Sequence[str]]) -> int:
        """Return how many of the first rows name the columns: marked so, in bold, or by their look."""
        marked = [row.find(f"{NAMESPACE}trPr/{NAMESPACE}tblHeader") is not None for row in rows]
        count = marked.index(False) if False in marked else 0
        if count or not rows or len(contents[0]) < 2:
            return count
        is_bold = self._words.is_bold
        in_bold = len(rows) > 1 and is_bold(rows[0]) and not is_bold(rows[1])
        return int(in_bold or has_header(contents))


def _numbering(package: Any) -> Any:
    """Return the part that describes lists; None where there is none, or a damaged one."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    try:
        return package.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING).element
    except (KeyError, AttributeError):
        return None
