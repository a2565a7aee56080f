"""Lists the gaps, marks them as done, and asks again which are answered by now. It blocks.

No chat model is asked, so a check costs nothing. `server` is the one whose questions these are; None
stands for all, which only the command line may ask for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval import FootnoteError, NoIndexError

from ..gaps.gap_list import Gap, GapList, QuotedAnswer, by_count, make_gap, stale_documents
from ..gaps.grouping import group
from ..state.gap_records import LaterAnswer

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    import numpy as np
    from numpy.typing import NDArray

    from retrieval import Library, Source

    from ..state.gap_records import GapRecords, UnansweredQuestion

    Embed = Callable[[list[str]], NDArray[np.float32]]

CHECKED_GAPS = 50
"""Gaps that are asked again in a check: the biggest."""


@dataclass(frozen=True, slots=True)
class GapCheck:
    """How many of the gaps that were asked again are answered now."""

    answered: int
    checked: int


class GapFinder:
    """What was asked and not answered. With no library, nothing is known of the documents."""

    def __init__(self, library: Library | None, records: GapRecords, embed: Embed) -> None:
        self._library = library
        self.records = records
        self._embed = embed

    def found(
        self,
        server: int | None = None,
        *,
        done: bool = False,
        channels: Collection[int] | None = None,
    ) -> GapList:
        """Return the open gaps; with `done` also those that an admin is done with.

        With `channels`, only of what was asked in these.
        """
        live = self._live()
        gaps = [
            replace(gap, answered_now=self._quoted(place))
            for gap, place in self._checked(self._gaps(server, live, done=done, channels=channels))
        ]
        cited = self.records.cited(server)
        return GapList(
            tuple(gaps),
            self.records.without_words(server),
            tuple(stale_documents(cited, live)) if live is not None else (),
        )

    def mark_done(self, name: str, server: int | None = None) -> Gap | None:
        """Mark an open gap as done, by its id or its place in the list. None if there is none."""
        gap = GapList(tuple(self._gaps(server, None))).find(name)
        if gap is not None:
            self.records.mark_done(gap.answers)
        return gap

    def check(self, server: int | None = None) -> GapCheck:
        """Ask the biggest open gaps again, and note which are answered now and where.

        Raises:
            NoIndexError: nothing has been indexed yet.
        """
        gaps = self._gaps(server, None)[:CHECKED_GAPS]
        if not gaps:
            return GapCheck(0, 0)
        generation = self._library.live_generation if self._library is not None else None
        if generation is None:
            raise NoIndexError("Nothing is indexed yet. Run `footnote index` first.")
        found = {gap.typical: place for gap in gaps if (place := self._answer(gap)) is not None}
        self.records.keep_checks(
            [answer for gap in gaps for answer in gap.answers], found, generation
        )
        return GapCheck(len(found), len(gaps))

    def _gaps(
        self,
        server: int | None,
        live: Mapping[str, Source] | None,
        *,
        done: bool = False,
        channels: Collection[int] | None = None,
    ) -> list[Gap]:
        """Return the gaps in order. What is done is never in one group with what is open."""
        questions = self.records.unanswered(server)
        if channels is not None:
            questions = [each for each in questions if each.channel in channels]
        parts = [[each for each in questions if not each.done]]
        if done:
            parts.append([each for each in questions if each.done])
        return [gap for part in parts for gap in by_count(self._grouped(part, live))]

    def _grouped(
        self, questions: list[UnansweredQuestion], live: Mapping[str, Source] | None
    ) -> list[Gap]:
        if not questions:
            return []
        vectors = self._embed([each.question for each in questions])
        return [make_gap(questions, each, live) for each in group(vectors)]

    def _checked(self, gaps: list[Gap]) -> list[tuple[Gap, LaterAnswer | None]]:
        """Return each gap with where it is answered by what the last check of this index found."""
        generation = self._library.live_generation if self._library is not None and gaps else None
        places = self.records.checks(generation) if generation is not None else {}
        return [
            (gap, next((places[each] for each in gap.answers if each in places), None))
            for gap in gaps
        ]

    def _answer(self, gap: Gap) -> LaterAnswer | None:
        """Return where a gap is answered now, if that is not what was cited and did not help."""
        if self._library is None:
            return None
        try:
            answer = self._library.quote(gap.question)
        except FootnoteError:
            return None  # what cannot be asked any more stays a gap
        for each in answer.citations:
            source = each.source
            if (source.path, source.digest) not in gap.cited:
                return LaterAnswer(source.path, source.digest, each.start, each.end)
        return None

    def _quoted(self, place: LaterAnswer | None) -> QuotedAnswer | None:
        """Return the words at a place, as the index has them."""
        if place is None or self._library is None:
            return None
        excerpt = self._library.excerpt(place.path, place.digest, place.start, place.end)
        if excerpt.quote is None:
            return None
        line = excerpt.location.line if excerpt.location is not None else None
        words = excerpt.text[excerpt.quote.start : excerpt.quote.end]
        return QuotedAnswer(place.path, words, line, place)

    def _live(self) -> Mapping[str, Source] | None:
        if self._library is None or not self._library.has_index:
            return None
        return {each.source.path: each.source for each in self._library.documents().documents}
