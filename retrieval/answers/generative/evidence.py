"""Finds the sentences that support a statement best, and tells why they don't suffice. Pure.

The model's quotes are hints: all that was found is looked through. A statement may rest on one
sentence, on two that follow each other, or each of its parts on its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...types import Span, VerifiedQuote
from ...verification.analysis.analyzer import analyze
from ...verification.analysis.tokens import Analysis
from ...verification.attribution import without_attribution
from ...verification.entailment.entailment import Evidence, coverage, objection, shared_words
from ...verification.instructions import speaks_to_a_model
from ...verification.language import provable_language
from ...verification.normalize import normalize
from ..extractive.choice import Choice
from ..extractive.quotables import Quotable
from .surroundings import turned_by

CHECKED = 8
"""Sentences that are held against a statement, those that have most of its words."""

LONGEST_EVIDENCE = 2_000
"""Characters of a quotable that a statement is held against: code and rows have no bound, time has."""

BEARING = 5.5
"""How much lower than the best a sentence may score for the question and still bear on it, if a
statement has nearly all its words from it; a step of 1 is a factor e of odds."""

BEARING_LOOSELY = 3.0
"""The same for one that has only some of its words from it."""

NEARLY_ALL = 0.75
"""The share of a statement's words that are nearly all of them."""

_HINTED, _FURTHER, _STANDING = 0.15, 0.02, 0.01
"""What a hint, a further sentence and its standing for the question add to or take from a share."""

_JOINTS = re.compile(
    r"(?<=[.;!?])\s+"
    r"|,?\s+(?:and|but|while|whereas|und|aber|während|sowie|et|mais|tandis que|y|pero|mientras)\s+",
    re.IGNORECASE,
)
_COLUMN = re.compile(r"(?<=[:,] )[A-Z](?=[a-z])")
"""How the name of a column begins in a row that is told as a sentence."""

_MOST_JOINTS = 4
_MOST_BETWEEN = 3
"""Characters between a sentence and the next."""

_LEAST_PART = 3
"""Words that a part of a statement has at least, to say something by itself."""


@dataclass(frozen=True, slots=True)
class Support:
    """The quotables from `first` to `last` that support a statement best.

    `share` is that of the statement's words which they have, `objection` why they don't suffice.
    `quotes` are their words, with those that lead to them where the statement needs these.
    """

    first: int
    last: int
    share: float
    objection: str | None
    quotes: tuple[VerifiedQuote, ...]


class EvidenceFinder:
    """Looks through the quotables of one question.

    `language` is that of the documents, where it is one in which a statement can be proven.
    """

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        text = " ".join(passage.text for passage in choice.found.passages)
        self.language = provable_language(text)
        self._best = float(choice.scores.max())

    def supports(self, statement: str, hints: Sequence[VerifiedQuote]) -> list[Support]:
        """Return what supports a statement as a whole, or each of its parts; else what does best.

        It is empty where no sentence has to do with the statement.
        """
        whole = self._support(statement, hints)
        if whole is None or whole.objection is None:
            return [whole] if whole else []
        for joint in list(_JOINTS.finditer(statement))[:_MOST_JOINTS]:
            parts = [statement[: joint.start()], statement[joint.end() :]]
            if any(len(self._analysis(part).tokens) < _LEAST_PART for part in parts):
                continue
            found = [self._support(part, hints) for part in parts]
            proven = [each for each in found if each is not None and each.objection is None]
            if len(proven) == len(parts):
                return proven
        return [whole]

    def hinted(self, statement: str, hints: Sequence[VerifiedQuote]) -> Iterator[Support]:
        """Yield the quotables that the model's quotes touch."""
        stated = self._analysis(statement)
        for index in range(len(self._choice.quotables)):
            if self._is_hinted(hints, index, index):
                share = coverage(stated, self._readings(index, index)[0])
                reason = "it is not in the sentence that the model quotes"
                yield Support(index, index, share, reason, self._quotes(stated, index, index))

    def bears(self, first: int, last: int, share: float) -> bool:
        """Return whether sentences that have `share` of a statement's words bear on the question."""
        score = float(self._choice.scores[first : last + 1].max())
        return score >= self._best - (BEARING if share >= NEARLY_ALL else BEARING_LOOSELY)

    def shared_words(self, statement: str, support: Support) -> float:
        """Return which share of a statement's words its sentences have, names and figures left out."""
        said = self._readings(support.first, support.last)[0]
        return shared_words(self._analysis(statement), said)

    def _support(self, text: str, hints: Sequence[VerifiedQuote]) -> Support | None:
        """Return the sentences that support a text best."""
        stated = self._analysis(text)
        best: Support | None = None
        for first, last, share in self._candidates(stated, hints):
            reason = self._objection(text, first, last)
            if reason is None or best is None:
                quotes = self._quotes(stated, first, last)
                best = Support(first, last, share, reason, quotes)
            if reason is None:
                break
        return best

    def _candidates(
        self, stated: Analysis, hints: Sequence[VerifiedQuote]
    ) -> list[tuple[int, int, float]]:
        """Return the quotables, alone and with the next, that have most of a statement's words."""
        shares: list[tuple[float, int, int, float]] = []
        alone = 0.0
        for first, last in self._runs():
            share = coverage(stated, self._readings(first, last)[0])
            if first == last:
                alone = share
            elif share <= alone:
                continue  # what follows adds nothing
            bonus = _HINTED * self._is_hinted(hints, first, last) - _FURTHER * (last - first)
            bonus += _STANDING * self._standing(first, last)
            shares.append((share + bonus, first, last, share))
        shares.sort(key=lambda each: (-each[0], each[1], each[2]))
        return [(first, last, share) for _, first, last, share in shares[:CHECKED]]

    def _runs(self) -> Iterator[tuple[int, int]]:
        found = self._choice.quotables
        short = [len(each.shown) <= LONGEST_EVIDENCE for each in found]
        for index in range(len(found)):
            if not short[index]:
                continue
            yield index, index
            following = index + 1
            if (
                following < len(found)
                and short[following]
                and _follow(found[index], found[following])
            ):
                yield index, following

    def _standing(self, first: int, last: int) -> float:
        """Return how near the best answer to the question a run of quotables is, from 0 to 1."""
        score = float(self._choice.scores[first : last + 1].max())
        return max(0.0, 1 - (self._best - score) / BEARING)

    def _is_hinted(self, hints: Sequence[VerifiedQuote], first: int, last: int) -> bool:
        path = self._choice.quotables[first].path
        span = Span(self._choice.quotables[first].span.start, self._choice.quotables[last].span.end)
        return any(hint.passage.source.path == path and hint.span.overlaps(span) for hint in hints)

    def _objection(self, text: str, first: int, last: int) -> str | None:
        found = self._choice.quotables[first]
        said = self._said(first, last)
        if speaks_to_a_model(said):
            return "its sentence speaks to a model"
        title = " ".join(filter(None, (found.above, found.heading, found.path)))
        bare = without_attribution(text, self.language or "en", title)
        stated = self._analysis(bare)
        around = turned_by(stated, self._choice.quotables, first, last)
        if around is not None:
            return around
        if _letters(said) in (_letters(text), _letters(bare)):
            return None
        if self.language is None:
            return "its language is one in which only copies can be told"
        named = found.kind == "row" or found.lead.rstrip().endswith("?")
        asked = found.lead if named else ""
        above = self._analysis(f"{found.above}. {found.heading}. {asked}")
        reasons = [
            objection(stated, Evidence(reading, above.keys, is_row=found.kind == "row"))
            for reading in self._readings(first, last)
        ]
        return None if None in reasons else reasons[0]

    def _analysis(self, text: str) -> Analysis:
        return analyze(text, self.language or "en")

    def _said(self, first: int, last: int) -> str:
        return " ".join(each.shown for each in self._choice.quotables[first : last + 1])

    def _readings(self, first: int, last: int) -> list[Analysis]:
        """Return how quotables may be read: alone, or before or behind what leads to them."""
        said = self._said(first, last)
        if self._choice.quotables[first].kind == "row":
            said = _COLUMN.sub(lambda match: match.group().lower(), said)
        lead = self._lead(first)
        if not lead:
            return [self._analysis(said)]
        return [
            self._analysis(f"{lead}: {said}"),
            self._analysis(f"{said.rstrip('.,; ')} {lead[:1].lower()}{lead[1:]}"),
        ]

    def _lead(self, index: int) -> str:
        """Return the words that lead to a quotable and are read with it: no question, no header."""
        found = self._choice.quotables[index]
        lead = found.lead.strip()
        return "" if found.kind == "row" or lead.endswith("?") else lead.rstrip(": ")

    def _quotes(self, stated: Analysis, first: int, last: int) -> tuple[VerifiedQuote, ...]:
        """Return the words of quotables, and those that lead to them where a statement has these too."""
        found = self._choice.quotables
        own = self._choice.quote(first, Span(found[first].span.start, found[last].span.end))
        lead = found[first].block.lead
        if lead is None or not self._lead(first):
            return (own,)
        alone = coverage(stated, self._analysis(self._said(first, last)))
        together = coverage(stated, self._readings(first, last)[0])
        leading = self._choice.quote(first, lead)
        if together <= alone:
            return (own,)
        return (leading, own) if alone else (leading,)


def _follow(quotable: Quotable, following: Quotable) -> bool:
    gap = following.span.start - quotable.span.end
    return following.path == quotable.path and 0 <= gap <= _MOST_BETWEEN


def _letters(text: str) -> str:
    return normalize(text).letters
