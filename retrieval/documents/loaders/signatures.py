"""What a file really is, whatever its name says: told by its first bytes and by what is packed in it.

Pure. It is asked where a loader fails, or where a file that is no text would pass for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZipFile

from .package import PACKAGE_KINDS
from .registry import with_article


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what people call it, the suffix that it should have, and what to do with it."""

    name: str
    suffix: str = ""
    advice: str = ""


_PDF = Kind("a PDF", ".pdf")
_RICH_TEXT = Kind("a Rich Text file (.rtf)", ".rtf", "save it as .docx")
_SPREADSHEET = Kind("an Excel workbook", ".xlsx")
_SLIDES = Kind("a PowerPoint presentation", ".pptx")
_ZIP = Kind("a zip archive", ".zip", "unpack it")
_PICTURE = "text in a picture has to be recognised (OCR) first"

# Of a picture, enough of its beginning that it can be none of another kind.
_SIGNATURES = (
    (re.compile(rb"%PDF-\d\.\d"), _PDF),
    (re.compile(rb"\{\\rtf1?\b"), _RICH_TEXT),
    (re.compile(rb"\x89PNG\r\n\x1a\n.{4}IHDR.{8}", re.DOTALL), Kind("a PNG picture", ".png", _PICTURE)),
    (re.compile(rb"\xff\xd8\xff[\xc0-\xfe]"), Kind("a JPEG picture", ".jpg", _PICTURE)),
    (re.compile(rb"GIF8[79]a"), Kind("a GIF picture", ".gif", _PICTURE)),
    (re.compile(rb"II\*\0|MM\0\*"), Kind("a TIFF picture", ".tif", _PICTURE)),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), Kind("a WebP picture", ".webp", _PICTURE)),
    (re.compile(rb"\x1f\x8b\x08"), Kind("a gzip archive", ".gz", "unpack it")),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), Kind("a 7-Zip archive", ".7z", "unpack it")),
    (re.compile(rb"Rar!\x1a\x07"), Kind("a RAR archive", ".rar", "unpack it")),
    (re.compile(rb"SQLite format 3\0"), Kind("a SQLite database", ".db")),
    (re.compile(rb"\x7fELF|MZ.{58}", re.DOTALL), Kind("a program", ".exe")),
)  # fmt: skip
_PACKED = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The names of streams in it, which are written in UTF-16.
_OLD_STREAMS = (
    ("EncryptedPackage", Kind("an Office file with a password", "", "save it without one")),
    ("WordDocument", Kind("a Word document in the old format (.doc)", ".doc", "save it as .docx")),
    ("Workbook", Kind("a spreadsheet in the old format (.xls)", ".xls", "save it as .xlsx")),
    ("PowerPoint Document", Kind("a presentation in the old format (.ppt)", ".ppt", "save it as .pptx")),
)  # fmt: skip
_MAIN_PARTS = (
    (re.compile(rb"wordprocessingml\.\w+\.main|ms-word\.\w+\.macro"), Kind("a Word document", ".docx")),
    (re.compile(rb"spreadsheetml\.\w+\.main|ms-excel\.\w+\.macro"), _SPREADSHEET),
    (re.compile(rb"presentationml\.\w+\.main|ms-powerpoint\.\w+\.macro"), _SLIDES),
)  # fmt: skip
_MIME_TYPES = {
    b"application/epub+zip": Kind("an EPUB book", ".epub"),
    b"application/vnd.oasis.opendocument.text": Kind("an OpenDocument text", ".odt"),
    b"application/vnd.oasis.opendocument.spreadsheet": Kind(
        "an OpenDocument spreadsheet", ".ods", "save it as .xlsx"
    ),
    b"application/vnd.oasis.opendocument.presentation": Kind(
        "an OpenDocument presentation", ".odp", "save it as .pptx"
    ),
}
_LONGEST_MEMBER = 200_000


def kind_of(data: bytes) -> Kind | None:
    """Return what a file is by its content; None where that does not tell, as with text."""
    if data.startswith(_PACKED):
        return _packed_kind(data)
    if data.startswith(_OLD_OFFICE):
        named = ((stream.encode("utf-16-le"), kind) for stream, kind in _OLD_STREAMS)
        return next((kind for stream, kind in named if stream in data), None)
    return next((kind for pattern, kind in _SIGNATURES if pattern.match(data)), None)


def is_package(data: bytes, suffixes: Sequence[str]) -> bool:
    """Return whether a file is packed, and its suffix says so."""
    named_so = any(kind.suffix in suffixes for kind in PACKAGE_KINDS)
    return named_so and data.startswith(_PACKED)


def passes_for_text(data: bytes) -> bool:
    """Return whether a file is made of characters but is not what a person would read as text."""
    return kind_of(data[:100]) in (_PDF, _RICH_TEXT)


def mismatch(
    data: bytes, name: str, suffixes: Sequence[str], supported: Sequence[str]
) -> str | None:
    """Return a sentence if a file is of another kind than its suffix says; None if nothing tells so.

    `name` and `suffixes` are those of the format that it was read as; `supported` are all suffixes.
    """
    kind = kind_of(data)
    if kind is None or kind.suffix in suffixes:
        return None
    said = f"It is {kind.name}" + ("" if name in kind.name else f", not {with_article(name)}")
    if kind.suffix in supported:
        return f"{said}; give it the suffix {kind.suffix}."
    return f"{said}; {kind.advice}." if kind.advice else f"{said}; such files are not read."


def _packed_kind(data: bytes) -> Kind | None:
    try:
        with ZipFile(BytesIO(data)) as package:
            members = set(package.namelist())
            declared, mime_type = (
                _beginning(package, name) if name in members else b""
                for name in ("[Content_Types].xml", "mimetype")
            )
    except Exception:  # noqa: BLE001 - zipfile raises whatever a damaged file leads it to
        return None
    found = next((kind for pattern, kind in _MAIN_PARTS if pattern.search(declared)), None)
    return found or _MIME_TYPES.get(mime_type.strip(), _ZIP)


def _beginning(package: ZipFile, name: str) -> bytes:
    with package.open(name) as member:
        return member.read(_LONGEST_MEMBER)
