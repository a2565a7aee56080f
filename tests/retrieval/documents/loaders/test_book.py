"""EPUB books: chapters below the titles of the contents, each read as a web page."""

from __future__ import annotations

import pytest

from retrieval.documents.loaders import parse
from retrieval.documents.locations import Locator
from retrieval.errors import DocumentError
from retrieval.types import Document

from ..shown import check_blocks, shown
from .files import book, repacked, zipped

HOURS = "<h1>Hours</h1><p>The pool opens at nine.</p>"
FEES = "<h1>Fees</h1><p>Adults pay four pounds.</p><h2>Members</h2><p>They pay two.</p>"
CHAPTERS = {"hours.xhtml": ("Hours", HOURS), "fees.xhtml": ("Fees", FEES)}


def loaded(data: bytes) -> Document:
    document = parse("a.epub", data)
    check_blocks(document)
    return document


def heading(document: Document, words: str) -> str | None:
    return Locator.of(document).heading(document.text.index(words))


def test_chapters_follow_each_other_as_they_are_read() -> None:
    document = loaded(book(CHAPTERS))
    assert document.text == (
        "Hours\n\nThe pool opens at nine.\n\nFees\n\nAdults pay four pounds.\n\nMembers\n\n"
        "They pay two."
    )
    assert [(each.level, each.title) for each in document.headings] == [
        (1, "Hours"),
        (1, "Fees"),
        (2, "Members"),
    ]
    assert heading(document, "They pay two") == "Fees > Members"


def test_title_and_date_are_those_of_the_book() -> None:
    document = loaded(book(CHAPTERS, title="Pool rules", date="2026-05-01T00:00:00Z"))
    assert (document.title, document.date, document.url) == ("Pool rules", "2026-05-01", None)


def test_a_title_that_only_the_contents_have_is_written_above_the_chapter() -> None:
    page = "<h2>Members</h2><p>They pay two.</p>"
    document = loaded(book({"a.xhtml": ("What it costs", page)}))
    assert shown(document)[0] == ("heading", "What it costs")
    assert heading(document, "They pay") == "What it costs > Members"


def test_a_heading_that_the_contents_word_a_little_otherwise_is_not_repeated() -> None:
    document = loaded(book({"a.xhtml": ("1. Hours", HOURS)}))
    assert document.text == "Hours\n\nThe pool opens at nine."


def test_without_contents_the_first_heading_is_the_title() -> None:
    document = loaded(book({"a.xhtml": (None, "<h3>Hours</h3><p>Nine to six.</p>")}))
    assert [(each.level, each.title) for each in document.headings] == [(1, "Hours")]


def test_the_contents_of_an_old_book_are_read() -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Part'
        '</text></navLabel><content src="part.xhtml"/><navPoint><navLabel><text>What it costs</text>'
        '</navLabel><content src="fees.xhtml#top"/></navPoint></navPoint></navMap></ncx>'
    )
    chapters = {
        "part.xhtml": (None, "<p>All that is due.</p>"),
        "fees.xhtml": (None, "<p>Two.</p>"),
    }
    document = loaded(book(chapters, ncx=ncx))
    assert heading(document, "Two.") == "Part > What it costs"


def test_lists_tables_and_notes_are_kept() -> None:
    page = (
        "<h1>Fees</h1><ol><li>Pay.</li><li>Swim.</li></ol>"
        "<table><tr><th>Who</th><th>Fee</th></tr><tr><td>Adults</td><td>4</td></tr></table>"
        "<aside><p>Until May it was three.</p></aside>"
    )
    assert shown(loaded(book({"a.xhtml": ("Fees", page)})))[1:] == [
        ("item 0 #1", "Pay."),
        ("item 0 #2", "Swim."),
        ("header", "Who | Fee"),
        ("row", "Adults | 4"),
        ("paragraph", "Until May it was three."),
    ]


def test_empty_elements_of_xml_do_not_swallow_the_text() -> None:
    page = '<script src="a.js"/><p>The pool<a id="x"/> opens<br/>at <b/>nine.</p>'
    assert loaded(book({"a.xhtml": (None, page)})).text == "The pool opens\nat nine."


def test_a_book_that_is_protected_against_copying_says_so() -> None:
    encryption = (
        b'<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData>'
        b'<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/>'
        b"</EncryptedData></encryption>"
    )
    with pytest.raises(DocumentError, match="It is protected against copying"):
        parse("a.epub", repacked(book(CHAPTERS), {"META-INF/encryption.xml": encryption}))


def test_fonts_may_be_obfuscated() -> None:
    encryption = (
        b"<encryption><EncryptionMethod "
        b'Algorithm="http://www.idpf.org/2008/embedding"/></encryption>'
    )
    assert loaded(repacked(book(CHAPTERS), {"META-INF/encryption.xml": encryption})).text


def test_a_package_without_contents_is_no_book() -> None:
    with pytest.raises(DocumentError, match="It is damaged, or not an EPUB book"):
        parse("a.epub", zipped({"mimetype": b"application/epub+zip"}))


def test_a_chapter_outside_of_the_package_is_not_looked_for() -> None:
    chapters = {**CHAPTERS, "../../../../etc/hostname": (None, "<p>Inside.</p>")}
    assert loaded(book(chapters)).text.endswith("They pay two.")
