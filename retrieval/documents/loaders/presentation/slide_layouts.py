"""What the placeholders of a slide inherit from its layout and master: their places and bullets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..package import Package

_BODY = ("body", "obj", "tbl", "chart", "dgm", "media", "clipArt", "pic")
_TITLES = ("title", "ctrTitle")
_BULLETS = ("buChar", "buAutoNum", "buBlip")


@dataclass(frozen=True, slots=True)
class Layout:
    """The placeholders of a layout, by their index, and of its master, by their kind."""

    own: dict[str, Any] = field(default_factory=dict)
    masters: dict[str, Any] = field(default_factory=dict)
    body_style: Any = None

    def inherited(self, element: Any) -> list[Any]:
        """Return the placeholders that one on a slide takes after, the nearest first."""
        mark = placeholder(element)
        if mark is None:
            return []
        kind, index = mark.get("type", "obj"), mark.get("idx", "0")
        same = "title" if kind in _TITLES else "body" if kind in _BODY else kind
        found = (self.own.get(index), self.masters.get(same))
        return [each for each in found if each is not None]

    def bullet(self, element: Any, paragraph: Any, level: int) -> Any:
        """Return what marks a paragraph as an item of a list; None if it is none."""
        styles = [
            each.find("{*}txBody/{*}lstStyle") for each in (element, *self.inherited(element))
        ]
        mark = placeholder(element)
        if mark is not None and mark.get("type", "obj") in _BODY:
            styles.append(self.body_style)
        levels = (each.find(f"{{*}}lvl{level + 1}pPr") for each in styles if each is not None)
        for properties in (paragraph.find("{*}pPr"), *levels):
            for child in () if properties is None else properties:
                if local_name(child) == "buNone":
                    return None
                if local_name(child) in _BULLETS:
                    return child
        return None


class Layouts:
    """The layouts of a presentation, each read once."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._layouts: dict[str, Layout] = {}
        self._masters: dict[str, tuple[dict[str, Any], Any]] = {}

    def of(self, name: str | None) -> Layout:
        """Return the layout in a member; an empty one where there is none."""
        if name is None or name not in self._package:
            return Layout()
        if name not in self._layouts:
            related = self._package.relationships(name).values()
            master = next((each.target for each in related if each.kind == "slideMaster"), None)
            own = {
                mark.get("idx", "0"): element
                for element, mark in _placeholders(self._package.xml(name))
            }
            self._layouts[name] = Layout(own, *self._master(master))
        return self._layouts[name]

    def _master(self, name: str | None) -> tuple[dict[str, Any], Any]:
        if name is None or name not in self._package:
            return {}, None
        if name not in self._masters:
            root = self._package.xml(name)
            by_kind = {mark.get("type", "obj"): element for element, mark in _placeholders(root)}
            self._masters[name] = (by_kind, root.find("{*}txStyles/{*}bodyStyle"))
        return self._masters[name]


def placeholder(element: Any) -> Any:
    """Return what tells that a shape is a placeholder and of what; None if it is none."""
    return element.find("./*/{*}nvPr/{*}ph")


def _placeholders(root: Any) -> list[tuple[Any, Any]]:
    found = ((each, placeholder(each)) for each in root.iterfind("{*}cSld/{*}spTree/{*}sp"))
    return [(element, mark) for element, mark in found if mark is not None]


def local_name(element: Any) -> str:
    """Return the name of an element without its namespace; of a comment none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def whole_number(value: str | None) -> int:
    """Return a number that an attribute holds, 0 where it holds none."""
    digits = (value or "").removeprefix("-")
    return int(value or 0) if digits.isdecimal() and len(digits) < 19 else 0
