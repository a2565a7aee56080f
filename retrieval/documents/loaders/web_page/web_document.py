"""Web pages: the words of the article as a reader sees them, and what the page says about itself.

lxml parses (it is there for Word documents anyway, opens no connection and no external entity).
trafilatura was tried: it leaves out lists within tables and keeps the menus of short pages.
"""

from __future__ import annotations

import re
from typing import Any

from ....errors import DocumentError
from ....types import Document
from ..composer import LINE, PARAGRAPH, WORD, Composer
from ..encoding import decode
from ..metadata import clean_line, day, web_address
from .web_article import article
from .web_blocks import OpenElements

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{20000,}")
_QUOTED = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_MOST_ATTRIBUTES = 5000
_SPACE = re.compile(r"[ \t\r\n\f]+")
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"\\]{4,40})"')
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_GAPS = dict.fromkeys(
    (
        "address", "article", "aside", "blockquote", "caption", "center", "details", "dl", "div",
        "figure", "figcaption", "fieldset", "form", "header", "hr", "legend", "main", "ol", "p",
        "pre", "section", "summary", "table", "ul", *HEADINGS,
    ),
    PARAGRAPH,
) | dict.fromkeys(("br", "dd", "dt", "li", "tr"), LINE)  # fmt: skip


def parse(path: str, data: bytes) -> Document:
    """Return the text of the page.

    Blocks are set apart by a blank line, items and rows by a line end, cells by " | ".
    """
    page = page_tree(_text(data))
    published, address = _published(page), _address(page)
    page_title = _first(
        page, "/descendant::meta[@property='og:title']/@content", "/descendant::title/text()"
    )
    writer = PageWriter(Composer())
    writer.write(article(page))
    title = clean_line(writer.title) or clean_line(page_title)
    return writer.composer.document(path, title, address, published)


def _text(data: bytes) -> str:
    declared = _DECLARED.search(data, 0, 4096)
    return decode(data, declared[1].decode("ascii", "replace") if declared else None)


def page_tree(text: str) -> Any:
    """Return the element tree of a page.

    Raises:
        DocumentError: there is no element in it, or they are nested too deeply.
    """
    from lxml import etree, html

    # The text is decoded by now; what it says about its encoding would only confuse.
    text = _XML_DECLARATION.sub("", text.removeprefix("\ufeff")).replace("\r\n", "\n")
    # The parser compares each attribute of an element with all before it.
    for tag in _LONG_TAG.finditer(text):
        if len(_QUOTED.sub("", tag[0]).split()) > _MOST_ATTRIBUTES:
            raise DocumentError(f"One of its elements has over {_MOST_ATTRIBUTES:,} attributes.")
    parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(text, parser=parser)
    except etree.ParserError:  # there is not a single element in it
        raise DocumentError("It holds no text.") from None
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise DocumentError("Its elements are nested too deeply to be read.")
    return page


def _first(page: Any, *paths: str) -> str | None:
    return next((str(found) for path in paths for found in page.xpath(path) if found.strip()), None)


def _address(page: Any) -> str | None:
    return web_address(
        _first(
            page,
            "/descendant::link[@rel='canonical']/@href",
            "/descendant::meta[@property='og:url']/@content",
        )
    )


def _published(page: Any) -> str | None:
    """Return the day on which the page says it was published."""
    said = _first(
        page,
        "/descendant::meta[@property='article:published_time']/@content",
        "/descendant::meta[@itemprop='datePublished']/@content",
        "/descendant::meta[translate(@name, 'DATECRMS', 'datecrms')='date']/@content",
        "/descendant::meta[starts-with(translate(@name, 'DCTERMS', 'dcterms'), 'dc')]"
        "[contains(translate(@name, 'DATE', 'date'), '.date')]/@content",
        "/descendant::*[@itemprop='datePublished']/@datetime",
    )
    if said is None:
        scripts = page.xpath("/descendant::script[@type='application/ld+json']/text()")
        match = next((match for script in scripts if (match := _PUBLISHED.search(script))), None)
        said = (
            match[1] if match else _first(page, "/descendant::article/descendant::time/@datetime")
        )
    return day(said)


class PageWriter:
    """Goes through an element tree without recursion, since pages nest as deep as they like.

    Headings are noted `deeper` by so many levels than the page has them, as a part of something.
    """

    def __init__(self, composer: Composer, deeper: int = 0) -> None:
        self.composer = composer
        self._deeper = deeper
        self.title: str | None = None
        self._open_elements = OpenElements()
        self._block_start: int | None = None
        self._heading_start: int | None = None

    def write(self, root: Any) -> None:
        """Write all the text within an element."""
        from lxml import etree

        for event, element in etree.iterwalk(root, events=("start", "end")):
            if event == "start":
                self._open(element)
                # The line end right after <pre> is no part of it.
                self._text((element.text or "").removeprefix("\n" if element.tag == "pre" else ""))
            else:
                self._close(element)
                if element is not root:
                    self._text(element.tail)
        self._end_block()

    def _open(self, element: Any) -> None:
        tag = element.tag
        self._separate(tag)
        self._open_elements.open(element)
        if tag in ("td", "th"):
            in_data_table = self._open_elements.in_data_table
            if not in_data_table:
                self._end_block()
            first = element.getprevious() is None
            self.composer.gap(LINE if first else WORD if in_data_table else PARAGRAPH)
        elif tag in HEADINGS:
            self._open_elements.in_heading, self._heading_start = True, None

    def _close(self, element: Any) -> None:
        tag = element.tag
        if self._is_block(tag):
            self._end_block()
        self._open_elements.close(element)
        if tag in HEADINGS:
            self._end_heading(HEADINGS[tag])
        self._separate(tag)

    def _is_in_cell(self, tag: Any) -> bool:
        return self._open_elements.in_data_table and tag not in ("table", "tr", "caption")

    def _is_block(self, tag: Any) -> bool:
        return tag in _GAPS and tag != "br" and not self._is_in_cell(tag)

    def _separate(self, tag: Any) -> None:
        if self._is_block(tag):
            self._end_block()
        if gap := _GAPS.get(tag):
            # Within a cell of data everything stands in one line.
            self.composer.gap(WORD if self._is_in_cell(tag) else gap)

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._open_elements.preformatted:
            self._add(text)
            return
        words = _SPACE.sub(" ", text)
        if words.startswith(" "):
            self.composer.gap(WORD)
        self._add(words.strip(" "))
        if words.endswith(" "):
            self.composer.gap(WORD)

    def _add(self, text: str) -> None:
        if not text:
            return
        separator = self._open_elements.separator()
        if separator.startswith("|"):
            text = separator + text
        elif separator:
            self.composer.separate(separator)
        start = self.composer.add(text)
        if self._block_start is None:
            self._block_start = start
        if self._open_elements.in_heading and self._heading_start is None:
            self._heading_start = start

    def _end_block(self) -> None:
        """Note what was written since the last block, as the elements that are open make of it."""
        if self._block_start is None:
            return
        words = self.composer.since(self._block_start)
        if words.strip():
            self.composer.block(self._block_start, self._open_elements.part(words))
        self._block_start = None

    def _end_heading(self, level: int) -> None:
        if self._heading_start is not None:
            title = self.composer.since(self._heading_start)
            self.composer.heading(self._heading_start, max(1, level + self._deeper), title)
            if level == 1 and self.title is None:
                self.title = title
        self._open_elements.in_heading, self._heading_start = False, None
