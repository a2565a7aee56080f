"""The contract between the library and whatever writes answers.

An answerer is given what was found and yields statements, each with the quotes that support it; none
where the passages do not answer. It never sees the store, and never numbers citations: the pipeline
does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from ..search.search_result import SearchResult
from ..types import Turn, VerifiedStatement


class Answerer(Protocol):
    """Whatever turns passages into verified statements."""

    def answer(
        self, question: str, found: SearchResult, history: Sequence[Turn] = ()
    ) -> Iterator[VerifiedStatement]:
        """Yield each statement as soon as it is verified, in the order in which it should be read.

        Raises:
            ModelError: the model did not serve; what was yielded before stands.
        """
        ...
