"""Files of every format, put together by hand, so that any part of them can be made hostile."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SLIDE = "http://schemas.openxmlformats.org/presentationml/2006/main"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"

Members = Mapping[str, str | bytes]


def zipped(members: Members) -> bytes:
    """A zip file; its members are dated alike, so that it is the same each time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, stored)
    return file.getvalue()


def types(parts: Mapping[str, str]) -> str:
    """The content types of a package, of each part by its name."""
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
        'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relations(targets: Sequence[tuple[str, str]]) -> str:
    """The relationships of a part: of what type each is, and where it leads."""
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{namespace}">{listed}</Relationships>'


def word_parts(
    body: str, *, styles: str = "", main: str = "document.xml"
) -> dict[str, str | bytes]:
    """The parts of a Word document with this body, in WordprocessingML."""
    return {
        "[Content_Types].xml": types(
            {
                f"word/{main}": "wordprocessingml.document.main",
                "word/styles.xml": "wordprocessingml.styles",
            }
        ),
        "_rels/.rels": relations([("officeDocument", f"word/{main}")]),
        f"word/_rels/{main}.rels": relations([("styles", "styles.xml")]),
        f"word/{main}": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{styles}</w:styles>',
    }


def word_paragraph(words: str, properties: str = "") -> str:
    return f"<w:p>{properties}<w:r><w:t>{words}</w:t></w:r></w:p>"


def word_file(*paragraphs: str) -> bytes:
    return zipped(word_parts("".join(map(word_paragraph, paragraphs))))


def sheet_parts(rows: Iterable[Sequence[str]]) -> dict[str, str | bytes]:
    """The parts of a workbook of one sheet."""
    written = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{c}</t></is></c>' for c in row) + "</row>"
        for row in rows
    )
    return {
        "[Content_Types].xml": types(
            {
                "xl/workbook.xml": "spreadsheetml.sheet.main",
                "xl/worksheets/sheet1.xml": "spreadsheetml.worksheet",
            }
        ),
        "_rels/.rels": relations([("officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": relations([("worksheet", "worksheets/sheet1.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{written}</sheetData>'
        "</worksheet>",
    }


def slide_parts(*slides: str) -> dict[str, str | bytes]:
    """The parts of a presentation, each slide of one text."""
    names = [f"ppt/slides/slide{number}.xml" for number in range(1, len(slides) + 1)]
    listed = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in range(1, len(slides) + 1))
    spaces = f'xmlns:p="{_SLIDE}" xmlns:a="{_DRAWING}" xmlns:r="{_OFFICE}"'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types(
            {"ppt/presentation.xml": "presentationml.presentation.main"}
            | dict.fromkeys(names, "presentationml.slide")
        ),
        "_rels/.rels": relations([("officeDocument", "ppt/presentation.xml")]),
        "ppt/_rels/presentation.xml.rels": relations(
            [("slide", name.removeprefix("ppt/")) for name in names]
        ),
        "ppt/presentation.xml": f"<p:presentation {spaces}><p:sldIdLst>{listed}</p:sldIdLst>"
        "</p:presentation>",
    }
    for name, words in zip(names, slides, strict=True):
        parts[name] = (
            f"<p:sld {spaces}><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:t>{words}</a:t></a:r>"
            "</a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
        )
    return parts


def open_document_parts(body: str) -> dict[str, str | bytes]:
    """The parts of an OpenDocument text with this body."""
    spaces = f'xmlns:office="{_OPEN_DOCUMENT}:office:1.0" xmlns:text="{_OPEN_DOCUMENT}:text:1.0"'
    manifest = f"{_OPEN_DOCUMENT}:manifest:1.0"
    return {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}"><m:file-entry m:full-path="/" '
        'm:media-type="application/vnd.oasis.opendocument.text"/></m:manifest>',
        "content.xml": f"<office:document-content {spaces}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>",
    }


def book_parts(*chapters: str) -> dict[str, str | bytes]:
    """The parts of an EPUB of these chapters, in HTML."""
    names = [f"chapter{number}.xhtml" for number in range(1, len(chapters) + 1)]
    items = "".join(
        f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    pages = {
        f"OEBPS/{name}": '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>A</title></head>'
        f"<body>{chapter}</body></html>"
        for name, chapter in zip(names, chapters, strict=True)
    }
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container version="1.0" '
        'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
        'full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles>'
        "</container>",
        "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A book</dc:title></metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>",
        **pages,
    }


def stream(content: bytes, entries: str = "", *, packed: int = 1) -> bytes:
    """The stream of a PDF, packed so many times."""
    for _ in range(packed):
        content = zlib.compress(content, 9)
    filters = f"/Filter [{'/FlateDecode ' * packed}]"
    head = f"<< /Length {len(content)} {filters} {entries} >>\nstream\n"
    return head.encode() + content + b"\nendstream"


def pdf_objects(objects: Sequence[bytes]) -> bytes:
    """A PDF of objects, numbered from 1; the first is its catalog."""
    file, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(file))
        file += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(file))
    return bytes(file) + b"xref\n0 %d\n0000000000 65535 f \n" % size + entries + end


def pdf_file(
    content: bytes, *more: bytes, pages: int = 1, named: str = "", packed: int = 1
) -> bytes:
    """A PDF whose pages are one, drawn by `content`. `more` are objects from 6 on, `named` there."""
    kids = "4 0 R " * pages
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources "
        f"<< /Font << /F1 3 0 R >> /XObject << {named} >> >> >>"
    )
    return pdf_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            page.encode(),
            stream(content, packed=packed),
            *more,
        ]
    )


def drawn(*lines: str) -> bytes:
    """What draws lines of text on a page."""
    words = "".join(f"({line}) Tj T* " for line in lines)
    return f"BT /F1 9 Tf 11 TL 60 800 Td {words}ET".encode()


def self_drawing_pdf(times: int) -> bytes:
    """A PDF of a form that draws itself so many times."""
    form = "/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources"
    entries = f"{form} << /Font << /F1 3 0 R >> /XObject << /Fm 6 0 R >> >>"
    content = drawn("It draws itself.") + b" /Fm Do" * times
    return pdf_file(b"/Fm Do", stream(content, entries), named="/Fm 6 0 R")


def notebook(*cells: str) -> bytes:
    written = [{"cell_type": "markdown", "metadata": {}, "source": [each]} for each in cells]
    return json.dumps(
        {"cells": written, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    ).encode()


def mail(body: str, headers: str = "") -> bytes:
    return (
        "From: warden@example.org\r\nTo: all@example.org\r\nSubject: A note\r\n"
        f"Date: Mon, 2 Jun 2025 09:00:00 +0000\r\n{headers}\r\n{body}\r\n"
    ).encode()
