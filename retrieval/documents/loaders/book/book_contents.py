"""What an EPUB book says about itself: its title and date, its chapters and what they are called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from ....errors import DocumentError
from ..encoding import decode
from ..metadata import clean_line, day
from ..package import Package, member_name
from ..web_page.web_document import page_tree

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_FONTS_ONLY = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGES = ("application/xhtml+xml", "text/html")
_NCX = "application/x-dtbncx+xml"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the book; `title` is that in its table of contents, and `level` how deep it stands."""

    member: str
    title: str | None = None
    level: int = 1


@dataclass(frozen=True, slots=True)
class Contents:
    """A book: its chapters in the order in which they are read."""

    title: str | None
    date: str | None
    chapters: tuple[Chapter, ...]


def contents(package: Package) -> Contents:
    """Return what the book holds.

    Raises:
        DocumentError: it is protected, or does not say what it holds.
    """
    _check_protection(package)
    name = _package_document(package)
    root = package.xml(name)
    folder = name.rpartition("/")[0]
    items = {item.get("id"): item for item in root.iterfind("{*}manifest/{*}item")}
    titles = _titles(package, folder, list(items.values()))
    read = (items.get(each.get("idref")) for each in root.iterfind("{*}spine/{*}itemref"))
    chapters = []
    for item in read:
        if item is None or item.get("media-type") not in _PAGES or _is_navigation(item):
            continue
        member = _member(folder, item.get("href", ""))
        if member in package:
            chapters.append(titles.get(member) or Chapter(member))
    metadata = root.find("{*}metadata")
    if metadata is None:
        return Contents(None, None, tuple(chapters))
    title, date = metadata.findtext("{*}title"), metadata.findtext("{*}date")
    return Contents(clean_line(title), day(date), tuple(chapters))


def _check_protection(package: Package) -> None:
    if _ENCRYPTION not in package:
        return
    methods = package.xml(_ENCRYPTION).iter("{*}EncryptionMethod")
    if any(method.get("Algorithm") not in _FONTS_ONLY for method in methods):
        raise DocumentError(
            "It is protected against copying; only a book without that can be read."
        )


def _package_document(package: Package) -> str:
    """Return the name of the member that lists all the others."""
    if _CONTAINER in package:
        for entry in package.xml(_CONTAINER).iter("{*}rootfile"):
            name: str = entry.get("full-path", "")
            if name in package:
                return name
    raise DocumentError("It is damaged, or not an EPUB book.")


def _is_navigation(item: Any) -> bool:
    return "nav" in (item.get("properties") or "").split()


def _member(folder: str, address: str) -> str:
    return member_name(folder, unquote(address.partition("#")[0]))


def _titles(package: Package, folder: str, items: list[Any]) -> dict[str, Chapter]:
    """Return the chapters that the table of contents names; the first title of each page counts."""
    found: dict[str, Chapter] = {}
    for item in sorted(items, key=_is_navigation, reverse=True):
        name = _member(folder, item.get("href", ""))
        if name not in package:
            continue
        if _is_navigation(item):
            entries = _navigation(package, name)
        elif item.get("media-type") == _NCX and not found:
            entries = _old_navigation(package, name)
        else:
            continue
        for chapter in entries:
            found.setdefault(chapter.member, chapter)
    return found


def _navigation(package: Package, name: str) -> Iterator[Chapter]:
    """Yield the entries of a navigation document, a web page with nested lists of links."""
    tables = page_tree(decode(package.read(name))).xpath("//nav")
    marked = [each for each in tables if "toc" in (each.get("epub:type") or "").split()]
    folder = name.rpartition("/")[0]
    for table in (marked or tables)[:1]:
        for link in table.iter("a"):
            level = sum(1 for _ in link.iterancestors("ol"))
            title = clean_line("".join(link.itertext()))
            yield Chapter(_member(folder, link.get("href") or ""), title, max(level, 1))


def _old_navigation(package: Package, name: str) -> Iterator[Chapter]:
    """Yield the entries of the table of contents of EPUB 2."""
    folder = name.rpartition("/")[0]
    for point in package.xml(name).iter("{*}navPoint"):
        source = point.find("{*}content")
        if source is not None:
            level = 1 + sum(1 for _ in point.iterancestors("{*}navPoint"))
            title = clean_line(point.findtext("{*}navLabel/{*}text"))
            yield Chapter(_member(folder, source.get("src", "")), title, level)
