"""What holds for every format: which files are read, and what a file that can't be read says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import docx
import pytest

from retrieval.documents import loaders
from retrieval.documents.loaders import KINDS, SUPPORTED, loader_version, parse
from retrieval.errors import DocumentError
from retrieval.text_suffixes import SOURCE_CODE
from retrieval.types import Source
from tests.samples import SAMPLES

from ..shown import check_blocks
from .files import pdf, pool_rules, repacked, word, zipped

WORD = word(pool_rules())
WORKBOOK = SAMPLES["inventory.xlsx"].content()
SLIDES = SAMPLES["opening_talk.pptx"].content()
BOOK = SAMPLES["guide.epub"].content()
OPEN_TEXT = SAMPLES["volunteers.odt"].content()


def test_these_formats_are_read() -> None:
    assert set(SUPPORTED) - set(SOURCE_CODE) == {
        ".docx", ".htm", ".html", ".markdown", ".md", ".pdf", ".text", ".txt", ".xhtml",
        ".rst", ".adoc", ".asciidoc", ".tex", ".ipynb", ".json", ".jsonl", ".ndjson", ".eml",
        ".csv", ".tsv", ".xlsx", ".pptx", ".epub", ".odt",
    }  # fmt: skip


def test_lines_are_told_where_the_text_is_that_of_the_file() -> None:
    with_lines = {suffix for suffix in SUPPORTED if Source(f"a{suffix}", "").has_lines}
    assert with_lines - set(SOURCE_CODE) == {
        ".markdown", ".md", ".text", ".txt", ".rst", ".adoc", ".asciidoc", ".tex",
    }  # fmt: skip
    for suffix in with_lines:
        text = "Words: 1\n\n# 2\n"
        assert parse(f"a{suffix}", text.encode()).text == text


@pytest.mark.parametrize(
    ("name", "version"),
    [("a.DOCX", "word/3"), ("b/c.txt", "plain_text/2"), ("d.htm", "web_page/2")],
)
def test_the_version_of_a_loader_is_told_without_loading_it(name: str, version: str) -> None:
    assert loader_version(name) == version


TOO_MUCH = "It unpacks to far more than a document holds; split it."


SAVE_AS_PPTX = "save it as .pptx without one."
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def encrypted(package: bytes) -> bytes:
    """A zip file whose directory says that its first member is encrypted."""
    entry = package.index(b"PK\x01\x02")
    return package[: entry + 8] + b"\x01" + package[entry + 9 :]


def with_xml_by_another_name() -> bytes:
    """A Word document whose list of contents says that a huge picture is XML."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/word/a.png" ContentType="application/xml"/></Types>'
    )
    changes = {"[Content_Types].xml": types.encode(), "word/a.png": bytes(30_000_001)}
    return repacked(WORD, changes)


EVERY_FORMAT = {
    "a.txt": b"The pool opens at nine.",
    "a.md": b"# Hours\n\nThe pool opens at nine.",
    "a.html": b"<h1>Hours</h1><p>The pool opens at nine.",
    "a.pdf": pdf(["The pool opens at nine."]),
    "a.docx": word(pool_rules()),
    "a.rst": b"Hours\n=====\n\nThe pool opens at nine.",
    "a.adoc": b"= Hours\n\nThe pool opens at nine.",
    "a.tex": b"\\section{Hours}\n\nThe pool opens at nine.",
    "a.py": b'def hours():\n    """The pool opens at nine."""\n',
} | {name: sample.content() for name, sample in SAMPLES.items()}


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx", "a.epub", "a.odt"])
def test_no_package_is_unpacked_that_holds_far_too_much(name: str) -> None:
    with pytest.raises(DocumentError, match="It unpacks to far more than a document holds"):
        parse(name, zipped({"zeros": bytes(200_000_001)}))


@pytest.mark.parametrize("name", EVERY_FORMAT)
def test_every_format_keeps_the_contract(name: str) -> None:
    document = parse(name, EVERY_FORMAT[name])

    assert document.path == name
    assert 0 <= document.body.start < document.body.end <= len(document.text)
    assert document.text.encode("utf-8").count(b"\0") == 0
    for heading in document.headings:
        # The section of a definition begins with the comments above it.
        lines = 3 if document.path.endswith(".py") else 1
        assert heading.title in " ".join(document.text[heading.start :].split("\n")[:lines])
    starts = [start for start, _ in document.positions]
    assert starts == sorted(starts)
    check_blocks(document)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "It is empty."),
        ("a.txt", b" \n\t\n", "It holds no text."),
        ("a.txt", b"\xef\xbb\xbf", "It holds no text."),
        ("a.md", b"---\ntitle: Only this\n---\n", "It holds no text."),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "It holds binary data, not text."),
        ("a.txt", bytes(range(1, 32)) * 9, "It holds binary data, not text."),
        ("a.txt", b"\xff\xfea", "Its encoding was not recognised; save it as UTF-8."),
        ("a.html", b"<script>alert('hello')</script>", "It holds no text."),
        ("a.html", b"<!-- nothing -->", "It holds no text."),
        ("a.pdf", pdf([]), "It holds no text."),
        ("a.pdf", pdf(["x"], encrypted=True), "It is encrypted; save it without a password."),
        ("a.pdf", b"%PDF-1.7 and then rubbish", "It is damaged, or not a PDF."),
        ("a.pdf", b"PK\x03\x04 no PDF at all", "It is damaged, or not a PDF."),
        ("a.docx", b"no zip file", "It is damaged, or not a Word document."),
        ("a.docx", WORD[: len(WORD) // 2], "It is damaged, or not a Word document."),
        (
            "a.docx",
            OLD_OFFICE,
            "It is protected by a password, or in Word's old format; save it as .docx without one.",
        ),
        (
            "a.docx",
            repacked(WORD, {"word/document.xml": b"<w:document"}),
            "It could not be read; as a Word document it is damaged.",
        ),
        ("a.docx", word(docx.Document()), "It holds no text."),
        ("a.json", b'{"a": 1,\n b}', "It is not valid JSON: see line 2, character 2."),
        ("a.jsonl", b'{}\n{"a"}\n', "It is not valid JSON: see line 2, character 5."),
        ("a.json", b"[" * 100_000, "It is nested too deeply to be read."),
        ("a.json", b"[" * 200 + b"]" * 200, "It is nested too deeply to be read."),
        ("a.json", b"{}", "It holds no text."),
        ("a.ipynb", b"[1]", "It is damaged, or not a notebook."),
        ("a.eml", b"no header at all\n", "It is damaged, or not an e-mail."),
        (
            "a.eml",
            b"Subject: x\nContent-Type: multipart/encrypted; boundary=b\n\n--b--\n",
            "It is encrypted; save the decrypted message.",
        ),
        ("a.docx", repacked(WORD, {"word/document.xml": bytes(30_000_001)}), TOO_MUCH),
        ("a.docx", with_xml_by_another_name(), TOO_MUCH),
        ("a.docx", encrypted(WORD), "It is protected by a password; save it without one."),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "It holds binary data, not text."),
        (
            "a.xlsx",
            OLD_OFFICE,
            "It is protected by a password, or in Excel's old format; save it as .xlsx without one.",
        ),
        (
            "a.pptx",
            OLD_OFFICE,
            f"It is protected by a password, or in PowerPoint's old format; {SAVE_AS_PPTX}",
        ),
        ("a.xlsx", b"Who,Fee", "It is damaged, or not an Excel workbook."),
        ("a.pptx", SLIDES[:999], "It is damaged, or not a PowerPoint presentation."),
        ("a.epub", b"BOOKMOBI", "It is damaged, or not an EPUB book."),
        ("a.odt", zipped({}), "It is damaged, or not an OpenDocument text."),
        ("a.xlsx", zipped({}), "It is damaged: what it should hold is not in it."),
        (
            "a.xlsx",
            repacked(WORKBOOK, {"xl/workbook.xml": b"<workbook"}),
            "It could not be read; as an Excel workbook it is damaged.",
        ),
        (
            "a.docx",
            WORKBOOK,
            "It is an Excel workbook, not a Word document; give it the suffix .xlsx.",
        ),
        (
            "a.xlsx",
            SLIDES,
            "It is a PowerPoint presentation, not an Excel workbook; give it the suffix .pptx.",
        ),
        (
            "a.pptx",
            OPEN_TEXT,
            "It is an OpenDocument text, not a PowerPoint presentation; give it the suffix .odt.",
        ),
        ("a.odt", BOOK, "It is an EPUB book, not an OpenDocument text; give it the suffix .epub."),
        ("a.epub", WORD, "It is a Word document, not an EPUB book; give it the suffix .docx."),
        ("a.exe", b"MZ", f"Its kind is not supported; these are: {KINDS}."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(DocumentError) as raised:
        parse(name, data)
    assert str(raised.value) == reason


def test_a_reader_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(DocumentError, match=r"a Word document is not installed \(docx\); install"):
        parse("a.docx", WORD)


def test_whatever_a_parser_raises_is_the_fault_of_that_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from retrieval.documents.loaders import pdf as pdf_loader

    def explode(source: str, data: bytes) -> None:
        raise ZeroDivisionError("deep within")

    monkeypatch.setattr(pdf_loader, "parse", explode)
    with pytest.raises(
        DocumentError, match=r"It could not be read; as a PDF it is damaged\."
    ) as it:
        parse("a.pdf", b"%PDF-1.7")
    assert isinstance(it.value.__cause__, ZeroDivisionError)


def test_no_parser_is_imported_before_it_is_needed() -> None:
    program = (
        "import sys, retrieval.documents.loaders as loaders; loaders.loader_version('a.pdf');"
        "loaders.parse('a.txt', b'words');"
        "print({'yaml', 'lxml', 'docx', 'openpyxl', 'pypdfium2', 'markdown_it', 'charset_normalizer'}"
        " & set(sys.modules))"
    )
    root = Path(loaders.__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
