"""The footnotes and endnotes of a Word document, found where a paragraph or a table refers to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..package import parse_xml
from .word_styles import NAMESPACE
from .word_text import PARAGRAPH_TAG, Words

_REFERENCES = {
    NAMESPACE + "footnoteReference": NAMESPACE + "footnote",
    NAMESPACE + "endnoteReference": NAMESPACE + "endnote",
}
_ID = NAMESPACE + "id"
_DELETED = NAMESPACE + "del"


class Notes:
    """The notes of a document."""

    def __init__(self, package: Any) -> None:
        self._notes = {
            (note.tag, note.get(_ID)): [words.text(each) for each in note.iter(PARAGRAPH_TAG)]
            for root in _parts(package)
            for words in (Words(root),)
            for note in root.iterchildren(*_REFERENCES.values())
        }

    def of(self, element: Any) -> Iterator[str]:
        """Yield the paragraphs of the notes that a paragraph, or a table, refers to; each note once."""
        for reference in element.iter(*_REFERENCES) if self._notes else ():
            in_another = (
                element.tag == PARAGRAPH_TAG
                and next(reference.iterancestors(PARAGRAPH_TAG), None) is not element
            )
            is_deleted = next(reference.iterancestors(_DELETED), None) is not None
            if in_another or is_deleted:
                continue
            note = self._notes.pop((_REFERENCES[reference.tag], reference.get(_ID)), [])
            yield from filter(None, note)


def _parts(package: Any) -> Iterator[Any]:
    """Yield the root elements of the parts that hold notes."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
        try:
            yield parse_xml(package.part.part_related_by(kind).blob)
        except KeyError:  # there is none
            continue
