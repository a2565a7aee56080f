"""PowerPoint presentations: a slide is a section, its text in the order in which it is read.

The slides are read from their XML: a presentation's pictures are not unpacked, and nothing of what a
placeholder inherits is looked up more than once a layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ....types import BlockKind, Document, Position, Span
from ...leads import Part
from ...tables import has_header, row_text
from ..composer import LINE, PARAGRAPH, Composer
from ..metadata import clean_line
from ..package import PRESENTATION, Package, open_package
from .slide_layouts import Layout, Layouts
from .slide_shapes import Paragraph, Shape, paragraph_text, paragraphs, shapes_in_order

_LONGEST_TITLE = 150
_FALSE = ("0", "false", "off")
_TITLE_OF_NONE = ("powerpoint presentation", "presentation", "slide 1")
_NOTES = "Notes"
_NOWHERE = Span(0, 0)


def parse(path: str, data: bytes) -> Document:
    """Return the text of the slides that are shown, each with its notes behind it."""
    package = open_package(data, PRESENTATION)
    title = package.title()
    writer = _Writer(package)
    for number, slide in enumerate(_slides(package, package.main_part()), start=1):
        writer.write_slide(number, slide)
    named = title and title.lower() not in _TITLE_OF_NONE
    return writer.composer.document(path, writer.title or (title if named else None))


def _slides(package: Package, main: str) -> Iterator[str]:
    """Yield the names of the slides in their order."""
    related = package.relationships(main)
    for entry in package.xml(main).iterfind("{*}sldIdLst/{*}sldId"):
        ids = (value for key, value in entry.items() if key.startswith("{"))
        yield from (related[each].target for each in ids if each in related)


class _Writer:
    """Writes the slides one after the other."""

    def __init__(self, package: Package) -> None:
        self.composer = Composer()
        self.title: str | None = None
        self._package = package
        self._layouts = Layouts(package)

    def write_slide(self, number: int, name: str) -> None:
        """Write a slide, if it is shown and says anything."""
        slide = self._package.xml(name)
        if slide.get("show") in _FALSE:
            return
        related = {each.kind: each.target for each in self._package.relationships(name).values()}
        layout = self._layouts.of(related.get("slideLayout"))
        shapes = [shape for shape in shapes_in_order(slide, layout) if shape.holds_text]
        notes = list(self._notes(related.get("notesSlide")))
        if not shapes and not notes:
            return
        self.composer.gap(PARAGRAPH)
        heading, rest = _heading(number, shapes)
        start = self._write_heading(heading, 1)
        self.composer.position(start, Position(number, "slide"))
        if self.title is None and shapes and shapes[0].kind == "ctrTitle":
            self.title = clean_line(heading)
        for shape in rest:
            self._write_shape(shape, layout)
        if notes:
            self._write_heading(_NOTES, 2)
            for text in notes:
                self.composer.add(text)
                self.composer.gap(PARAGRAPH)

    def _notes(self, name: str | None) -> Iterator[str]:
        if name is None or name not in self._package:
            return
        for shape in shapes_in_order(self._package.xml(name), Layout()):
            if shape.kind == "body":
                yield from (each.text for each in paragraphs(shape, Layout()))

    def _write_heading(self, words: str, level: int) -> int:
        self.composer.gap(PARAGRAPH)
        start = self.composer.add(words)
        self.composer.block(start, Part("heading", _NOWHERE))
        self.composer.heading(start, level, words)
        self.composer.gap(PARAGRAPH)
        return start

    def _write_shape(self, shape: Shape, layout: Layout) -> None:
        self.composer.gap(PARAGRAPH)
        if shape.table is not None:
            self._write_table(shape.table)
            return
        for paragraph in paragraphs(shape, layout):
            self.composer.gap(LINE if paragraph.is_item else PARAGRAPH)
            self._write_paragraph(paragraph)

    def _write_paragraph(self, paragraph: Paragraph) -> None:
        start = self.composer.add(paragraph.text)
        if paragraph.is_item:
            self.composer.block(start, Part("item", _NOWHERE, paragraph.level, paragraph.number))
            self.composer.gap(LINE)
        else:
            self.composer.gap(PARAGRAPH)

    def _write_table(self, table: Any) -> None:
        contents = [
            [_cell_text(cell) for cell in row.iterfind("{*}tc")] for row in table.iterfind("{*}tr")
        ]
        properties = table.find("{*}tblPr")
        is_marked = properties is not None and properties.get("firstRow") not in (None, *_FALSE)
        titled = (is_marked and len(contents) > 1) or has_header(contents)
        for place, cells in enumerate(contents):
            self.composer.gap(LINE)
            start = self.composer.add(row_text(cells))
            if len(cells) > 1:
                kind: BlockKind = "header" if titled and place == 0 else "row"
                self.composer.block(start, Part(kind, _NOWHERE))
        self.composer.gap(PARAGRAPH)


def _heading(number: int, shapes: list[Shape]) -> tuple[str, list[Shape]]:
    """Return the title of a slide and the shapes below it.

    Without a title it is a short text that stands first, else the number of the slide: what is above
    it would be taken for the heading of the slide before.
    """
    if shapes and (shapes[0].is_title or len(shapes) > 1):
        texts = [each.text for each in paragraphs(shapes[0], Layout())]
        words = " ".join(" ".join(texts).split())
        if shapes[0].is_title or (len(texts) == 1 and len(words) <= _LONGEST_TITLE):
            return words, shapes[1:]
    return f"Slide {number}", shapes


def _cell_text(cell: Any) -> str:
    """Return the text of a cell in one line; a cell that is merged into another is empty."""
    if cell.get("hMerge") or cell.get("vMerge"):
        return ""
    return " ".join(" ".join(map(paragraph_text, cell.iterfind("{*}txBody/{*}p"))).split())
