"""Word documents (.docx): paragraphs and tables in their order, headings by their styles.

python-docx opens the package; the text is read from its XML, since its own `Paragraph.text` leaves
out tracked insertions, content controls and text boxes.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from ...errors import DocumentError
from ...types import Document
from .composer import CELL, LINE, PARAGRAPH, WORD, Composer
from .metadata import clean_line

MAX_UNPACKED_BYTES = 200_000_000
MAX_XML_BYTES = 30_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_P, _TABLE, _ROW, _CELL, _VALUE = (_NAMESPACE + tag for tag in ("p", "tbl", "tr", "tc", "val"))
_MOVED_AWAY = _NAMESPACE + "moveFrom"
# What a run is written with. Deleted text and field codes have tags of their own and stay out.
_WRITTEN = {
    _NAMESPACE + "t": None,
    _NAMESPACE + "tab": "\t",
    _NAMESPACE + "br": "\n",
    _NAMESPACE + "cr": "\n",
    _NAMESPACE + "noBreakHyphen": "-",
}
_HEADING_STYLE = re.compile(r"heading (\d)", re.IGNORECASE)
_CONTENTS_STYLE = re.compile(r"toc \d", re.IGNORECASE)
_DEEPEST_HEADING = 9


def parse(path: str, data: bytes) -> Document:
    """Return the text.

    Paragraphs are set apart by a blank line, rows by a line end, cells by " | ".
    """
    _check_package(data)
    import docx
    from lxml import etree

    package = docx.Document(BytesIO(data))
    body = package.element.body
    # A text box stands there twice, the second time for old programs.
    etree.strip_elements(body, _FALLBACK, _MOVED_AWAY, with_tail=False)
    styles = _Styles(package.styles.element)
    composer = Composer()
    title = None
    for element in body.iter(_P, _TABLE):
        if next(element.iterancestors(_TABLE), None) is not None:
            continue
        composer.gap(PARAGRAPH)
        if element.tag == _TABLE:
            _write_table(element, composer)
            continue
        text = _paragraph_text(element)
        style = styles.name(element)
        if not text or _CONTENTS_STYLE.match(style):
            continue
        start = composer.add(text)
        if level := styles.level(element):
            composer.heading(start, level, text)
        elif style.lower() == "title":
            title = title or clean_line(text)
    return composer.document(path, title or clean_line(package.core_properties.title))


def _check_package(data: bytes) -> None:
    """Refuse what would unpack to more than it should, before anything is unpacked.

    The sizes in the directory of a zip file can lie, but `zipfile` never yields more than they say.
    """
    if data.startswith(_OLD_OFFICE):
        raise DocumentError(
            "It is protected by a password, or in Word's old format; save it as .docx without one."
        )
    try:
        with ZipFile(BytesIO(data)) as package:
            members = package.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise DocumentError("It is damaged, or not a Word document.") from None
    unpacked = sum(member.file_size for member in members)
    xml = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    if unpacked > MAX_UNPACKED_BYTES or xml > MAX_XML_BYTES:
        raise DocumentError("It unpacks to far more than a document holds; split it.")


def _write_table(table: Any, composer: Composer) -> None:
    for row in table.iter(_ROW):
        if next(row.iterancestors(_TABLE), None) is not table:
            continue  # the row of a table within a cell, which is written with the cell
        composer.gap(LINE)
        cells = [cell for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW), None) is row]
        for number, cell in enumerate(cells):
            if number:
                composer.gap(CELL)
            paragraphs = (_paragraph_text(paragraph) for paragraph in cell.iter(_P))
            composer.add(WORD.join(" ".join(text.split("\n")) for text in paragraphs if text))


def _paragraph_text(paragraph: Any) -> str:
    """Return its own words; a paragraph in a text box within it speaks for itself."""
    pieces = []
    for node in paragraph.iter(*_WRITTEN):
        if next(node.iterancestors(_P), None) is paragraph:
            written = _WRITTEN[node.tag]
            pieces.append((node.text or "") if written is None else written)
    return "".join(pieces).strip()


class _Styles:
    """The styles of a document, by their English names, and the outline level that they give."""

    def __init__(self, element: Any) -> None:
        self._styles = {
            style.get(_NAMESPACE + "styleId"): style for style in element.iter(_NAMESPACE + "style")
        }

    def name(self, paragraph: Any) -> str:
        """Return the name of a paragraph's style, empty for the default."""
        return self._name(self._styles.get(_property(paragraph, "pPr", "pStyle")))

    def level(self, paragraph: Any) -> int | None:
        """Return the level of a heading, its own or that of its style, from 1; None for other text."""
        own = _outline_level(paragraph)
        if own is not None:
            return own or None
        style = self._styles.get(_property(paragraph, "pPr", "pStyle"))
        for _ in range(len(self._styles)):  # a style may be based on itself in a damaged file
            if style is None:
                return None
            if match := _HEADING_STYLE.match(self._name(style)):
                return int(match[1]) or None
            if (level := _outline_level(style)) is not None:
                return level or None
            style = self._styles.get(_property(style, "basedOn"))
        return None

    @staticmethod
    def _name(style: Any) -> str:
        return (_property(style, "name") or "") if style is not None else ""


def _property(element: Any, *path: str) -> str | None:
    """Return the `w:val` of the child at a path."""
    found = element.find("/".join(_NAMESPACE + step for step in path))
    value = None if found is None else found.get(_VALUE)
    return value if isinstance(value, str) else None


def _outline_level(element: Any) -> int | None:
    """Return the outline level that an element sets itself, from 1; 0 for body text; None if unset."""
    value = _property(element, "pPr", "outlineLvl")
    if value is None or not value.isdecimal():
        return None
    return int(value) + 1 if int(value) < _DEEPEST_HEADING else 0
