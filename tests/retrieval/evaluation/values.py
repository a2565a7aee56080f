"""Passages and gold in a document of a thousand digits."""

from __future__ import annotations

from retrieval.evaluation import Gold
from retrieval.types import Location, Passage, Source, Span

TEXT = "0123456789" * 100


def passage(start: int, end: int, path: str = "a.txt") -> Passage:
    return Passage(Source(path, "digest"), start, end, TEXT[start:end], 1.0, Location(1))


def gold(start: int, end: int, path: str = "a.txt") -> Gold:
    return Gold(path, Span(start, end))
