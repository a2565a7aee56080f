"""How much the elements of a web page hold, counted for all of them in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Content:
    """What an element holds: characters, those of them within links, and, below it, links and h1."""

    text: int = 0
    linked: int = 0
    links: int = 0
    headings: int = 0


class Contents:
    """The contents of an element and of all within it, as they were when it was made."""

    def __init__(self, root: Any) -> None:
        self._of: dict[Any, Content] = {}
        for element in reversed(list(root.iter())):
            self._of[element] = self._count(element)

    def __getitem__(self, element: Any) -> Content:
        return self._of[element]

    def _count(self, element: Any) -> Content:
        total = Content(text=solid(element.text))
        for child in element:
            within = self._of[child]
            total.text += within.text + solid(child.tail)
            total.linked += within.linked
            total.links += within.links + (child.tag == "a")
            total.headings += within.headings + (child.tag == "h1")
        if element.tag == "a":
            total.linked = total.text
        return total


def solid(text: str | None) -> int:
    """Return how many characters of a text are not white space."""
    return len("".join(text.split())) if text else 0
