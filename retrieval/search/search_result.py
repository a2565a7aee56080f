"""What a search found, as it is handed to whoever answers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..arrays import Floats
from ..documents.locations import Locator
from ..types import CLOSEST_LIMIT, Passage, Span
from .relevance import Relevance


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document that holds passages: its text, and where in it an offset lies.

    `chunks` are the spans of those of its chunks that were ranked, with their scores, in order.
    """

    text: str
    locator: Locator
    chunks: tuple[tuple[Span, float], ...] = ()

    def score_at(self, offset: int) -> float:
        """Return the score of the ranked chunk that holds an offset; 0 if none does."""
        index = bisect_right(self.chunks, offset, key=lambda chunk: chunk[0].start) - 1
        if index < 0 or offset >= self.chunks[index][0].end:
            return 0.0
        return self.chunks[index][1]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What retrieval found, best first. `documents` has one for the path of each passage's source.

    `rarity` is how rare a word of the question is among all chunks, by the word's stem. `relevant` is
    false where the passages hardly bear on the question. `language` is the question's where it is
    another than the passages'; `similarity` then compares it with texts across languages, if the
    embedding model can. `notice` tells the reader what was amiss with the search, if anything.
    """

    passages: tuple[Passage, ...]
    documents: Mapping[str, FoundDocument]
    relevance: Relevance
    rarity: Mapping[str, float]
    relevant: bool
    notice: str | None = None
    language: str | None = None
    similarity: Callable[[Sequence[str]], Floats] | None = None

    @property
    def closest(self) -> tuple[Passage, ...]:
        """The passages to show when there is no answer."""
        return self.passages[:CLOSEST_LIMIT]
