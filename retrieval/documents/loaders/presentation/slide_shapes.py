"""The shapes of a slide in the order in which they are read, and the paragraphs in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from .slide_layouts import Layout, local_name, placeholder, whole_number

_ROW_HEIGHT = 200_000
"""How much lower a shape begins at most than one beside it, in English Metric Units (0.56 cm)."""

_FRAME = ("sldNum", "dt", "ftr", "hdr", "sldImg")
_DEEPEST = 8
_PLACES = ("{*}spPr/{*}xfrm/{*}off", "{*}grpSpPr/{*}xfrm/{*}off", "{*}xfrm/{*}off")


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape that may hold text. `kind` is that of a placeholder, None for other shapes."""

    element: Any
    kind: str | None
    table: Any

    @property
    def is_title(self) -> bool:
        """Whether it is the title of the slide."""
        return self.kind in ("title", "ctrTitle")

    @property
    def holds_text(self) -> bool:
        """Whether it says anything."""
        written = self.element.iter("{*}t")
        return any((node.text or "").strip() for node in written)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a shape; as an item of a list it has a level, and perhaps a number."""

    text: str
    is_item: bool
    level: int
    number: int | None


def shapes_in_order(slide: Any, layout: Layout) -> list[Shape]:
    """Return the title, then the other shapes from top to bottom, and from left to right in a row."""
    tree = slide.find("{*}cSld/{*}spTree")
    found = [] if tree is None else list(_shapes(tree, layout))
    return sorted(found, key=lambda shape: not shape.is_title)


def _shapes(group: Any, layout: Layout) -> Iterator[Shape]:
    """Yield the shapes of a group, those of a group within it where that stands."""
    for element in _in_order(list(_members(group)), layout):
        kind = local_name(element)
        if kind == "grpSp":
            yield from _shapes(element, layout)
        elif kind == "graphicFrame":
            table = element.find("{*}graphic/{*}graphicData/{*}tbl")
            if table is not None:
                yield Shape(element, None, table)
        else:
            mark = placeholder(element)
            role = None if mark is None else mark.get("type", "obj")
            if role not in _FRAME:
                yield Shape(element, role, None)


def _members(group: Any) -> Iterator[Any]:
    """Yield the shapes; of what stands there in two ways, for new programs and old, the first."""
    for element in group:
        kind = local_name(element)
        if kind in ("sp", "grpSp", "graphicFrame"):
            yield element
        elif kind == "AlternateContent":
            chosen = element.find("{*}Choice")
            yield from () if chosen is None else _members(chosen)


def _in_order(elements: Sequence[Any], layout: Layout) -> Iterator[Any]:
    places = ((*_place(element, layout), n) for n, element in enumerate(elements))
    row: list[tuple[int, int, int]] = []
    for place in sorted(places):
        if row and place[0] - row[0][0] > _ROW_HEIGHT:
            yield from _row_in_order(row, elements)
            row = []
        row.append(place)
    yield from _row_in_order(row, elements)


def _row_in_order(row: Sequence[tuple[int, int, int]], elements: Sequence[Any]) -> Iterator[Any]:
    for _, _, number in sorted(row, key=lambda place: place[1:]):
        yield elements[number]


def _place(element: Any, layout: Layout) -> tuple[int, int]:
    """Return how far from the top and from the left a shape begins."""
    for each in (element, *layout.inherited(element)):
        for path in _PLACES:
            offset = each.find(path)
            if offset is not None:
                return whole_number(offset.get("y")), whole_number(offset.get("x"))
    return 0, 0


def paragraphs(shape: Shape, layout: Layout) -> Iterator[Paragraph]:
    """Yield the paragraphs of a shape that say anything, with the numbers that PowerPoint shows."""
    counts: dict[int, int] = {}
    for element in shape.element.iterfind("{*}txBody/{*}p"):
        text = paragraph_text(element)
        if not text:
            continue
        properties = element.find("{*}pPr")
        level = 0 if properties is None else min(whole_number(properties.get("lvl")), _DEEPEST)
        bullet = layout.bullet(shape.element, element, level)
        counts = {depth: count for depth, count in counts.items() if depth <= level}
        number = None
        if bullet is not None and local_name(bullet) == "buAutoNum":
            first = whole_number(bullet.get("startAt")) or 1
            number = counts[level] = counts.get(level, first - 1) + 1
        else:
            counts.pop(level, None)
        yield Paragraph(text, bullet is not None, level, number)


def paragraph_text(paragraph: Any) -> str:
    """Return the words of a paragraph, with the line ends that its author set."""
    written = paragraph.iter("{*}t", "{*}br")
    return "".join(
        "\n" if local_name(each) == "br" else each.text or "" for each in written
    ).strip()
