"""PDF: the printed lines of every page, put back into blocks, and the outline as headings.

pypdfium2 reads them, for it tells where each line stands, without which paragraphs can't be told from
lines.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from ....errors import DocumentError
from ....types import Document
from ..composer import MAX_CHARACTERS, Composer
from ..metadata import clean_line
from .pdf_layout import write_pages
from .pdf_lines import PrintedLine
from .pdf_page import is_damaged, printed_lines
from .pdf_pictures import is_picture, pictures_notice, recognized, recognizer
from .pdf_streams import DAMAGED, check_streams

_one_at_a_time = threading.Lock()  # PDFium must not be called from two threads at once
_ENCRYPTED = "It is encrypted; save it without a password."
_NO_TEXT = "It holds no text."
_REPEATED = "It prints the same text over and over; print it to a new PDF."
_MAX_OUTLINE = 5000
_MOST_PAGES = 50_000
_MOST_DAMAGED = 1000
"""Pages at the beginning that may all be damaged before the file is taken for that."""

_MOST_UNSUSPECTED = 1_000_000
_HIGHEST_RATIO = 50
"""Characters for each byte of the file, where there are more of them than `_MOST_UNSUSPECTED`."""

_MOST_SEARCHED = 20_000_000
"""Characters that are looked through for the words of bookmarks, of all bookmarks together."""

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
    check_streams(data)
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (
            pypdfium2.raw.FPDF_ERR_PASSWORD,
            pypdfium2.raw.FPDF_ERR_SECURITY,
        )
        raise DocumentError(_ENCRYPTED if locked else DAMAGED) from None
    with pdf:
        pages = list(_pages(pdf, len(data)))
        if not any(pages) and _all_damaged(pdf):
            raise DocumentError(DAMAGED)
        recognized_pages, notice = _read_pictures(pdf, pages)
        if not any(pages):
            raise DocumentError(notice or _NO_TEXT)
        composer = Composer()
        outline = list(islice(pdf.get_toc(), _MAX_OUTLINE))
        write_pages(pages, composer, note_headings=not outline, recognized=recognized_pages)
        _note_outline(outline, composer)
        return replace(composer.document(path, _title(pdf)), notice=notice)


def _read_pictures(pdf: Any, pages: list[list[PrintedLine]]) -> tuple[set[int], str | None]:
    """Put what is recognized on pages that are pictures into `pages`, where that is installed.

    Returns the numbers, from 1, of the pages that were recognized, and what is to be said of the others.
    """
    empty = (number for number, lines in enumerate(pages) if not lines)
    pictures = [number for number in empty if is_picture(pdf, number)]
    recognize = recognizer()
    found = dict(recognized(pdf, pictures, recognize)) if recognize and pictures else {}
    for number, lines in found.items():
        pages[number] = lines
    unread = [number + 1 for number in pictures if number not in found]
    notice = pictures_notice(unread, len(pages)) if unread else None
    return {number + 1 for number in found}, notice


def _pages(pdf: Any, size: int) -> Iterator[list[PrintedLine]]:
    """Yield the lines of each page of a file of so many bytes.

    Raises:
        DocumentError: it has too many pages, or they repeat their text more often than anyone prints.
    """
    if len(pdf) > _MOST_PAGES:
        raise DocumentError(f"It has more than {_MOST_PAGES:,} pages; split it.")
    length, found = 0, False
    for number in range(len(pdf)):
        lines = list(printed_lines(pdf, number))
        length += sum(len(line.text) for line in lines)
        if length > max(_MOST_UNSUSPECTED, min(_HIGHEST_RATIO * size, MAX_CHARACTERS)):
            raise DocumentError(_REPEATED)
        found = found or bool(lines)
        if number == _MOST_DAMAGED and not found and _all_damaged(pdf):
            raise DocumentError(DAMAGED)
        yield lines


def _all_damaged(pdf: Any) -> bool:
    """Return whether none of the first pages can be opened; a scanned one can."""
    return all(is_damaged(pdf, number) for number in range(min(len(pdf), _MOST_DAMAGED)))


def _title(pdf: Any) -> str | None:
    """Return the title in the file's properties, unless a program put a file's name there."""
    title = clean_line(pdf.get_metadata_value("Title").removeprefix("Microsoft Word - "))
    return None if title is None or _NO_TITLE.fullmatch(title) else title


def _note_outline(outline: Iterable[Any], composer: Composer) -> None:
    """Note the bookmarks as headings, where their words stand on their page or where it begins."""
    text = composer.since(0)
    pages = [*(start for start, _ in composer.positions), len(text)]
    searched = 0
    for bookmark in outline:
        title, target = clean_line(bookmark.get_title()), bookmark.get_dest()
        page = target.get_index() if target else None
        if title is None or page is None or not 0 <= page < len(pages) - 1:
            continue
        found = None
        searched += pages[page + 1] - pages[page]
        if searched <= _MOST_SEARCHED:
            words = re.compile(r"\s+".join(map(re.escape, title.split())), re.IGNORECASE)
            found = words.search(text, pages[page], pages[page + 1])
        composer.heading(found.start() if found else pages[page], bookmark.level + 1, title)
