"""PDF: the printed lines of every page, put back into blocks, and the outline as headings.

pypdfium2 reads them, for it tells where each line stands, without which paragraphs can't be told from
lines.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterable
from itertools import islice
from typing import Any

from ....errors import DocumentError
from ....types import Document
from ..composer import Composer
from ..metadata import clean_line
from .pdf_layout import write_pages
from .pdf_page import printed_lines

_one_at_a_time = threading.Lock()  # PDFium must not be called from two threads at once
_ENCRYPTED = "It is encrypted; save it without a password."
_DAMAGED = "It is damaged, or not a PDF."
_NO_TEXT = "It holds no text; a scanned PDF needs OCR first."
_MAX_OUTLINE = 5000
_NO_TITLE = re.compile(
    r"untitled|\(anonymous\)|.*\.(docx?|indd|pdf|tex|rtf|odt|pptx?)", re.IGNORECASE
)


def parse(path: str, data: bytes) -> Document:
    """Return the text of the pages, one after the other as paragraphs, and the offset of each page."""
    with _one_at_a_time:
        return _parse(path, data)


def _parse(path: str, data: bytes) -> Document:
    import pypdfium2

    logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)  # oddities of a file are no news
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (
            pypdfium2.raw.FPDF_ERR_PASSWORD,
            pypdfium2.raw.FPDF_ERR_SECURITY,
        )
        raise DocumentError(_ENCRYPTED if locked else _DAMAGED) from None
    with pdf:
        pages = [list(printed_lines(pdf, number)) for number in range(len(pdf))]
        if not any(pages):
            raise DocumentError(_NO_TEXT)
        composer = Composer()
        outline = list(islice(pdf.get_toc(), _MAX_OUTLINE))
        write_pages(pages, composer, note_headings=not outline)
        _note_outline(outline, composer)
        return composer.document(path, _title(pdf))


def _title(pdf: Any) -> str | None:
    """Return the title in the file's properties, unless a program put a file's name there."""
    title = clean_line(pdf.get_metadata_value("Title").removeprefix("Microsoft Word - "))
    return None if title is None or _NO_TITLE.fullmatch(title) else title


def _note_outline(outline: Iterable[Any], composer: Composer) -> None:
    """Note the bookmarks as headings, where their words stand on their page or where it begins."""
    text = composer.since(0)
    pages = [*(start for start, _ in composer.positions), len(text)]
    for bookmark in outline:
        title, target = clean_line(bookmark.get_title()), bookmark.get_dest()
        page = target.get_index() if target else None
        if title is None or page is None or not 0 <= page < len(pages) - 1:
            continue
        words = re.compile(r"\s+".join(map(re.escape, title.split())), re.IGNORECASE)
        found = words.search(text, pages[page], pages[page + 1])
        composer.heading(found.start() if found else pages[page], bookmark.level + 1, title)
