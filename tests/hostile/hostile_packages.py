"""Hostile zip-based files and PDFs: bombs, loops, parts that are missing, damaged or nested."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tests.hostile.made_files import (
    Members,
    book_parts,
    drawn,
    open_document_parts,
    pdf_file,
    pdf_objects,
    self_drawing_pdf,
    sheet_parts,
    slide_parts,
    stream,
    word_paragraph,
    word_parts,
    zipped,
)

Files = Iterator[tuple[str, bytes]]

_PACKAGES: Mapping[str, tuple[str, Callable[[str], dict[str, str | bytes]]]] = {
    "docx": ("word/document.xml", lambda words: word_parts(word_paragraph(words))),
    "xlsx": ("xl/worksheets/sheet1.xml", lambda words: sheet_parts([[words]])),
    "pptx": ("ppt/slides/slide1.xml", slide_parts),
    "odt": ("content.xml", lambda words: open_document_parts(f"<text:p>{words}</text:p>")),
    "epub": ("OEBPS/chapter1.xhtml", lambda words: book_parts(f"<p>{words}</p>")),
}
"""For each format its part that holds the words, and what makes a package of words."""

_LAUGHS = '<!DOCTYPE a [<!ENTITY e0 "ha">' + "".join(
    f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12)
) + "]>"  # fmt: skip
_OUTSIDE = '<!DOCTYPE a [<!ENTITY e12 SYSTEM "file:///etc/passwd">]>'


def hostile_packages() -> Files:
    """All of them, by name and content."""
    for suffix, (part, make) in _PACKAGES.items():
        yield from _any_package(suffix, part, make)
    yield from _word_documents()
    yield from _others()
    yield from _pdfs()
    yield from _misnamed()


def _any_package(suffix: str, part: str, make: Callable[[str], dict[str, str | bytes]]) -> Files:
    members = make("Some words of it.")
    whole, content = zipped(members), str(members[part])
    yield f"empty.{suffix}", b""
    yield f"half.{suffix}", whole[: len(whole) // 2]
    yield f"no-directory.{suffix}", whole[:-40]
    yield f"junk-before.{suffix}", b"junk" * 100 + whole
    yield f"lying-size.{suffix}", whole.replace(len(content).to_bytes(4, "little"), b"\1\0\0\0")
    yield (
        f"encrypted.{suffix}",
        whole.replace(b"PK\1\2\x14\x03\x14\0\0\0", b"PK\1\2\x14\x03\x14\0\1\0"),
    )
    without = {name: each for name, each in members.items() if name != part}
    yield f"without-words.{suffix}", zipped(without)
    yield f"no-parts.{suffix}", zipped({})
    yield f"only-words.{suffix}", zipped({part: content})
    yield f"half-xml.{suffix}", zipped(members | {part: content[: len(content) // 2]})
    yield f"laughs.{suffix}", zipped(members | {part: _LAUGHS + str(make("&e12;")[part])})
    yield f"outside.{suffix}", zipped(members | {part: _OUTSIDE + str(make("&e12;")[part])})
    deep = content.replace("Some words", "<x>" * 5000 + "Some words")
    yield f"deep.{suffix}", zipped(members | {part: deep})
    yield f"many.{suffix}", zipped(members | {part: content.replace("Some", "<x/>" * 1_000_000)})
    yield f"bomb.{suffix}", zipped(members | {part: content.replace("Some", "a " * 60_000_000)})
    yield f"bomb-beside.{suffix}", zipped(members | {"media/x.bin": b"\0" * 150_000_000})
    yield f"many-members.{suffix}", zipped(members | {f"a/{n}.xml": "<a/>" for n in range(5000)})
    yield f"climbing.{suffix}", zipped(members | {"../../../climbed.txt": "climbed"})
    yield f"twice.{suffix}", _with_twice(members, part)
    yield f"utf16.{suffix}", zipped(members | {part: content.encode("utf-16")})
    attributes = " ".join(f"a{number}=''" for number in range(50_000))
    with_attributes = content.replace("Some", f"<x {attributes}/>", 1)
    yield f"attributes.{suffix}", zipped(members | {part: with_attributes})


def _with_twice(members: Members, part: str) -> bytes:
    """A package that holds a part of one name twice."""
    other = f"{part[:-1]}_"
    return zipped({**members, other: "<a/>"}).replace(other.encode(), part.encode())


def _word_documents() -> Files:
    words = word_paragraph("words ")
    yield (
        "nested-paragraphs.docx",
        zipped(word_parts("<w:p>" * 110 + "<w:r><w:t>a</w:t></w:r>" * 50_000 + "</w:p>" * 110)),
    )
    styles = "".join(
        f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 5000}"/></w:style>'
        for n in range(5000)
    )
    styled = word_paragraph("a", '<w:pPr><w:pStyle w:val="s0"/></w:pPr>')
    yield "style-loop.docx", zipped(word_parts(styled * 20_000, styles=styles))
    yield "named-bin.docx", zipped(word_parts("<w:p/>" * 6_000_000, main="document.bin"))
    begin, end = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    yield "nested-tables.docx", zipped(word_parts(begin * 120 + words + end * 120))
    yield (
        "wide-table.docx",
        zipped(word_parts(f"<w:tbl><w:tr>{f'<w:tc>{words}</w:tc>' * 50_000}</w:tr></w:tbl>")),
    )


def _others() -> Files:
    nested = zipped({"a.txt": "Words."})
    for number in range(30):
        nested = zipped({f"{number}.zip": nested})
    yield "nested.zip", nested
    yield "nested.docx", nested
    yield "millions.xlsx", zipped(sheet_parts([["1"] * 20] * 50_000))
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>'
    parts = sheet_parts([])
    sheet = "xl/worksheets/sheet1.xml"
    content = str(parts[sheet])
    yield (
        "far-cell.xlsx",
        zipped(parts | {sheet: content.replace("</sheetData>", far + "</sheetData>")}),
    )
    repeated = '<text:p>a<text:s text:c="2000000000"/>b</text:p>'
    yield "spaces.odt", zipped(open_document_parts(repeated))
    yield "slides.pptx", zipped(slide_parts(*["words"] * 2000))
    yield "chapters.epub", zipped(book_parts(*["<p>words</p>"] * 2000))
    spine = book_parts("<p>words</p>")
    again = str(spine["OEBPS/book.opf"]).replace(
        "<itemref", '<itemref idref="chapter1.xhtml"/><itemref'
    )
    for _ in range(10):
        again = again.replace("<itemref", '<itemref idref="chapter1.xhtml"/><itemref')
    yield "repeated-spine.epub", zipped(spine | {"OEBPS/book.opf": again})


def _pdfs() -> Files:
    page = drawn("Some words of it.")
    yield "no-pages.pdf", pdf_objects([b"<< /Type /Catalog >>"])
    yield "empty-page.pdf", pdf_file(b"")
    yield (
        "long-word.pdf",
        pdf_file(b"BT /F1 1 Tf 1 700 Td (" + b"a" * 30_000 + b") Tj 0 -2 Td (x-) Tj ET"),
    )
    yield (
        "many-long-words.pdf",
        pdf_file(b"BT /F1 1 Tf 2 TL 1 800 Td " + (b"(" + b"a" * 30_000 + b") Tj T* ") * 50 + b"ET"),
    )
    for times in (1, 2, 3):
        yield f"self-drawing-{times}.pdf", self_drawing_pdf(times)
    yield "flate-bomb.pdf", pdf_file(b"0 0 m 1 1 l S " * 2_700_000)
    yield "flate-bomb-twice.pdf", pdf_file(b"0 0 m 1 1 l S " * 5_000_000, packed=2)
    shared = drawn(*(f"Rule {n} holds in all of the town, says the council." for n in range(700)))
    yield "shared-stream.pdf", pdf_file(shared, pages=5000)
    catalog = b"<< /Type /Catalog /Pages 2 0 R >>"
    yield "page-loop.pdf", pdf_objects([catalog, b"<< /Type /Pages /Kids [2 0 R] /Count 5 >>"])
    yield (
        "many-pages.pdf",
        pdf_objects([catalog, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2000000000 >>"]),
    )
    yield "deep-array.pdf", pdf_objects([catalog, b"[" * 100_000])
    yield "deep-string.pdf", pdf_file(b"BT (" + b"(" * 100_000 + b") Tj ET")
    yield "no-xref.pdf", pdf_file(page).replace(b"startxref", b"startxxxx")
    yield "wrong-length.pdf", pdf_file(page).replace(b"/Length ", b"/Length 9")
    yield "prev-loop.pdf", pdf_file(page).replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9")
    yield (
        "one-paragraph.pdf",
        pdf_file(
            b"BT /F1 1 Tf 1 TL 1 9000 Td "
            + b"(Words of it go on and on here) Tj T* " * 8000
            + b"ET"
        ),
    )
    form = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fm"
    chain = [stream(b"/Fm Do " * 10, f"{form} {7 + number} 0 R >> >>") for number in range(8)]
    last = stream(page, "/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    yield "laughing-forms.pdf", pdf_file(b"/Fm Do", *chain, last, named="/Fm 6 0 R")


def _misnamed() -> Files:
    word = zipped(word_parts(word_paragraph("A word document.")))
    sheet = zipped(sheet_parts([["A spreadsheet."]]))
    pdf = pdf_file(drawn("A printed page."))
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le")
    picture = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0" + bytes(60)
    contents = {
        "word": word, "sheet": sheet, "pdf": pdf, "old": old, "picture": picture,
        "photo": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + bytes(200), "gzip": b"\x1f\x8b\x08" + bytes(100),
        "program": b"\x7fELF" + bytes(500), "rich": b"{\\rtf1\\ansi Words of it.}",
        "page": b"<html><body><p>A web page.</p></body></html>",
    }  # fmt: skip
    for kind, content in contents.items():
        for suffix in ("txt", "md", "html", "pdf", "docx", "xlsx", "eml", "json"):
            yield f"really-{kind}.{suffix}", content
