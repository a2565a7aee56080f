"""A file to be indexed and asked, with the question and where its answer stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from retrieval import Location, Position


@dataclass(frozen=True)
class Place:
    """Where a reader finds an answer: its heading, its page, slide or row, and its line, if told."""

    heading: str | None = None
    position: Position | None = None
    line: int | None = None

    def holds(self, location: Location) -> bool:
        """Whether a citation leads there; lines are those of text files alone."""
        line = location.line if self.line else None
        return self == Place(location.heading, location.position, line)


@dataclass(frozen=True)
class Sample:
    """A file, a question on it, the words that answer it, and where they stand."""

    content: Callable[[], bytes]
    question: str
    words: str
    place: Place
