"""What a search found, as it is handed to whoever answers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..arrays import Floats
from ..documents.locations import Locator
from ..errors import FootnoteError
from ..types import CLOSEST_LIMIT, Passage, Span
from .relevance import Relevance

WORDS_ALONE = "The search went by words alone."
"""How a notice begins where only the full-text index could be asked."""


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
    embedding model can. `failure` is why the search could only go by words, if it could. `generation`
    is that of the index that was searched.
    """

    passages: tuple[Passage, ...]
    documents: Mapping[str, FoundDocument]
    relevance: Relevance
    rarity: Mapping[str, float]
    relevant: bool
    failure: FootnoteError | None = None
    language: str | None = None
    similarity: Callable[[Sequence[str]], Floats] | None = None
    generation: int | None = None

    @property
    def notice(self) -> str | None:
        """What to tell the reader of a failure."""
        return f"{WORDS_ALONE} {self.failure}" if self.failure is not None else None

    @property
    def public_notice(self) -> str | None:
        """What to tell readers who do not run the library."""
        return f"{WORDS_ALONE} {self.failure.public}" if self.failure is not None else None

    @property
    def closest(self) -> tuple[Passage, ...]:
        """The passages to show when there is no answer."""
        return self.passages[:CLOSEST_LIMIT]
