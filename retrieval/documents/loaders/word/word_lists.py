"""The lists of a Word document: how deep its items are nested, and what number each is shown with."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ....types import Span
from ...leads import Part
from ..list_labels import NumberedLevel, label, says_more
from .word_styles import NAMESPACE, Styles, number_of, value_of

_LIST_STYLE = re.compile(
    r"list (?:(?P<kind>bullet|number)|paragraph)(?: (?P<level>[2-5]))?", re.IGNORECASE
)
_DEEPEST = 8
_LONGEST_LABEL = 50
_NOWHERE = Span(0, 0)


class Lists:
    """Counts the items of every list in the order in which it is told of their paragraphs."""

    def __init__(self, numbering: Any, styles: Styles) -> None:
        self._styles = styles
        self._levels = _levels(numbering)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._style_counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._of_headings: set[str] = set()

    def begin_section(self) -> None:
        """Note a heading: a list that only a style numbers begins anew below it.

        Word itself would go on counting, but who writes "List Number" below another heading, or has
        a program write it, means another list.
        """
        self._style_counts.clear()

    def heading_label(self, paragraph: Any) -> str:
        """Return what is shown before a heading that is numbered by itself; nothing before others."""
        style_list, style_level = self._styles.numbering(paragraph)
        list_id = value_of(paragraph, "pPr", "numPr", "numId") or style_list
        if list_id is None or list_id == "0":
            return ""
        self._of_headings.add(list_id)
        level = _level(value_of(paragraph, "pPr", "numPr", "ilvl") or style_level)
        levels = self._levels.get(list_id, {})
        counts = self._counts[list_id]
        _count(counts, level, levels.get(level, NumberedLevel()))
        return label(levels, level, counts)

    def item(self, paragraph: Any) -> tuple[Part, str] | None:
        """Return what a paragraph is as an item of a list; None if it is none.

        With it comes what is shown before it, if that says more than the number of the item.
        """
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
            counts, levels = self._style_counts[f"name {shown}"], {}
            numbered = NumberedLevel("bullet" if is_bullet else "decimal")
        else:
            levels = self._levels.get(list_id, {})
            numbered = levels.get(level, NumberedLevel())
            is_own = own or list_id in self._of_headings
            counts = self._counts[list_id] if is_own else self._style_counts[f"list {list_id}"]
        part = Part("item", _NOWHERE, shown, _count(counts, level, numbered))
        before = label(levels, level, counts)
        return part, before if says_more(before) else ""


def _count(counts: dict[int, int], level: int, numbered: NumberedLevel) -> int | None:
    for deeper in [each for each in counts if each > level]:
        del counts[deeper]
    if not numbered.is_numbered:
        return None
    counts[level] = counts.get(level, numbered.start - 1) + 1
    return counts[level]


def _level(value: str | None) -> int:
    return min(number_of(value, 0), _DEEPEST)


def _levels(numbering: Any) -> dict[str, dict[int, NumberedLevel]]:
    """Return how every level of every list is numbered."""
    if numbering is None:
        return {}
    abstract = {
        each.get(NAMESPACE + "abstractNumId"): _by_depth(each.findall(NAMESPACE + "lvl"))
        for each in numbering.iter(NAMESPACE + "abstractNum")
    }
    found: dict[str, dict[int, NumberedLevel]] = {}
    for number in numbering.iter(NAMESPACE + "num"):
        levels = found.setdefault(number.get(NAMESPACE + "numId") or "", {})
        overrides = number.findall(NAMESPACE + "lvlOverride")
        levels |= abstract.get(value_of(number, "abstractNumId") or "", {})
        levels |= _by_depth(level for each in overrides for level in each.iter(NAMESPACE + "lvl"))
        for each in overrides:
            depth = _level(each.get(NAMESPACE + "ilvl"))
            restart = number_of(value_of(each, "startOverride"), -1)
            if restart >= 0:
                levels[depth] = replace(levels.get(depth, NumberedLevel()), start=restart)
    return found


def _by_depth(levels: Iterable[Any]) -> dict[int, NumberedLevel]:
    return {_level(level.get(NAMESPACE + "ilvl")): _numbered(level) for level in levels}


def _numbered(level: Any) -> NumberedLevel:
    return NumberedLevel(
        form=value_of(level, "numFmt") or "decimal",
        start=number_of(value_of(level, "start"), 1),
        text=(value_of(level, "lvlText") or "")[:_LONGEST_LABEL],
        legal=level.find(NAMESPACE + "isLgl") is not None,
    )
