"""The lists of a Word document: how deep its items are nested, and what number each is shown with."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ....types import Span
from ...leads import Part
from .word_styles import NAMESPACE, Styles, number_of, value_of

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
        self._style_counts: dict[str, dict[int, int]] = defaultdict(dict)

    def begin_section(self) -> None:
        """Note a heading: a list that only a style numbers begins anew below it.

        Word itself would go on counting, but who writes "List Number" below another heading, or has
        a program write it, means another list.
        """
        self._style_counts.clear()

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
            counts = self._style_counts[f"name {shown}"]
            form, start = "bullet" if is_bullet else "decimal", 1
        else:
            form, start = self._levels.get((list_id, level), ("decimal", 1))
            counts = self._counts[own] if own else self._style_counts[f"list {list_id}"]
        return Part("item", _NOWHERE, shown, _count(counts, level, form, start))


def _count(counts: dict[int, int], level: int, form: str, start: int) -> int | None:
    for deeper in [each for each in counts if each > level]:
        del counts[deeper]
    if form in _UNNUMBERED:
        return None
    counts[level] = counts.get(level, start - 1) + 1
    return counts[level]


def _level(value: str | None) -> int:
    return min(number_of(value, 0), _DEEPEST)


def _levels(numbering: Any) -> dict[tuple[str, int], tuple[str, int]]:
    """Return the format and the first number of every level of every list."""
    if numbering is None:
        return {}
    abstract = {
        each.get(NAMESPACE + "abstractNumId"): _forms(each.findall(NAMESPACE + "lvl"))
        for each in numbering.iter(NAMESPACE + "abstractNum")
    }
    found: dict[tuple[str, int], tuple[str, int]] = {}
    for number in numbering.iter(NAMESPACE + "num"):
        list_id = number.get(NAMESPACE + "numId") or ""
        forms = abstract.get(value_of(number, "abstractNumId") or "", {})
        overrides = number.findall(NAMESPACE + "lvlOverride")
        own = _forms(lvl for each in overrides for lvl in each.iter(NAMESPACE + "lvl"))
        found |= {(list_id, depth): form for depth, form in {**forms, **own}.items()}
        for each in overrides:
            depth = _level(each.get(NAMESPACE + "ilvl"))
            restart = number_of(value_of(each, "startOverride"), -1)
            if restart >= 0:
                form, _ = found.get((list_id, depth), ("decimal", 1))
                found[list_id, depth] = (form, restart)
    return found


def _forms(levels: Iterable[Any]) -> dict[int, tuple[str, int]]:
    """Return the format and the first number of each level of a list, by its depth."""
    return {
        _level(level.get(NAMESPACE + "ilvl")): (
            value_of(level, "numFmt") or "decimal",
            number_of(value_of(level, "start"), 1),
        )
        for level in levels
    }
