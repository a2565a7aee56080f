"""Word documents (.docx): paragraphs and tables in their order, headings by their styles.

python-docx opens the package; the text is read from its XML, since its own `Paragraph.text` leaves
out tracked insertions, content controls and text boxes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from ....errors import DocumentError
from ....types import BlockKind, Document, Span
from ...leads import Part
from ...tables import has_header, row_text
from ..composer import LINE, PARAGRAPH, WORD, Composer
from ..metadata import clean_line
from .word_lists import Lists
from .word_styles import NAMESPACE, Styles, number_of, value_of
from .word_text import TABLE_TAG, WordCell, Words, outer_blocks, table_cells

MAX_UNPACKED_BYTES = 200_000_000
MAX_XML_BYTES = 30_000_000
_CONTENT_TYPES = "[Content_Types].xml"
_LONGEST_CONTENT_TYPES = 1_000_000
_TOO_DEEP_OR_LONG = ("Excessive depth", "Maximum entity", "huge", "Resource limit")
_UNREADABLY_NESTED = "Its elements are nested too deeply, or one is too long, to be read."
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
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
    _check_package(data)
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
    writer = _Writer(package)
    for element in outer_blocks(body):
        writer.composer.gap(PARAGRAPH)
        if element.tag == TABLE_TAG:
            writer.write_table(element)
        else:
            writer.write_paragraph(element)
    return writer.composer.document(path, writer.title or clean_line(package.core_properties.title))


class _Writer:
    """Writes the parts of the body one after the other."""

    def __init__(self, package: Any) -> None:
        self.composer = Composer()
        self.title: str | None = None
        self._styles = Styles(package.styles.element)
        self._words = Words(package.element.body)
        self._lists = Lists(_numbering(package), self._styles)

    def write_paragraph(self, paragraph: Any) -> None:
        """Write a paragraph as what its style makes it: a heading, an item, or plain text."""
        text = self._words.text(paragraph)
        style = self._styles.name(paragraph)
        if not text or _CONTENTS_STYLE.match(style):
            return
        start = self.composer.add(text)
        level = self._styles.level(paragraph)
        if level or style.lower() == "title":
            self._lists.begin_section()
            self.composer.block(start, Part("heading", _NOWHERE))
        elif item := self._lists.item(paragraph):
            self.composer.block(start, item)
        elif len(text) <= _LONGEST_TITLE and self._words.is_bold(paragraph):
            # Much like a heading, it ends the answer to a question above.
            self.composer.block(start, Part("paragraph", _NOWHERE, apart=True))
        if level:
            self.composer.heading(start, level, text)
        elif style.lower() == "title":
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


def _check_package(data: bytes) -> None:
    """Refuse what would unpack to more than it should, before anything is unpacked.

    The sizes in the directory of a zip file can lie, but `zipfile` never yields more than they say.
    """
    if data.startswith(_OLD_OFFICE):
        raise DocumentError(
            "It is protected by a password, or in Word's old format; save it as .docx without one."
        )
    # NotImplementedError is what zipfile raises for a kind of packing that it does not know.
    try:
        with ZipFile(BytesIO(data)) as package:
            members = package.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise DocumentError("It is damaged, or not a Word document.") from None
    parsed = _parsed_names(data, members)
    unpacked = sum(member.file_size for member in members)
    xml = sum(member.file_size for member in members if member.filename.lower() in parsed)
    if unpacked > MAX_UNPACKED_BYTES or xml > MAX_XML_BYTES:
        raise DocumentError("It unpacks to far more than a document holds; split it.")


def _parsed_names(data: bytes, members: Sequence[ZipInfo]) -> set[str]:
    """Return the members that are parsed as XML, by their suffix or by what the package declares.

    A part may have any name; that it is XML is declared in the list of content types.
    """
    names = {member.filename.lower() for member in members}
    found = {name for name in names if name.endswith((".xml", ".rels"))}
    listed = next((each for each in members if each.filename == _CONTENT_TYPES), None)
    if listed is None or listed.file_size > _LONGEST_CONTENT_TYPES:
        return names
    from lxml import etree

    with ZipFile(BytesIO(data)) as package:
        content = package.read(listed)
    try:
        declared = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return names
    as_xml = [each for each in declared if (each.get("ContentType") or "").lower().endswith("xml")]
    suffixes = {(each.get("Extension") or "").lower() for each in as_xml}
    parts = {(each.get("PartName") or "").lower().removeprefix("/") for each in as_xml}
    return found | (names & parts) | {n for n in names if n.rpartition(".")[2] in suffixes}
