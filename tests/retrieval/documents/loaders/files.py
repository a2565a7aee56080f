"""Files of the formats that are not text, made in memory, so that no binary file is kept."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import docx

LEADING = 14


def pdf(
    *pages: Sequence[str],
    title: str = "",
    outline: Sequence[tuple[str, int]] = (),
    encrypted: bool = False,
) -> bytes:
    """A PDF of pages of lines, in 12-point Helvetica; an empty line leaves a gap.

    `outline` names headings and the number of the page, from 0, on which each stands.
    """
    drawn = [
        [Text(line, 72, 770 - LEADING * row) for row, line in enumerate(lines) if line]
        for lines in pages
    ]
    return printed_pdf(*drawn, title=title, outline=outline, encrypted=encrypted)


@dataclass(frozen=True)
class Text:
    """A text and where its first letter stands on a page, in points from the left and lower edge."""

    text: str
    left: float
    bottom: float
    size: float = 12
    bold: bool = False


def printed_pdf(
    *pages: Sequence[Text],
    title: str = "",
    outline: Sequence[tuple[str, int]] = (),
    encrypted: bool = False,
) -> bytes:
    """A PDF of pages of texts in Helvetica, each in its place. The rest is as in `pdf`."""
    first_page = 6
    first_bookmark = first_page + 2 * len(pages)
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(pages)))
    outlines = f"<< /First {first_bookmark} 0 R /Count {len(outline)} >>" if outline else "<< >>"
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        font.format("Helvetica"),
        outlines,
        font.format("Helvetica-Bold"),
    ]
    for number, texts in enumerate(pages):
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Contents {first_page + 2 * number + 1} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 5 0 R >> >> >>"
        )
        drawn = "".join(
            f"BT /F{1 + each.bold} {each.size} Tf {each.left} {each.bottom} Td "
            f"({_escaped(each.text)}) Tj ET\n"
            for each in texts
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}endstream")
    for number, (heading, page) in enumerate(outline):
        following = f"/Next {first_bookmark + number + 1} 0 R" if number + 1 < len(outline) else ""
        objects.append(
            f"<< /Title ({_escaped(heading)}) /Parent 4 0 R {following} "
            f"/Dest [{first_page + 2 * page} 0 R /Fit] >>"
        )
    objects.append(f"<< /Title ({_escaped(title)}) >>")
    trailer = f"/Root 1 0 R /Info {len(objects)} 0 R"
    if encrypted:
        secret = "<" + "00" * 32 + ">"
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /O {secret} /U {secret} /P -4 >>")
        trailer += f" /Encrypt {len(objects)} 0 R /ID [<00> <00>]"
    return _assembled(objects, trailer)


def _assembled(objects: Sequence[str], trailer: str) -> bytes:
    file = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(file))
        file += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = len(file)
    entries = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    file += f"xref\n0 {size}\n0000000000 65535 f \n{entries}".encode()
    file += f"trailer\n<< /Size {size} {trailer} >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(file)


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def word(document: Any) -> bytes:
    """A python-docx document as the bytes of a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pool_rules() -> Any:
    """A Word document with a title, headings and a table."""
    document = docx.Document()
    document.add_paragraph("Pool rules", style="Title")
    document.add_heading("Rules", level=1)
    document.add_paragraph("Shower before you swim.")
    document.add_heading("Fees", level=2)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ("Who", "Fee", "Adults", "Four pounds"),
        strict=True,
    ):
        cell.text = text
    document.add_paragraph("Children under five swim free.")
    return document


def repacked(package: bytes, changes: Mapping[str, bytes]) -> bytes:
    """A zip file with members replaced or added."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            if member not in changes:
                new.writestr(member, old.read(member))
        for name, content in changes.items():
            new.writestr(name, content)
    return file.getvalue()


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip file of some members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, content)
    return file.getvalue()


def book(
    chapters: Mapping[str, tuple[str | None, str]],
    *,
    title: str = "Rules",
    date: str = "2026",
    ncx: str = "",
) -> bytes:
    """An EPUB of chapters: the name of each, its title in the contents, and the body of its page."""
    links = "".join(
        f'<li><a href="{name}">{entry}</a></li>' for name, (entry, _) in chapters.items() if entry
    )
    items = "".join(
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(chapters)))
    if ncx:
        items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    else:
        items += (
            '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
        )
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:date>{date}</dc:date></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="text/package.opf"/></rootfiles></container>'
    )
    pages = {name: _page(body) for name, (_, body) in chapters.items()}
    pages["nav.xhtml"] = _page(f'<nav epub:type="toc"><ol>{links}</ol></nav>')
    return zipped(
        {
            "mimetype": b"application/epub+zip",
            "META-INF/container.xml": container.encode(),
            "text/package.opf": package.encode(),
            "text/toc.ncx": ncx.encode(),
        }
        | {f"text/{name}": page.encode() for name, page in pages.items()}
    )


def _page(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>'
    )


_OPEN_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "style", "text", "table", "meta")
) + (
    ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def open_text(body: str, *, styles: str = "", title: str = "") -> bytes:
    """An OpenDocument text: what stands in its body and among its automatic styles, in XML."""
    content = (
        f"<office:document-content {_OPEN_NAMESPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    meta = (
        f"<office:document-meta {_OPEN_NAMESPACES}><office:meta><dc:title>{title}</dc:title>"
        "</office:meta></office:document-meta>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": content.encode(),
            "meta.xml": meta.encode(),
        }
    )
