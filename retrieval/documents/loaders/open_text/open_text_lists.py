"""The lists of an OpenDocument text: how deep items are nested, and the numbers they are shown with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ....types import Span
from ...leads import Part
from .open_text_words import local_name, value_of, whole_number

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_DEEPEST = 9
_NOWHERE = Span(0, 0)


@dataclass(slots=True)
class List:
    """A list, or one within an item of another; `first` is None where items have no numbers."""

    element: Any
    style: str | None
    level: int
    first: int | None
    count: int = field(default=0)

    def item(self, entry: Any) -> Part:
        """Return what the first paragraph of an entry is."""
        numbered = any(local_name(child) in ("p", "h") for child in entry)
        if self.first is None or local_name(entry) == "list-header" or not numbered:
            return Part("item", _NOWHERE, self.level)
        restart = value_of(entry, "start-value")
        self.count = whole_number(restart) if restart else self.count + 1
        return Part("item", _NOWHERE, self.level, self.count)


class ListStyles:
    """Which levels of which lists are numbered, and how far each list has come."""

    def __init__(self, roots: list[Any]) -> None:
        self._first: dict[tuple[str | None, int], int] = {}
        for root in roots:
            for style in root.iter("{*}list-style"):
                for level in style.iterfind("{*}list-level-style-number"):
                    depth = whole_number(value_of(level, "level")) - 1
                    if value_of(level, "num-format"):
                        start = value_of(level, "start-value")
                        first = whole_number(start) if start else 1
                        self._first[value_of(style, "name"), depth] = first
        self._by_id: dict[str, List] = {}
        self._last: dict[str | None, List] = {}

    def begin(self, element: Any, outer: List | None = None) -> List:
        """Return a list that begins, or goes on with one that a paragraph interrupted."""
        style = value_of(element, "style-name") or (outer.style if outer else None)
        level = 0 if outer is None else min(outer.level + 1, _DEEPEST)
        first = self._first.get((style, level))
        begun = List(element, style, level, first, (first or 1) - 1)
        continued = self._by_id.get(value_of(element, "continue-list") or "")
        if outer is None and value_of(element, "continue-numbering") == "true":
            continued = continued or self._last.get(style)
        if continued is not None:
            begun.count = continued.count
        if outer is None:
            self._last[style] = begun
        if own := element.get(_XML_ID):
            self._by_id[own] = begun
        return begun
