"""What a statement leaves out or adds, of which its source says otherwise. Pure.

Each check returns its objection in a few words, or None.
"""

from __future__ import annotations

import itertools

from ..analysis.digits import UNITS
from ..analysis.tokens import Token
from .comparison import Comparison

_UNPROTECTED = (
    "cause",
    "concession",
    "quantifier (all)",
    "quantifier (any)",
    "quantifier (both)",
    "time (still)",
    "time (already)",
    "time (yet)",
    "time (again)",
    "restriction (even)",
    "comparison (than)",
    "comparison (more)",
    "comparison (too)",
)
"""Groups that a statement may leave out: what is said without them is weaker, or the same."""

_GOVERNING = (
    "condition",
    "saying",
    "claim",
    "intention",
    "falsity",
    "negation (without)",
    "time (before)",
    "time (after)",
    "time (until)",
    "time (since)",
)
"""Groups that bind the whole sentence, whichever clause they stand in."""

_LIMITING = frozenset(
    {
        "under",
        "over",
        "during",
        "without",
        "against",
        "between",
        "until",
        "since",
        "before",
        "after",
        "instead",
        "outside",
    }
)
"""Prepositions whose words limit what is said."""


_RANGE_WORDS = frozenset({"to", "or", "bis", "oder", "à", "ou", "a", "o"})
"""Words between the ends of a range."""


def missing(compared: Comparison) -> str | None:
    """Object to whatever of the statement is nowhere in the source."""
    missing = [token for i, token in enumerate(compared.ours) if i not in compared.of_ours]
    missing = [token for token in missing if not _is_above(compared, token)]
    if missing:
        what = f"the {missing[0].group}" if missing[0].group else f"the {missing[0].kind}"
        return f"{what} “{missing[0].text}” is not in its sentences"
    return None


def _is_above(compared: Comparison, token: Token) -> bool:
    return token.kind == "word" and not token.keys.isdisjoint(compared.evidence.above)


def left_out(compared: Comparison) -> str | None:
    """Object to the absence of what the statement would need in order to say no more than its source."""
    for j, token in enumerate(compared.theirs):
        if j in compared.of_theirs or not _is_needed(compared, token):
            continue
        return f"it leaves out “{token.text}”"
    return None


def _is_needed(compared: Comparison, token: Token) -> bool:
    if token.sentence not in compared.sentences:
        return False
    if token.kind != "grammar":
        limits = token.preposition in _LIMITING or _is_for_some(token)
        within = token.clause in compared.clauses and (limits or _is_between(compared, token))
        return within or _tells_which(compared, token)
    if token.group.startswith(_UNPROTECTED):
        return False
    return _governs(compared, token) or (
        token.clause in compared.clauses and not _is_passed_over(compared, token)
    )


def _governs(compared: Comparison, token: Token) -> bool:
    """Return whether a grammar word of another clause binds what the statement says."""
    if token.group == "choice (or)":
        return token.clause - 1 in compared.clauses
    if token.group.startswith("hedge"):
        return _stands_alone(compared, token)
    return token.group.startswith(_GOVERNING) and not _stands_apart(compared, token)


def _stands_apart(compared: Comparison, token: Token) -> bool:
    """Return whether a word stands in a clause of its own behind what the statement says."""
    return (
        token.clause in compared.evidence.analysis.coordinated
        and token.clause not in compared.clauses
        and token.clause > min(compared.clauses)
    )


def _stands_alone(compared: Comparison, token: Token) -> bool:
    """Return whether there is nothing else in a word's clause: "In theory, the lift works"."""
    return not any(each.is_content and each.clause == token.clause for each in compared.theirs)


def _is_passed_over(compared: Comparison, token: Token) -> bool:
    """Return whether of the words behind one in its clause none is said, but those of a later one."""
    behind = [
        j
        for j, other in enumerate(compared.theirs)
        if other.is_content and other.clause == token.clause and other.place > token.place
    ]
    unsaid = bool(behind) and all(j not in compared.of_theirs for j in behind)
    return unsaid and max(compared.clauses) > token.clause


def _tells_which(compared: Comparison, token: Token) -> bool:
    """Return whether a word stands in a clause that limits a word of the statement."""
    reading = compared.evidence.analysis
    return token.clause in reading.limiting and token.clause - 1 in compared.clauses


def _is_for_some(token: Token) -> bool:
    measured = token.kind == "figure" or not token.keys.isdisjoint(UNITS)
    return token.preposition == "for" and not measured


def _is_between(compared: Comparison, token: Token) -> bool:
    """Return whether a name or figure limits a word that the statement has before another."""
    if token.kind not in ("name", "figure") or token.preposition is None or token.agent:
        return False
    said = [
        compared.theirs[j] for _, j in compared.pairs if compared.theirs[j].clause == token.clause
    ]
    before = [other for other in said if other.place < token.place]
    if not before or max(other.place for other in said) < token.place:
        return False
    # What stands behind a name tells more of it, and does not choose among several.
    return before[-1].kind != "name"


def widened(compared: Comparison) -> str | None:
    """Object to a limit left out of what is said of all or denied, which then is said of more."""
    for i, j in compared.pairs:
        if compared.ours[i].group.startswith("negation"):
            limits = _others_of_its_clause(compared, j)
        elif compared.ours[i].group.startswith(("quantifier (all)", "quantifier (any)")):
            limits = _limits_behind(compared, j)
        else:
            continue
        for token in limits:
            if not _is_above(compared, token):
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
    """Return the words left out beside that which a quantifier counts: "all new boats with a motor"."""
    limits: list[Token] = []
    counted = False
    for k in range(j + 1, len(compared.theirs)):
        token = compared.theirs[k]
        if not token.is_content or token.clause != compared.theirs[j].clause:
            break
        if k in compared.of_theirs:
            if counted:
                break
            counted = True
        elif not counted or token.preposition is not None:
            limits.append(token)
    return limits


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
