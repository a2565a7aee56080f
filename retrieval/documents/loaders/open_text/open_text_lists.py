"""The lists of an OpenDocument text: how deep items are nested, and the numbers they are shown with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ....types import Span
from ...leads import Part
from ..list_labels import NumberedLevel, label, says_more
from .open_text_words import local_name, value_of, whole_number

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
}  # fmt: skip
_DEEPEST = 9
_LONGEST_AFFIX = 20
_NOWHERE = Span(0, 0)


@dataclass(slots=True)
class List:
    """A list, or one within an item of `outer`, and how far it has come."""

    element: Any
    style: str | None
    levels: Mapping[int, NumberedLevel]
    outer: List | None
    level: int
    count: int

    def item(self, entry: Any) -> tuple[Part, str]:
        """Return what the first paragraph of an entry is, and what is shown before it.

        That is empty where it says no more than the number of the item.
        """
        has_words = any(local_name(child) in ("p", "h") for child in entry)
        is_counted = self.level in self.levels and local_name(entry) == "list-item" and has_words
        if not is_counted:
            return Part("item", _NOWHERE, self.level), ""
        restart = value_of(entry, "start-value")
        self.count = whole_number(restart) if restart else self.count + 1
        before = label(self.levels, self.level, self._counts())
        part = Part("item", _NOWHERE, self.level, self.count)
        return part, before if says_more(before) else ""

    def _counts(self) -> dict[int, int]:
        counts, listed = {}, self
        while True:
            counts[listed.level] = listed.count
            if listed.outer is None:
                return counts
            listed = listed.outer


class ListStyles:
    """Which levels of which lists are numbered, and how far each list has come."""

    def __init__(self, roots: list[Any]) -> None:
        self._levels = {
            value_of(style, "name"): _numbered_levels(style, "list-level-style-number")
            for root in roots
            for style in root.iter("{*}list-style")
        }
        self._by_id: dict[str, List] = {}
        self._last: dict[str | None, List] = {}

    def begin(self, element: Any, outer: List | None = None) -> List:
        """Return a list that begins, or goes on with one that a paragraph interrupted."""
        style = value_of(element, "style-name") or (outer.style if outer else None)
        level = 0 if outer is None else min(outer.level + 1, _DEEPEST)
        levels = self._levels.get(style, {})
        first = levels.get(level, NumberedLevel()).start
        begun = List(element, style, levels, outer, level, first - 1)
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


class HeadingNumbers:
    """Counts the headings that the outline numbers."""

    def __init__(self, roots: list[Any]) -> None:
        self._levels: dict[int, NumberedLevel] = {}
        self._counts: dict[int, int] = {}
        for root in roots:
            for style in root.iter("{*}outline-style"):
                self._levels |= _numbered_levels(style, "outline-level-style")

    def label(self, heading: Any, level: int) -> str:
        """Return what is shown before a heading, whose level counts from 0."""
        if level not in self._levels or value_of(heading, "is-list-header") == "true":
            return ""
        self._counts = {depth: count for depth, count in self._counts.items() if depth <= level}
        self._counts[level] = self._counts.get(level, self._levels[level].start - 1) + 1
        return label(self._levels, level, self._counts)


def _numbered_levels(style: Any, kind: str) -> dict[int, NumberedLevel]:
    """Return the levels of a style that have numbers, from 0."""
    found: dict[int, NumberedLevel] = {}
    for level in style.iterfind(f"{{*}}{kind}"):
        form = value_of(level, "num-format")
        depth = whole_number(value_of(level, "level")) - 1
        if not form or not 0 <= depth <= _DEEPEST:
            continue
        start = value_of(level, "start-value")
        shown = min(whole_number(value_of(level, "display-levels")) or 1, depth + 1)
        places = ".".join(f"%{place}" for place in range(depth + 2 - shown, depth + 2))
        before, behind = (
            (value_of(level, name) or "")[:_LONGEST_AFFIX] for name in ("num-prefix", "num-suffix")
        )
        found[depth] = NumberedLevel(
            _FORMS.get(form, "decimal"),
            whole_number(start) if start else 1,
            f"{before}{places}{behind}",
        )
    return found
