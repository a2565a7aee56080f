"""EPUB books: chapter after chapter as a web page is read, below the headings of the contents."""

from __future__ import annotations

import re
from typing import Any

from ....types import Document, Span
from ...leads import Part
from ..composer import PARAGRAPH, Composer
from ..encoding import decode
from ..package import BOOK, Package, open_package
from ..web_page.web_article import article
from ..web_page.web_document import HEADINGS, PageWriter, page_tree
from .book_contents import Chapter, contents

_EMPTY = re.compile(
    r"<(?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)"
    r"([a-z][\w:-]*+)([^<>]*)/>",
    re.IGNORECASE,
)
"""An empty element as XML writes it; HTML takes it for one that begins, of a `title` or `script` too."""

_KEPT = ("aside", "header")
_NOT_A_WORD = re.compile(r"[\W_]+")
_NOWHERE = Span(0, 0)


def parse(path: str, data: bytes) -> Document:
    """Return the text of the chapters in the order in which they are read."""
    package = open_package(data, BOOK)
    book = contents(package)
    composer = Composer()
    for chapter in book.chapters:
        composer.gap(PARAGRAPH)
        _write_chapter(composer, chapter, _page(package, chapter))
    return composer.document(path, book.title, None, book.date)


def _page(package: Package, chapter: Chapter) -> Any:
    """Return the element that holds the text of a chapter; None if there is none.

    What stands aside in a book is a note, not a menu of its page.
    """
    text = decode(package.read(chapter.member))
    if not text.strip():
        return None
    page = page_tree(_EMPTY.sub(r"<\1\2></\1>", text))
    for element in page.iter(*_KEPT):
        element.tag = "section"
    return article(page)


def _write_chapter(composer: Composer, chapter: Chapter, page: Any) -> None:
    """Write a chapter; its title too where the contents have another than the page."""
    if page is None or not "".join(page.itertext()).strip():
        return
    headings = [(HEADINGS[each.tag], _words(each)) for each in page.iter(*HEADINGS)]
    levels = [level for level, words in headings if words]
    first = next((words for _, words in headings if words), "")
    if chapter.title is None or _is_same(chapter.title, first):
        deeper = chapter.level - levels[0] if levels else 0
    else:
        start = composer.add(chapter.title)
        composer.block(start, Part("heading", _NOWHERE))
        composer.heading(start, chapter.level, chapter.title)
        composer.gap(PARAGRAPH)
        deeper = chapter.level + 1 - min(levels, default=1)
    PageWriter(composer, deeper).write(page)


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_same(title: str, heading: str) -> bool:
    """Return whether one holds the other, whatever numbers and signs stand around it."""
    ours, theirs = (_NOT_A_WORD.sub("", each).casefold() for each in (title, heading))
    return bool(ours and theirs) and (ours in theirs or theirs in ours)
