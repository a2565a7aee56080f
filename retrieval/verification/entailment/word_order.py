"""Whether the words that a statement shares with its source are bound in the same roles. Pure.

Each check returns its objection in a few words, or None.
"""

from __future__ import annotations

from ..analysis.tokens import Token
from .comparison import Comparison

_MOVING = ("time", "hedge", "cause", "concession", "condition", "negation (without)")
"""Groups that bind a part of a sentence which may stand before or behind the rest."""

_OF_ROLES = frozenset({"as", "to", "by"})
"""Prepositions by which a verb's roles are told."""

_FREE = frozenset({"of", "in"})
"""Prepositions that a statement may add or leave out between the same words."""


def moved(compared: Comparison) -> str | None:
    """Object to words that bind each other by their order and stand in another."""
    if compared.evidence.is_row:
        return None
    last = -1
    moved: dict[tuple[str | None, str], int] = {}
    for i, j in compared.pairs:
        ours = compared.ours[i]
        if _may_move(compared, ours, compared.theirs[j]):
            alike = (ours.preposition, ours.kind)
            if j < moved.get(alike, -1):
                return f"“{ours.text}” stands in another place"
            moved[alike] = j
            continue
        if j < last:
            return f"“{ours.text}” stands in another place"
        last = j
    return None


def _may_move(compared: Comparison, ours: Token, theirs: Token) -> bool:
    if ours.kind == "grammar":
        return ours.group.startswith(_MOVING)
    adverb = ours.kind == "word" and ours.text.islower() and ours.text.endswith("ly")
    if adverb or _is_of_its_owner(ours, theirs):
        return True
    bound = ours.preposition is not None and ours.preposition == theirs.preposition
    if _is_of_a_country(compared, ours, theirs) or _is_subordinate(compared, ours, theirs):
        return True
    dated = ours.figure is not None and any(
        kind in ("date", "time") for kind, _ in ours.figure.values
    )
    return (bound and ours.preposition != "of") or dated


def _is_subordinate(compared: Comparison, ours: Token, theirs: Token) -> bool:
    """Return whether a word stands in a clause that "if" or the like begins: it may go first or last."""
    return all(
        word.clause in analysis.subordinate
        and word.clause in (analysis.tokens[0].clause, analysis.tokens[-1].clause)
        for analysis, word in ((compared.statement, ours), (compared.evidence.analysis, theirs))
    )


def _is_of_its_owner(ours: Token, theirs: Token) -> bool:
    """Return whether one side says "Anna's" where the other says "of Anna"."""
    owner, other = (ours, theirs) if ours.owns else (theirs, ours)
    return owner.owns and not other.owns and other.preposition == "of"


def _is_governed(token: Token) -> bool:
    return token.is_content or token.group in ("intention", "claim")


def cases(compared: Comparison) -> str | None:
    """Object to a subject as an object: "den Trainer" is not "der Trainer"."""
    for i, j in compared.pairs:
        ours, theirs = compared.ours[i], compared.theirs[j]
        if ours.case and theirs.case and ours.case != theirs.case:
            return f"“{ours.text}” is the {ours.case} of it"
    return None


def tongues(compared: Comparison) -> str | None:
    """Object to "in England" where the source says "in English", and to "by" a land for its people."""
    for i, j in compared.pairs:
        ours, theirs = compared.ours[i], compared.theirs[j]
        shared = ours.keys & theirs.keys
        by_country = bool(shared) and all(key.startswith("country") for key in shared)
        bound = {ours.preposition, theirs.preposition} - {None, "of", "from"}
        if by_country and bound:
            return f"“{ours.text}” is not “{theirs.text}”"
    return None


def _is_behind(compared: Comparison, i: int, j: int) -> bool:
    """Return whether a word only stands behind what a preposition governs, on one of both sides."""
    for tokens, index, other in (
        (compared.ours, i, compared.theirs[j]),
        (compared.theirs, j, compared.ours[i]),
    ):
        if index == 0 or other.preposition is not None:
            continue
        before = tokens[index - 1]
        beside = before.place == tokens[index].place - 1
        if beside and before.is_content and before.preposition == tokens[index].preposition:
            return True
    return False


def crossed_cells(compared: Comparison) -> str | None:
    """Object to the name of one column with the cell of another."""
    if not compared.evidence.is_row:
        return None
    halves = [
        clause
        for clause in {token.clause for token in compared.theirs} - {compared.theirs[0].clause}
        if len({j in compared.of_theirs for j in _content_of(compared, clause)}) > 1
    ]
    return "it has the cell of another column" if len(halves) > 1 else None


def _content_of(compared: Comparison, clause: int) -> list[int]:
    return [
        j for j, token in enumerate(compared.theirs) if token.is_content and token.clause == clause
    ]


def mixed(compared: Comparison) -> str | None:
    """Object to what goes with one verb being said with another.

    It tells by what is left out: where a clause has words of its own for when, where or by whom, those
    of another clause do not stand in for them.
    """
    said, clauses = compared.said, compared.clauses
    for k, token in enumerate(compared.theirs):
        if k in compared.of_theirs or not token.is_content or token.clause not in clauses:
            continue
        if not _is_a_complement(token):
            continue
        here = [each for each in said if each.clause == token.clause]
        for other in said:
            alike = other.preposition == token.preposition and other.kind == token.kind
            if not alike or other.clause == token.clause:
                continue
            # A later clause may have its subject from an earlier one, and nothing else.
            subject_alone = all(each.preposition is None and each.kind != "figure" for each in here)
            apart = compared.evidence.is_row or token.clause > other.clause
            if apart or not subject_alone:
                return f"it has “{other.text}” in the place of “{token.text}”"
    return None


def _is_a_complement(token: Token) -> bool:
    if token.preposition is not None:
        return token.text[:1].isupper() or token.kind == "figure" or token.preposition in _OF_ROLES
    return token.kind == "figure"


def prepositions(compared: Comparison) -> str | None:
    """Object to words that another preposition governs."""
    for i, j in compared.pairs:
        ours, theirs = compared.ours[i], compared.theirs[j]
        if not _is_governed(ours) or not _is_governed(theirs):
            continue
        if ours.preposition == theirs.preposition or _has_no_need(compared, ours, theirs, i, j):
            continue
        if _is_of_its_owner(ours, theirs) or _is_behind(compared, i, j):
            continue
        if compared.evidence.is_row and theirs.preposition is None:
            continue  # cells have none
        if _is_verb_behind(compared, ours) or _is_of_a_country(compared, ours, theirs):
            continue
        if theirs.sentence not in compared.sentences and ours.kind == "word":
            continue  # a pronoun takes it up, whatever governed it before
        said, stands = ours.preposition or "nothing", theirs.preposition or "nothing"
        return f"“{ours.text}” is bound by {said}, not {stands}"
    return None


def _is_verb_behind(compared: Comparison, token: Token) -> bool:
    """Return whether a word may be a German verb, which stands behind whatever it governs."""
    return compared.statement.language == "de" and token.text[:1].islower()


def _is_of_a_country(compared: Comparison, ours: Token, theirs: Token) -> bool:
    """Return whether one side says "French" of a word of which the other says "of France"."""
    shared = ours.keys & theirs.keys
    if not any(key.startswith("country") for key in shared):
        return False
    if {ours.preposition, theirs.preposition} not in ({None, "of"}, {None, "from"}):
        return False
    i, j = compared.ours.index(ours), compared.theirs.index(theirs)
    near_ours = {compared.of_ours.get(k) for k in (i - 1, i + 1)}
    return not near_ours.isdisjoint({j - 1, j + 1})


def _has_no_need(compared: Comparison, ours: Token, theirs: Token, i: int, j: int) -> bool:
    """Return whether a preposition was left out or added without harm."""
    if ours.preposition is not None and theirs.preposition is not None:
        return False
    mine, other = (ours, i) if ours.preposition else (theirs, j)
    if mine.preposition not in _FREE:
        # Of several words behind one preposition the first carries it.
        return False
    tokens, mapped = (
        (compared.ours, compared.of_ours)
        if ours.preposition
        else (compared.theirs, compared.of_theirs)
    )
    heads = [
        k
        for k in range(other - 1, -1, -1)
        if tokens[k].is_content and tokens[k].preposition != mine.preposition
    ]
    dated = mine.kind == "figure"
    return dated or (bool(heads) and heads[0] in mapped) or (mine.preposition == "in" and not heads)


def torn_names(compared: Comparison) -> str | None:
    """Object to a name whose words stand apart, or half of one beside half of another."""
    for i in range(len(compared.ours) - 1):
        first, second = compared.ours[i], compared.ours[i + 1]
        if (
            not (_is_name(compared, first) and _is_name(compared, second))
            or second.place != first.place + 1
            or second.clause != first.clause
        ):
            continue
        if first.owns or i not in compared.of_ours or i + 1 not in compared.of_ours:
            continue
        a, b = compared.of_ours[i], compared.of_ours[i + 1]
        if compared.theirs[b].place - compared.theirs[a].place not in (1, 2) and a != b:
            return f"“{first.text} {second.text}” is no name of its sentences"
    return _half_a_name(compared)


def _half_a_name(compared: Comparison) -> str | None:
    """Object to the beginning of a name without its end: it is named by that."""
    for j in sorted(compared.of_theirs):
        following = compared.theirs[j + 1] if j + 1 < len(compared.theirs) else None
        name = compared.theirs[j]
        if name.kind != "name" or name.owns or following is None or following.kind != "name":
            continue
        beside = following.place == name.place + 1 and following.clause == name.clause
        if beside and j + 1 not in compared.of_theirs and following.preposition == name.preposition:
            return f"“{name.text}” is half a name"
    return None


def _is_name(compared: Comparison, token: Token) -> bool:
    return token.kind == "name" or any(
        other.kind == "name" and not other.keys.isdisjoint(token.keys) for other in compared.theirs
    )
