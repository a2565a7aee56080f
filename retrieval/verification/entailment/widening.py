"""Limits of what a source says that a statement leaves out, so that it says more. Pure.

Each check returns its objection in a few words, or None.
"""

from __future__ import annotations

import itertools

from ...documents.words import word_set
from ..analysis.digits import UNITS
from ..analysis.tokens import Token
from ..analysis.word_forms import is_comparative, without_accents
from .comparison import Comparison
from .omissions import is_above

_RANGE_WORDS = frozenset({"to", "or", "bis", "oder", "à", "ou", "a", "o"})
"""Words between the ends of a range."""

_SINGLING = word_set(
    "first last sole most erste ersten erster letzte letzten premier première primer primera"
)
"""Words that single one out, which their noun's limits belong to."""

_SINGLING_GROUPS = (
    "quantifier (all)",
    "quantifier (any)",
    "quantifier (most)",
    "restriction (sole)",
)

_DEFINITE = word_set(
    "the this that our its his her my your le la l el der die das dieser diese dieses"
)
"""Articles before a noun that means one known thing."""

_NEAR_SUBJECT = 4

_PERMITTING = word_set(
    "free open closed allowed waived refunded refund refunds welcome available permitted "
    "kostenlos frei offen geoffnet geschlossen erlaubt gratuit gratuite ouvert ferme gratis "
    "abierto cerrado permitido"
)
"""Words for what is granted, without accents."""

_CIRCUMSTANCES = frozenset({"in", "with", "during", "without", "under", "before", "after", "until"})
"""Prepositions by which something is granted for a time, a place or under a condition."""


def widened(compared: Comparison) -> str | None:
    """Object to a limit left out of what is said of all or denied, which then is said of more."""
    for i, j in compared.pairs:
        if compared.ours[i].group.startswith("negation"):
            limits = _others_of_its_clause(compared, j)
        elif compared.ours[i].group.startswith("condition"):
            limits = [
                each for each in _others_of_its_clause(compared, j) if _is_behind(compared, j, each)
            ]
        elif _singles_out(compared.ours[i], compared.statement.language):
            limits = _limits_behind(compared, j)
        else:
            continue
        for token in limits:
            if not is_above(compared, token):
                return f"it says it of more: it leaves out “{token.text}”"
    return None


def _others_of_its_clause(compared: Comparison, j: int) -> list[Token]:
    """Return the words left out of the clause of a negation."""
    clause = compared.theirs[j].clause
    return [
        token
        for k, token in enumerate(compared.theirs)
        if token.is_content and token.clause == clause and k not in compared.of_theirs
    ]


def _limits_behind(compared: Comparison, j: int) -> list[Token]:
    """Return the words left out beside that which a word singles out: "all new boats with a motor"."""
    clause = compared.theirs[j].clause
    run: list[int] = []
    for k in range(j + 1, len(compared.theirs)):
        if not compared.theirs[k].is_content or compared.theirs[k].clause != clause:
            break
        run.append(k)
    limits: list[Token] = []
    said = [k for k in run if k in compared.of_theirs]
    for k in run:
        token = compared.theirs[k]
        if k in compared.of_theirs:
            continue
        before_noun = not said or k < said[0] or (len(said) > 1 and k < said[1])
        measure = token.kind == "figure" or not token.keys.isdisjoint(UNITS)
        if before_noun or (token.preposition is not None and not measure):
            limits.append(token)
    return limits


def _is_behind(compared: Comparison, j: int, token: Token) -> bool:
    return token.place > compared.theirs[j].place


def _singles_out(token: Token, language: str) -> bool:
    """Return whether a word speaks of all, of the first or of the highest degree."""
    if token.group.startswith(_SINGLING_GROUPS):
        return True
    word = token.text.casefold()
    ordinal = token.figure is not None and any(kind == "ordinal" for kind, _ in token.figure.values)
    superlative = word.endswith("est") and is_comparative(word, language)
    return ordinal or superlative or word in _SINGLING


def half_a_condition(compared: Comparison) -> str | None:
    """Object to one of two conditions: "if the key is back and the locker is empty"."""
    coordinated = compared.evidence.analysis.coordinated
    for i, j in compared.pairs:
        following = compared.theirs[j].clause + 1
        if not compared.ours[i].group.startswith("condition") or following not in coordinated:
            continue
        if following not in compared.clauses and any(
            token.is_content and token.clause == following for token in compared.theirs
        ):
            return "it leaves out one of two conditions"
    return None


def limited_subject(compared: Comparison) -> str | None:
    """Object to what is said of some being said of all: "members of the board may sign"."""
    words = compared.evidence.analysis.words
    first = min(j for i, j in compared.pairs if compared.ours[i].is_content)
    subject = compared.theirs[first]
    before = words[subject.place - 1] if subject.place else ""
    plural = subject.text.endswith("s") and compared.statement.language != "de"
    if subject.kind == "name" or subject.preposition or (before in _DEFINITE and not plural):
        return None
    for k in range(first + 1, len(compared.theirs)):
        token = compared.theirs[k]
        near = token.clause == subject.clause and token.place - subject.place <= _NEAR_SUBJECT
        bound = token.group.startswith("bound") or (token.is_content and token.preposition)
        if not near or not bound:
            break
        if k not in compared.of_theirs and not is_above(compared, token):
            return f"it says it of more: it leaves out “{token.text}”"
    return None


def limited_permission(compared: Comparison) -> str | None:
    """Object to a permission, price or offer without its time, place or condition."""
    for i, j in compared.pairs:
        ours = compared.ours[i]
        allowed = ours.group == "modal (may)" or without_accents(ours.text) in _PERMITTING
        if not allowed:
            continue
        for token in _others_of_its_clause(compared, j):
            behind = token.place > compared.theirs[j].place
            if behind and token.preposition in _CIRCUMSTANCES and not is_above(compared, token):
                return f"it says it of more: it leaves out “{token.text}”"
    return None


def half_a_range(compared: Comparison) -> str | None:
    """Object to one end of a range, as of "2-3 hours", said without the other."""
    words = compared.evidence.analysis.words
    for first, second in itertools.pairwise(range(len(compared.theirs))):
        a, b = compared.theirs[first], compared.theirs[second]
        if a.kind != "figure" or b.kind != "figure" or (a.is_year and b.is_year):
            continue
        gap = words[a.place + 1 : b.place]
        together = b.place == a.place + 1 or (len(gap) == 1 and gap[0] in _RANGE_WORDS)
        if together and (first in compared.of_theirs) != (second in compared.of_theirs):
            return f"it leaves out one end of “{a.text} to {b.text}”"
    return None
