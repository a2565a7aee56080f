"""The contract between the library and whatever writes answers.

An answerer is given passages and yields statements, each with the words that prove it. It yields
nothing where the passages do not answer. It never sees the store, and never numbers citations:
that is the library's part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..types import Passage, Span, Turn


@dataclass(frozen=True, slots=True)
class Proof:
    """A quote that was found: `passage` holds it, `span` is its place in the document's text.

    `passage.text[span.start - passage.start : span.end - passage.start]` is the quote.
    """

    passage: Passage
    span: Span

    @property
    def quote(self) -> str:
        """The source's own words."""
        offset = self.passage.start
        return self.passage.text[self.span.start - offset : self.span.end - offset]


@dataclass(frozen=True, slots=True)
class ProvedStatement:
    """A sentence of an answer with at least one proof."""

    text: str
    proofs: tuple[Proof, ...]


class Answerer(Protocol):
    """Whatever turns passages into proved statements."""

    def answer(
        self, question: str, passages: Sequence[Passage], history: Sequence[Turn] = ()
    ) -> Iterator[ProvedStatement]:
        """Yield each statement as soon as it is proved, in the order in which it should be read.

        Raises:
            ModelError: the model did not serve; what was yielded before stands.
        """
        ...
