"""A file whose name says another kind: what it is, and what to do."""

from __future__ import annotations

import pytest

from retrieval.documents.loaders import parse
from retrieval.documents.loaders.signatures import kind_of, mismatch
from retrieval.errors import DocumentError
from tests.hostile.made_files import (
    book_parts,
    drawn,
    open_document_parts,
    pdf_file,
    sheet_parts,
    slide_parts,
    word_file,
    zipped,
)

WORD, PDF = word_file("Words."), pdf_file(drawn("Words."))
SHEET = zipped(sheet_parts([["a", "b"]]))
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", WORD, "It is a Word document, not a PDF; give it the suffix .docx."),
        ("a.docx", PDF, "It is a PDF, not a Word document; give it the suffix .pdf."),
        ("a.txt", PDF, "It is a PDF, not a text file; give it the suffix .pdf."),
        ("a.md", b"{\\rtf1 A}", "It is a Rich Text file (.rtf), not a Markdown file; save it as .docx."),
        (
            "a.docx",
            OLD + "WordDocument".encode("utf-16-le"),
            "It is a Word document in the old format (.doc); save it as .docx.",
        ),
        (
            "a.txt",
            PNG,
            "It is a PNG picture, not a text file; text in a picture has to be recognised (OCR) first.",
        ),
        ("a.docx", zipped({"a": "b"}), "It is a zip archive, not a Word document; unpack it."),
        (
            "a.docx",
            OLD + "Workbook".encode("utf-16-le"),
            "It is a spreadsheet in the old format (.xls), not a Word document; save it as .xlsx.",
        ),
        (
            "a.docx",
            OLD + "EncryptedPackage".encode("utf-16-le"),
            "It is an Office file with a password, not a Word document; save it without one.",
        ),
    ],
)  # fmt: skip
def test_a_file_of_another_kind_is_called_that(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as raised:
        parse(name, data)
    assert str(raised.value) == reason


def test_a_spreadsheet_is_told_how_to_be_named_where_such_files_are_read() -> None:
    said = "It is an Excel workbook, not a Word document"
    named = mismatch(SHEET, "Word document", [".docx"], [".docx", ".xlsx"])
    assert named == f"{said}; give it the suffix .xlsx."
    assert (
        mismatch(SHEET, "Word document", [".docx"], [".docx"])
        == f"{said}; such files are not read."
    )
    with pytest.raises(DocumentError, match=said):
        parse("a.docx", SHEET)


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (WORD, ".docx"),
        (SHEET, ".xlsx"),
        (zipped(slide_parts("Words.")), ".pptx"),
        (zipped(book_parts("<p>Words.</p>")), ".epub"),
        (zipped(open_document_parts("Words.")), ".odt"),
        (PDF, ".pdf"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", ".jpg"),
        (b"\x1f\x8b\x08\0", ".gz"),
    ],
)
def test_kinds_are_known_by_their_content(data: bytes, suffix: str) -> None:
    kind = kind_of(data)
    assert kind is not None
    assert kind.suffix == suffix


@pytest.mark.parametrize("data", [b"", b"Words.", b"PK\x03\x04 no zip", WORD[:60], OLD, PNG[:16]])
def test_what_the_content_does_not_tell_is_left_open(data: bytes) -> None:
    assert kind_of(data) is None


def test_a_text_about_a_format_is_a_text() -> None:
    assert parse("a.txt", b"%PDF- is what a PDF begins with.").text
