"""What was asked and not answered, in groups, with what is known of each. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from retrieval import Source

    from ..state.gap_records import LaterAnswer, UnansweredQuestion
    from .grouping import Group

CLOSEST_LISTED = 5
"""Closest documents of a gap that are listed."""

_ID_DIGITS = 10


@dataclass(frozen=True, slots=True)
class ClosestDocument:
    """A document that came close so many times; `gone` if it is not indexed any more."""

    path: str
    title: str | None
    times: int
    gone: bool


@dataclass(frozen=True, slots=True)
class QuotedAnswer:
    """The words that answer a gap by now, and where they stand."""

    path: str
    quote: str
    line: int | None = None
    place: LaterAnswer | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that ask the same and have no answer. `first` and `last` are in seconds since 1970.

    `id` is short and stays the same as long as the oldest of them is kept. `cited` are the paths and
    digests that were cited in answers that did not help.
    """

    id: str
    question: str
    typical: int
    answers: tuple[int, ...]
    askers: int
    first: float
    last: float
    refused: int
    not_helpful: int
    reasons: tuple[str, ...]
    closest: tuple[ClosestDocument, ...]
    cited: frozenset[tuple[str, str]]
    done: bool
    answered_now: QuotedAnswer | None = None

    @property
    def questions(self) -> int:
        """How many questions these are."""
        return len(self.answers)

    def has(self, short: str) -> bool:
        """Return whether a short id is that of one of these questions."""
        return any(short_id(answer) == short for answer in self.answers)


@dataclass(frozen=True, slots=True)
class StaleDocument:
    """A document that so many answers cite and that has changed since, or is "gone"."""

    path: str
    cited: int
    state: str


@dataclass(frozen=True, slots=True)
class GapList:
    """The gaps, those first that most questions led to.

    `without_words` counts the questions that were private or are forgotten.
    """

    gaps: tuple[Gap, ...] = ()
    without_words: int = 0
    stale: tuple[StaleDocument, ...] = ()

    def find(self, name: str) -> Gap | None:
        """Return a gap by its place in the list, counted from 1, or by its id."""
        if name.isdecimal() and len(name) < _ID_DIGITS:
            return self.gaps[int(name) - 1] if 0 < int(name) <= len(self.gaps) else None
        return next((gap for gap in self.gaps if gap.has(name.lower())), None)


def short_id(answer: int) -> str:
    """Return the short form of an answer's id, ten digits."""
    return f"{answer:0{_ID_DIGITS}x}"[-_ID_DIGITS:]


def make_gap(
    questions: Sequence[UnansweredQuestion], group: Group, live: Mapping[str, Source] | None
) -> Gap:
    """Put together what is known of a group of questions; `live` are the indexed documents by path."""
    members = [questions[row] for row in group.rows]
    typical = questions[group.typical]
    reasons = (reason for member in reversed(members) for reason in reversed(member.reasons))
    return Gap(
        id=short_id(members[0].id),
        question=typical.question,
        typical=typical.id,
        answers=tuple(member.id for member in members),
        askers=len({member.asker for member in members if member.asker is not None}),
        first=members[0].asked_at,
        last=members[-1].asked_at,
        refused=sum(member.refused for member in members),
        not_helpful=sum(member.not_helpful for member in members),
        reasons=tuple(dict.fromkeys(reasons)),
        closest=_closest(members, live),
        cited=frozenset(
            source for member in members if not member.refused for source in member.sources
        ),
        done=all(member.done for member in members),
    )


def _closest(
    members: Iterable[UnansweredQuestion], live: Mapping[str, Source] | None
) -> tuple[ClosestDocument, ...]:
    times = Counter(
        path for member in members for path in dict.fromkeys(path for path, _ in member.sources)
    )
    return tuple(
        ClosestDocument(path, source.title if source else None, count, gone)
        for path, count in times.most_common(CLOSEST_LISTED)
        for source in [(live or {}).get(path)]
        for gone in [live is not None and source is None]
    )


def by_count(gaps: Iterable[Gap]) -> list[Gap]:
    """Sort gaps by how many questions led to them, and then the newest first."""
    return sorted(gaps, key=lambda gap: (-gap.questions, -gap.last))


def stale_documents(
    cited: Iterable[tuple[str, str, int]], live: Mapping[str, Source]
) -> list[StaleDocument]:
    """Return which cited documents have changed or gone since, those first that are cited most.

    `cited` are path, digest and number of answers. What has only been moved is neither.
    """
    digests = {source.digest for source in live.values()}
    times: Counter[str] = Counter()
    for path, digest, count in cited:
        if digest not in digests:
            times[path] += count
    return [
        StaleDocument(path, count, "changed" if path in live else "gone")
        for path, count in sorted(times.items(), key=lambda item: (-item[1], item[0]))
    ]
