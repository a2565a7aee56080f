"""The footnotes and endnotes of a Word document, found where a paragraph or a table refers to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..package import parse_xml
from .word_styles import NAMESPACE

_REFERENCES = {
    NAMESPACE + "footnoteReference": NAMESPACE + "footnote",
    NAMESPACE + "endnoteReference": NAMESPACE + "endnote",
}
_ID, _P = NAMESPACE + "id", NAMESPACE + "p"
_DELETED = NAMESPACE + "del"


class Notes:
    """The notes of a document; `read` returns the words of a paragraph."""

    def __init__(self, package: Any, read: Callable[[Any], str]) -> None:
        self._read = read
        self._notes = {
            (note.tag, note.get(_ID)): note
            for root in _parts(package)
            for note in root.iter(*_REFERENCES.values())
        }

    def of(self, element: Any) -> Iterator[str]:
        """Yield the paragraphs of the notes that a paragraph, or a table, refers to; each note once."""
        for reference in element.iter(*_REFERENCES) if self._notes else ():
            in_another = (
                element.tag == _P and next(reference.iterancestors(_P), None) is not element
            )
            is_deleted = next(reference.iterancestors(_DELETED), None) is not None
            if in_another or is_deleted:
                continue
            note = self._notes.pop((_REFERENCES[reference.tag], reference.get(_ID)), None)
            if note is not None:
                yield from filter(None, map(self._read, note.iter(_P)))


def _parts(package: Any) -> Iterator[Any]:
    """Yield the root elements of the parts that hold notes."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
        try:
            yield parse_xml(package.part.part_related_by(kind).blob)
        except KeyError:  # there is none
            continue
