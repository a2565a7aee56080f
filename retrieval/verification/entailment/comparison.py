"""A statement held against its source, word by word: which of their words are the same. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..analysis.figures import agree
from ..analysis.tokens import Analysis, Token

_BY_WORD = ("reversal", "intention", "claim")
"""Groups of grammar words of which each says something of its own."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Sentences that are read as one, and the keys of the words in the headings above them.

    `is_row` tells that it is a row of a table, whose cells have no order among them.
    """

    analysis: Analysis
    above: frozenset[str] = frozenset()
    is_row: bool = False


class Comparison:
    """The words of a statement and of its source, and which are the same.

    `pairs` are the places of the words that are the same, by their index in each, in the statement's
    order. `of_ours` finds the source's index by the statement's, `of_theirs` the other way round.
    """

    def __init__(self, statement: Analysis, evidence: Evidence) -> None:
        self.evidence = evidence
        self.statement = statement
        self.ours = statement.tokens
        self.theirs = evidence.analysis.tokens
        self.pairs = _align(self.ours, self.theirs)
        self.of_ours = dict(self.pairs)
        self.of_theirs = {theirs: ours for ours, theirs in self.pairs}

    @cached_property
    def said(self) -> list[Token]:
        """The content words of the source that the statement has, in the statement's order."""
        return [self.theirs[j] for i, j in self.pairs if self.ours[i].is_content]

    @cached_property
    def clauses(self) -> frozenset[int]:
        """The clauses of the source that say something of the statement."""
        return frozenset(token.clause for token in self.said)

    @cached_property
    def sentences(self) -> frozenset[int]:
        """The sentences of the source that say the statement: not one that only names its subject."""
        said = Counter(token.sentence for token in self.said)
        return frozenset(each for each, count in said.items() if count > 2 or each == max(said))

    def next_content(self, tokens: Sequence[Token], index: int) -> int | None:
        """Return the index of the first content word behind one, if there is any."""
        return next((k for k in range(index + 1, len(tokens)) if tokens[k].is_content), None)

    def content_between(self, first: int, second: int) -> int:
        """Return how many content words of the source stand from one index to before another."""
        return sum(1 for token in self.theirs[first:second] if token.is_content)


def same_word(ours: Token, theirs: Token) -> bool:
    """Return whether two words say the same: a figure its value, a grammar word its group."""
    if ours.figure is not None and theirs.figure is not None:
        return agree(ours.figure, theirs.figure)
    if ours.kind == "grammar" and theirs.kind == "grammar":
        same = ours.group == theirs.group
        return same and (
            not ours.group.startswith(_BY_WORD) or not ours.keys.isdisjoint(theirs.keys)
        )
    if ours.kind == "grammar" or theirs.kind == "grammar":
        by_word = ours.group.startswith(_BY_WORD) or theirs.group.startswith(_BY_WORD)
        return by_word and not ours.keys.isdisjoint(theirs.keys)
    return not ours.keys.isdisjoint(theirs.keys)


def _align(ours: Sequence[Token], theirs: Sequence[Token]) -> list[tuple[int, int]]:
    """Return which words are the same, by their indexes: most of them in order, the others anywhere.

    The longest common subsequence, by dynamic programming; then whatever is left, the first that fits.
    """
    same = [[same_word(a, b) for b in theirs] for a in ours]
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i in range(len(ours) - 1, -1, -1):
        for j in range(len(theirs) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if same[i][j]:
                alike = 0.01 * (ours[i].preposition == theirs[j].preposition)
                best[i][j] = max(best[i][j], best[i + 1][j + 1] + 1 + alike)
    pairs = dict(_trace(best, same, len(ours), len(theirs)))
    taken = set(pairs.values())
    for i in range(len(ours)):
        if i not in pairs:
            left = next((j for j in range(len(theirs)) if same[i][j] and j not in taken), None)
            if left is not None:
                pairs[i] = left
                taken.add(left)
    return sorted(pairs.items())


def _trace(
    best: Sequence[Sequence[float]], same: Sequence[Sequence[bool]], rows: int, columns: int
) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < rows and j < columns:
        if same[i][j] and best[i][j] >= best[i + 1][j + 1] + 1:
            yield i, j
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
