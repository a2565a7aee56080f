"""What a statement leaves out or adds, of which its source says otherwise. Pure.

Each check returns its objection in a few words, or None.
"""

from __future__ import annotations

from ...documents.words import word_set
from ..analysis.digits import UNITS
from ..analysis.tokens import Token
from ..analysis.word_forms import is_comparative
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
    "restriction (sole)",
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

_LIMITS = ("restriction (only)", "negation")
"""Groups that limit what stands before them where they have no verb of their own."""

_TIMES = ("time (before)", "time (after)")

_CELL_WORDS = word_set("cost costs or also kostet kosten oder coûte coûtent ou cuesta cuestan")
"""Words by which the cells of a row are told, which has none."""

_NEAR = 2


def missing(compared: Comparison) -> str | None:
    """Object to whatever of the statement is nowhere in the source."""
    missing = [token for i, token in enumerate(compared.ours) if i not in compared.of_ours]
    missing = [token for token in missing if not is_above(compared, token)]
    if compared.evidence.is_row:
        missing = [token for token in missing if token.text.casefold() not in _CELL_WORDS]
    if missing:
        what = f"the {missing[0].group}" if missing[0].group else f"the {missing[0].kind}"
        return f"{what} “{missing[0].text}” is not in its sentences"
    return None


def is_above(compared: Comparison, token: Token) -> bool:
    """Return whether a word stands in a heading above the source."""
    noun = token.kind == "word" or token.group in ("intention", "claim")
    return noun and not token.keys.isdisjoint(compared.evidence.above)


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
        return within or _tells_which(compared, token) or _compares(compared, token)
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
    if token.group.startswith(_LIMITS) and _limits_before(compared, token):
        return True
    if token.group.startswith(_TIMES) and _is_of_the_past(compared):
        return False
    if token.group.startswith("condition") and _is_told_apart(compared, token):
        return False
    return token.group.startswith(_GOVERNING) and not _stands_apart(compared, token)


def _is_of_the_past(compared: Comparison) -> bool:
    """Return whether a statement tells what happened: it may lack its time, unlike a rule."""
    verbs = any(compared.ours[i].past and compared.theirs[j].past for i, j in compared.pairs)
    return verbs and not any(token.group.startswith("modal") for token in compared.ours)


def _is_told_apart(compared: Comparison, token: Token) -> bool:
    """Return whether all is said in relative clauses behind a condition, which does not bind them."""
    relative = compared.evidence.analysis.relative & compared.clauses
    before = [each for each in compared.said if each.clause not in relative]
    return bool(relative) and min(relative) > token.clause and len(before) <= 1


def _limits_before(compared: Comparison, token: Token) -> bool:
    """Return whether a clause without a verb limits what stands before: "but only at night"."""
    clauses = [
        each.clause for each in compared.theirs if each.is_content and each.preposition is None
    ]
    before = max((clause for clause in clauses if clause < token.clause), default=-1)
    said = {clause for clause in compared.clauses if before <= clause < token.clause}
    empty = _stands_alone(compared, token)
    # "in the kitchen but not": what is denied is the nearest, not the clause with the verb.
    denied = said - {before} if empty and len(said) > 1 else said
    return bool(denied) and token.clause not in clauses


def _compares(compared: Comparison, token: Token) -> bool:
    """Return whether a word compares by a figure that is said: "10 euros cheaper"."""
    if not is_comparative(token.text.casefold(), compared.statement.language):
        return False
    return any(
        compared.theirs[j].kind == "figure"
        and compared.theirs[j].clause == token.clause
        and 0 < token.place - compared.theirs[j].place <= _NEAR
        for j in compared.of_theirs
    )


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


def _is_measured(compared: Comparison, figure: Token) -> bool:
    """Return whether a figure is a price or a measure."""
    return any(
        token.place == figure.place + 1 and not token.keys.isdisjoint(UNITS)
        for token in compared.theirs
    )


def _is_between(compared: Comparison, token: Token) -> bool:
    """Return whether a name or figure limits a word that the statement has before another."""
    if token.kind not in ("name", "figure") or token.preposition is None or token.agent:
        return False
    if token.kind == "figure" and (token.preposition == "from" or _is_measured(compared, token)):
        return False
    said = [
        compared.theirs[j] for _, j in compared.pairs if compared.theirs[j].clause == token.clause
    ]
    before = [other for other in said if other.place < token.place]
    if not before or max(other.place for other in said) < token.place:
        return False
    # What stands behind a name tells more of it, and does not choose among several.
    return before[-1].kind != "name"
