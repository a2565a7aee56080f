"""The words of a paragraph in OpenDocument, and what is anchored in it: footnotes and text boxes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_SPACE = re.compile(r"[ \t\r\n]+")
_SPACES = re.compile(r" {2,}")
_UNREAD = ("annotation", "ruby-text", "tracked-changes", "note-citation", "desc", "title")


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph's own text, that of its notes, and the frames with text that hang on it."""

    text: str
    notes: list[str]
    boxes: list[Any]


def words_of(paragraph: Any) -> Words:
    """Return what a paragraph says; its white space counts as XML's does, a space for all of a run."""
    pieces: list[str] = []
    words = Words("", [], [])
    _read(paragraph, pieces, words)
    text = _SPACES.sub(" ", "".join(pieces)).strip()
    return Words(text, words.notes, words.boxes)


def _read(element: Any, pieces: list[str], words: Words) -> None:
    pieces.append(_SPACE.sub(" ", element.text or ""))
    for child in element:
        kind = local_name(child)
        if kind == "s":
            pieces.append(" ")
        elif kind == "tab":
            pieces.append("\t")
        elif kind == "line-break":
            pieces.append("\n")
        elif kind == "note":
            words.notes.extend(_note(child))
        elif kind in _UNREAD:
            pass
        elif kind == "text-box" or child.find("{*}p") is not None:
            words.boxes.append(child)
        else:
            _read(child, pieces, words)
        pieces.append(_SPACE.sub(" ", child.tail or ""))


def _note(note: Any) -> list[str]:
    """Return the paragraphs of a note."""
    body = note.find("{*}note-body")
    found = () if body is None else body.iter("{*}p", "{*}h")
    return [text for each in found if (text := words_of(each).text)]


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace; of a comment none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def value_of(element: Any, name: str) -> str | None:
    """Return an attribute by its name, in whichever namespace."""
    ending = f"}}{name}"
    return next((value for key, value in element.items() if key.endswith(ending)), None)


def whole_number(value: str | None) -> int:
    """Return a number that an attribute holds, 0 where it holds none."""
    return int(value) if value and value.isdecimal() and len(value) < 10 else 0
