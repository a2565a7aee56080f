"""Zip packages, as office documents and books are: opened, checked and read within limits.

Nothing is unpacked before its size is known to be bearable. XML is read without its entities, without
the network, and not deeper than libxml2 deems safe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from posixpath import normpath
from typing import Any
from zipfile import BadZipFile, ZipFile

from ...errors import DocumentError
from .metadata import clean_line
from .registry import with_article

MAX_UNPACKED_BYTES = 200_000_000
MAX_XML_BYTES = 30_000_000
"""How much of a package is parsed as XML at most, other than row by row."""

_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_XML_SUFFIXES = (".xml", ".rels")
_CONTENT_TYPES = "[Content_Types].xml"
_TOO_MUCH = "It unpacks to far more than a document holds; split it."
_ENCRYPTED = 0x1
_PIECE_BYTES = 65_536
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


@dataclass(frozen=True, slots=True)
class PackageKind:
    """What a package is called, the program whose old format it replaces, and how it is known.

    `mark` is the member that it is known by, or what its member "mimetype" says.
    """

    name: str
    suffix: str
    program: str
    mark: str


WORD_DOCUMENT = PackageKind("Word document", ".docx", "Word", "word/document.xml")
WORKBOOK = PackageKind("Excel workbook", ".xlsx", "Excel", "xl/workbook.xml")
PRESENTATION = PackageKind("PowerPoint presentation", ".pptx", "PowerPoint", "ppt/presentation.xml")
OPEN_TEXT = PackageKind(
    "OpenDocument text", ".odt", "OpenOffice", "application/vnd.oasis.opendocument.text"
)
BOOK = PackageKind("EPUB book", ".epub", "EPUB", "application/epub+zip")
PACKAGE_KINDS = (WORD_DOCUMENT, WORKBOOK, PRESENTATION, OPEN_TEXT, BOOK)


@dataclass(frozen=True, slots=True)
class Relationship:
    """What a part refers to: the last word of the relationship's type, and the name of the member."""

    kind: str
    target: str


class Package:
    """An opened package. What is read as XML in one piece counts against `MAX_XML_BYTES`."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self.sizes = {member.filename: member.file_size for member in archive.infolist()}
        """What each member unpacks to, in bytes."""
        self._read = 0

    def __contains__(self, name: str) -> bool:
        return name in self.sizes

    def read(self, name: str) -> bytes:
        """Return the content of a member.

        Raises:
            DocumentError: with it more would be read than a document holds.
            KeyError: there is none of that name.
        """
        self._read += self.sizes[name]
        if self._read > MAX_XML_BYTES:
            raise DocumentError(_TOO_MUCH)
        return self._archive.read(name)

    def xml(self, name: str) -> Any:
        """Return the root element of a member. Raises what `read` and lxml do."""
        return parse_xml(self.read(name))

    def elements(self, name: str, *tags: str) -> Iterator[Any]:
        """Yield the elements of some tags, each when it is complete; it is gone after its turn.

        Raises:
            DocumentError: there is far too much between two of them.
        """
        from lxml import etree

        parser = etree.XMLPullParser(
            events=("end",), tag=tags, resolve_entities=False, no_network=True, huge_tree=False
        )
        unread = 0
        with self._archive.open(name) as member:
            for piece in iter(partial(member.read, _PIECE_BYTES), b""):
                parser.feed(piece)
                unread += len(piece)
                complete: Iterator[tuple[str, Any]] = parser.read_events()
                for _, element in complete:
                    unread = 0
                    yield element
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
                if unread > MAX_XML_BYTES:
                    raise DocumentError(_TOO_MUCH)

    def relationships(self, name: str) -> dict[str, Relationship]:
        """Return what a part of a package of Office refers to, by the id that it uses for it.

        The empty name is that of the package itself.
        """
        folder, _, file = name.rpartition("/")
        listed = f"{folder}/_rels/{file}.rels".lstrip("/")
        if listed not in self:
            return {}
        return {
            each.get("Id", ""): Relationship(
                each.get("Type", "").rpartition("/")[2], member_name(folder, each.get("Target", ""))
            )
            for each in self.xml(listed).iter("{*}Relationship")
            if each.get("TargetMode") != "External"
        }

    def part(self, kind: str, of: str = "") -> str | None:
        """Return the name of the member that a part refers to as its first of a kind, if it is there."""
        related = (each.target for each in self.relationships(of).values() if each.kind == kind)
        return next((name for name in related if name in self), None)

    def main_part(self) -> str:
        """Return the name of the member that holds an Office document.

        Raises:
            DocumentError: there is none.
        """
        if name := self.part("officeDocument"):
            return name
        raise DocumentError("It is damaged: what it should hold is not in it.")

    def title(self) -> str | None:
        """Return the title that the properties of an Office document give it."""
        name = self.part("core-properties")
        return clean_line(self.xml(name).findtext("{*}title")) if name else None


def parse_xml(data: bytes) -> Any:
    """Return the root element. No entity is resolved and no address opened."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(data, parser)


def member_name(folder: str, target: str) -> str:
    """Return the name of the member that a relative address leads to, from a folder of the package."""
    path = target if target.startswith("/") else f"{folder}/{target}"
    return normpath(path).lstrip("/")


def open_package(data: bytes, kind: PackageKind) -> Package:
    """Open a package of a kind and check its size, before anything else of it is unpacked.

    The sizes in the directory of a zip file can lie, but `zipfile` never yields more than they say.

    Raises:
        DocumentError: it is none, protected, of another kind, or unpacks to too much.
    """
    if data.startswith(_OLD_OFFICE):
        raise DocumentError(
            f"It is protected by a password, or in {kind.program}'s old format; "
            f"save it as {kind.suffix} without one."
        )
    # NotImplementedError is what zipfile raises for a kind of packing that it does not know.
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise DocumentError(f"It is damaged, or not {with_article(kind.name)}.") from None
    members = archive.infolist()
    if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise DocumentError(_TOO_MUCH)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise DocumentError("It is protected by a password; save it without one.")
    package = Package(archive)
    _check_kind(package, kind)
    return package


def check_xml_size(data: bytes, kind: PackageKind) -> None:
    """Check a package of Office for a library that parses all of its XML.

    Raises:
        DocumentError: as of `open_package`, and where there is too much XML in it.
    """
    package = open_package(data, kind)
    if _CONTENT_TYPES not in package:
        return  # the library says of it that it is damaged
    is_xml = _XmlNames(package.xml(_CONTENT_TYPES))
    if sum(size for name, size in package.sizes.items() if is_xml(name)) > MAX_XML_BYTES:
        raise DocumentError(_TOO_MUCH)


class _XmlNames:
    """Which members are XML: by their suffix, or since the list of contents says so."""

    def __init__(self, types: Any) -> None:
        self._suffixes = _XML_SUFFIXES + tuple(
            f".{each.get('Extension', '').lower()}"
            for each in _of_xml(types.iter(f"{_TYPES}Default"))
        )
        self._names = {
            each.get("PartName", "").lstrip("/").lower()
            for each in _of_xml(types.iter(f"{_TYPES}Override"))
        }

    def __call__(self, name: str) -> bool:
        return name.lower().endswith(self._suffixes) or name.lower() in self._names


def _of_xml(entries: Iterable[Any]) -> Iterator[Any]:
    return (each for each in entries if each.get("ContentType", "").lower().endswith("xml"))


def _check_kind(package: Package, kind: PackageKind) -> None:
    """Tell of a package that has the suffix of another kind which suffix is its own."""
    mimetype = package.read("mimetype")[:200] if "mimetype" in package else b""
    written = mimetype.decode("ascii", "replace").strip()
    if _is_of(kind, package, written):
        return
    for other in PACKAGE_KINDS:
        if _is_of(other, package, written):
            raise DocumentError(
                f"It is {with_article(other.name)}, not {with_article(kind.name)}; "
                f"give it the suffix {other.suffix}."
            )


def _is_of(kind: PackageKind, package: Package, mimetype: str) -> bool:
    return kind.mark in package or kind.mark == mimetype
