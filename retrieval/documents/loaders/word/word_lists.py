"""The lists of a Word document: how deep its items are nested, and what number each is shown with."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from ....types import Span
from ...leads import Part
from .word_styles import NAMESPACE, Styles, value_of

_LIST_STYLE = re.compile(
    r"list (?:(?P<kind>bullet|number)|paragraph)(?: (?P<level>[2-5]))?", re.IGNORECASE
)
_UNNUMBERED = frozenset(("bullet", "none"))
_DEEPEST = 8
_NOWHERE = Span(0, 0)


class Lists:
    """Counts the items of every list in the order in which it is told of their paragraphs."""

    def __init__(self, numbering: Any, styles: Styles) -> None:
        self._styles = styles
        self._levels = _levels(numbering)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def begin_section(self) -> None:
        """Note a heading: a list that only a style numbers begins anew below it.

        Word itself would go on counting, but who writes "List Number" below another heading, or has
        a program write it, means another list.
        """
        for key in [key for key in self._counts if key.startswith("style ")]:
            del self._counts[key]

    def item(self, paragraph: Any) -> Part | None:
        """Return what a paragraph is as an item of a list; None if it is none."""
        own = value_of(paragraph, "pPr", "numPr", "numId")
        named = _LIST_STYLE.fullmatch(self._styles.name(paragraph))
        style_list, style_level = self._styles.numbering(paragraph)
        list_id = own or style_list
        if list_id == "0" or (list_id is None and (named is None or not named["kind"])):
            return None
        level = _level(value_of(paragraph, "pPr", "numPr", "ilvl") or style_level)
        shown = level + (int(named["level"]) - 1 if named and named["level"] else 0)
        if list_id is None:
            is_bullet = named is None or named["kind"].lower() == "bullet"
            key, form, start = f"style name {shown}", "bullet" if is_bullet else "decimal", 1
        else:
            form, start = self._levels.get((list_id, level), ("decimal", 1))
            key = list_id if own else f"style {list_id}"
        return Part("item", _NOWHERE, shown, self._count(key, level, form, start))

    def _count(self, key: str, level: int, form: str, start: int) -> int | None:
        counts = self._counts[key]
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        if form in _UNNUMBERED:
            return None
        counts[level] = counts.get(level, start - 1) + 1
        return counts[level]


def _level(value: str | None) -> int:
    return min(int(value), _DEEPEST) if value and value.isdecimal() else 0


def _levels(numbering: Any) -> dict[tuple[str, int], tuple[str, int]]:
    """Return the format and the first number of every level of every list."""
    if numbering is None:
        return {}
    abstract = {
        each.get(NAMESPACE + "abstractNumId"): each.findall(NAMESPACE + "lvl")
        for each in numbering.iter(NAMESPACE + "abstractNum")
    }
    found = {}
    for number in numbering.iter(NAMESPACE + "num"):
        list_id = number.get(NAMESPACE + "numId") or ""
        levels = abstract.get(value_of(number, "abstractNumId") or "", [])
        overrides = number.findall(NAMESPACE + "lvlOverride")
        for level in [
            *levels,
            *(lvl for each in overrides for lvl in each.iter(NAMESPACE + "lvl")),
        ]:
            depth = _level(level.get(NAMESPACE + "ilvl"))
            start = value_of(level, "start") or "1"
            form = value_of(level, "numFmt") or "decimal"
            found[list_id, depth] = (form, int(start) if start.isdecimal() else 1)
        for each in overrides:
            depth = _level(each.get(NAMESPACE + "ilvl"))
            restart = value_of(each, "startOverride")
            if restart and restart.isdecimal():
                form, _ = found.get((list_id, depth), ("decimal", 1))
                found[list_id, depth] = (form, int(restart))
    return found
