"""PDF: the printed lines of every page, put back into paragraphs, and the outline as headings.

pypdfium2 reads them, for it tells where each line stands, without which paragraphs can't be told from
lines.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator
from typing import Any

from ...errors import DocumentError
from ...types import Document
from .composer import Composer
from .metadata import clean_line
from .pdf_layout import PrintedLine, write_pages

_one_at_a_time = threading.Lock()  # PDFium must not be called from two threads at once
_ENCRYPTED = "It is encrypted; save it without a password."
_DAMAGED = "It is damaged, or not a PDF."
_NO_TEXT = "It holds no text; a scanned PDF needs OCR first."
_MAX_OUTLINE = 5000
_HYPHEN = 2  # PDFium's character for the hyphen of a word that a line end breaks
_LINE_ENDS = frozenset((10, 13, _HYPHEN))
# Letters that a font draws as one, which nobody types when asking; and what is no character at all.
_TIDY = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
} | dict.fromkeys((*range(32), 0x7F, 0xFFFE, 0xFFFF))
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
        pages = [list(_printed_lines(pdf, number)) for number in range(len(pdf))]
        if not any(pages):
            raise DocumentError(_NO_TEXT)
        composer = Composer()
        write_pages(pages, composer)
        _note_outline(pdf, composer)
        return composer.document(path, _title(pdf))


def _title(pdf: Any) -> str | None:
    """Return the title in the file's properties, unless a program put a file's name there."""
    title = clean_line(pdf.get_metadata_value("Title").removeprefix("Microsoft Word - "))
    return None if title is None or _NO_TITLE.fullmatch(title) else title


def _printed_lines(pdf: Any, number: int) -> Iterator[PrintedLine]:
    """Yield the lines of one page in the order of the file; none where the page is damaged."""
    import pypdfium2

    try:
        page = pdf[number]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return
    codes = [
        pypdfium2.raw.FPDFText_GetUnicode(text_page, index)
        for index in range(text_page.count_chars())
    ]
    start = 0
    for index, code in enumerate([*codes, 10]):
        if code in _LINE_ENDS:
            line = _printed_line(text_page, codes, start, index)
            if line is not None:
                yield line
            start = index + 1
    text_page.close()
    page.close()


def _printed_line(text_page: Any, codes: list[int], start: int, end: int) -> PrintedLine | None:
    """Return the characters from one index to another as a line; None if they are all white space."""
    inked = [index for index in range(start, end) if codes[index] > 32 and codes[index] != 0xA0]
    if not inked:
        return None
    hyphen = "-" if end < len(codes) and codes[end] == _HYPHEN else ""
    text = _text(codes[inked[0] : inked[-1] + 1])
    if not text:
        return None
    left = text_page.get_charbox(inked[0], loose=True)[0]
    right = text_page.get_charbox(inked[-1], loose=True)[2]
    # Of a letter in the middle: bullets and note marks at the ends are often of another size.
    _, bottom, _, top = text_page.get_charbox(inked[len(inked) // 2], loose=True)
    return PrintedLine(text + hyphen, left, right, bottom, abs(top - bottom))


def _text(codes: list[int]) -> str:
    """Characters from their codes, halves of UTF-16 pairs put together."""
    raw = "".join(chr(code) for code in codes if code < 0x110000)
    whole = raw.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return whole.translate(_TIDY).strip()


def _note_outline(pdf: Any, composer: Composer) -> None:
    """Note the bookmarks as headings, where their words stand on their page or where it begins."""
    text = composer.since(0)
    pages = [*composer.pages, len(text)]
    for number, bookmark in enumerate(pdf.get_toc()):
        if number >= _MAX_OUTLINE:
            return
        title, target = clean_line(bookmark.get_title()), bookmark.get_dest()
        page = target.get_index() if target else None
        if title is None or page is None or not 0 <= page < len(pages) - 1:
            continue
        words = re.compile(r"\s+".join(map(re.escape, title.split())), re.IGNORECASE)
        found = words.search(text, pages[page], pages[page + 1])
        composer.heading(found.start() if found else pages[page], bookmark.level + 1, title)
