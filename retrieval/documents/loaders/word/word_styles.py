"""The styles of a Word document: their names, and the headings and lists that they make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_STYLE = re.compile(r"heading (\d)", re.IGNORECASE)
_DEEPEST_HEADING = 9


class Styles:
    """The styles of a document, by their English names, and what they say of a paragraph."""

    def __init__(self, element: Any) -> None:
        self._styles = {
            style.get(NAMESPACE + "styleId"): style for style in element.iter(NAMESPACE + "style")
        }

    def name(self, paragraph: Any) -> str:
        """Return the name of a paragraph's style, empty for the default."""
        return _name(self._styles.get(value_of(paragraph, "pPr", "pStyle")))

    def level(self, paragraph: Any) -> int | None:
        """Return the level of a heading, its own or that of its style, from 1; None for other text."""
        own = _outline_level(paragraph)
        if own is not None:
            return own or None
        for style in self._chain(paragraph):
            if match := _HEADING_STYLE.match(_name(style)):
                return int(match[1]) or None
            if (level := _outline_level(style)) is not None:
                return level or None
        return None

    def numbering(self, paragraph: Any) -> tuple[str | None, str | None]:
        """Return the list and the level in it that a paragraph's style puts it in."""
        for style in self._chain(paragraph):
            if list_id := value_of(style, "pPr", "numPr", "numId"):
                return list_id, value_of(style, "pPr", "numPr", "ilvl")
        return None, None

    def _chain(self, paragraph: Any) -> Iterator[Any]:
        """Yield the style of a paragraph and those that it is based on."""
        style = self._styles.get(value_of(paragraph, "pPr", "pStyle"))
        for _ in range(len(self._styles)):  # a style may be based on itself in a damaged file
            if style is None:
                return
            yield style
            style = self._styles.get(value_of(style, "basedOn"))


def _name(style: Any) -> str:
    return (value_of(style, "name") or "") if style is not None else ""


def value_of(element: Any, *path: str) -> str | None:
    """Return the `w:val` of the child at a path."""
    found = element.find("/".join(NAMESPACE + step for step in path))
    value = None if found is None else found.get(NAMESPACE + "val")
    return value if isinstance(value, str) else None


def _outline_level(element: Any) -> int | None:
    """Return the outline level that an element sets itself, from 1; 0 for body text; None if unset."""
    value = value_of(element, "pPr", "outlineLvl")
    if value is None or not value.isdecimal():
        return None
    return int(value) + 1 if int(value) < _DEEPEST_HEADING else 0
