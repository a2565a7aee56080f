"""The styles of a Word document: their names, and the headings and lists that they make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_STYLE = re.compile(r"heading (\d)", re.IGNORECASE)
_DEEPEST_HEADING = 9
_LONGEST_CHAIN = 50


class Styles:
    """The styles of a document, by their English names, and what they say of a paragraph."""

    def __init__(self, element: Any) -> None:
        self._styles = {
            style.get(NAMESPACE + "styleId"): style for style in element.iter(NAMESPACE + "style")
        }
        self._levels: dict[str | None, int | None] = {}
        self._numberings: dict[str | None, tuple[str | None, str | None]] = {}

    def name(self, paragraph: Any) -> str:
        """Return the name of a paragraph's style, empty for the default."""
        return _name(self._styles.get(value_of(paragraph, "pPr", "pStyle")))

    def level(self, paragraph: Any) -> int | None:
        """Return the level of a heading, its own or that of its style, from 1; None for other text."""
        own = _outline_level(paragraph)
        if own is not None:
            return own or None
        key = value_of(paragraph, "pPr", "pStyle")
        if key not in self._levels:
            self._levels[key] = self._style_level(key)
        return self._levels[key]

    def _style_level(self, key: str | None) -> int | None:
        for style in self._chain(key):
            if match := _HEADING_STYLE.match(_name(style)):
                return int(match[1]) or None
            if (level := _outline_level(style)) is not None:
                return level or None
        return None

    def numbering(self, paragraph: Any) -> tuple[str | None, str | None]:
        """Return the list and the level in it that a paragraph's style puts it in."""
        key = value_of(paragraph, "pPr", "pStyle")
        if key not in self._numberings:
            self._numberings[key] = self._style_numbering(key)
        return self._numberings[key]

    def _style_numbering(self, key: str | None) -> tuple[str | None, str | None]:
        for style in self._chain(key):
            if list_id := value_of(style, "pPr", "numPr", "numId"):
                return list_id, value_of(style, "pPr", "numPr", "ilvl")
        return None, None

    def _chain(self, key: str | None) -> Iterator[Any]:
        """Yield a style and those that it is based on."""
        style = self._styles.get(key)
        for _ in range(_LONGEST_CHAIN):  # a style may be based on itself in a damaged file
            if style is None:
                return
            yield style
            style = self._styles.get(value_of(style, "basedOn"))


def _name(style: Any) -> str:
    return (value_of(style, "name") or "") if style is not None else ""


def value_of(element: Any, *path: str) -> str | None:
    """Return the `w:val` of the first child at a path."""
    found = element
    for step in path:
        found = next(found.iterchildren(NAMESPACE + step), None)
        if found is None:
            return None
    value = found.get(NAMESPACE + "val")
    return value if isinstance(value, str) else None


def number_of(value: str | None, default: int) -> int:
    """Return the number that a value spells; one that nobody means is as good as none."""
    return int(value) if value and value.isdecimal() and len(value) < 10 else default


def _outline_level(element: Any) -> int | None:
    """Return the outline level that an element sets itself, from 1; 0 for body text; None if unset."""
    value = value_of(element, "pPr", "outlineLvl")
    level = number_of(value, -1)
    if level < 0:
        return None
    return level + 1 if level < _DEEPEST_HEADING else 0
