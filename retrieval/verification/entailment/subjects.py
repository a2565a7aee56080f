"""Whether a statement says things of those of whom its source says them. Pure.

Each check returns its objection in a few words, or None.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ..analysis.tokens import Token
from .comparison import Comparison


def subject_left_out(compared: Comparison) -> str | None:
    """Object to a clause that is said without what it says it of."""
    first = min(j for i, j in compared.pairs if compared.ours[i].is_content)
    begin = compared.theirs[first]
    passed = [
        token
        for token in compared.theirs[:first]
        if token.is_content and token.clause == begin.clause and token.preposition is None
    ]
    if passed and not _is_title_of(compared, passed[-1], begin) and not _tells_of(compared, begin):
        return f"it leaves out “{passed[0].text}”"
    if begin.clause in compared.evidence.analysis.relative and max(compared.clauses) > begin.clause:
        return f"“{begin.text}” is the subject of another clause"
    return None


def _tells_of(compared: Comparison, name: Token) -> bool:
    """Return whether all is said in the relative clause behind a name: "Anna, who repaired it"."""
    further = {token.clause for token in compared.theirs if token.clause > name.clause}
    behind = min(further, default=name.clause)
    ends = all(
        token.kind == "name"
        for token in compared.theirs
        if token.is_content and token.clause == name.clause and token.place >= name.place
    )
    told = {token.clause for token in compared.said}
    return (
        name.kind == "name"
        and ends
        and behind in compared.evidence.analysis.relative
        and told == {name.clause, behind}
    )


def _is_title_of(compared: Comparison, token: Token, name: Token) -> bool:
    """Return whether a word is what a name right behind it is called, as in "the treasurer Anna"."""
    verb = token.past or token.text.casefold().endswith("ing")
    beside = name.kind == "name" and name.place == token.place + 1
    return beside and not verb and name.clause not in compared.evidence.analysis.relative


def other_subject(compared: Comparison) -> str | None:
    """Object to a clause whose own subject was passed over for one of another clause."""
    for earlier, later in itertools.pairwise(compared.said):
        if later.place < earlier.place:
            continue
        passed = [
            token
            for j, token in enumerate(compared.theirs)
            if j not in compared.of_theirs
            and token.is_content
            and earlier.place < token.place < later.place
        ]
        if later.clause != earlier.clause:
            own = [
                token
                for token in passed
                if token.clause == later.clause and token.preposition is None
            ]
        else:
            own = _between(earlier, later, passed)
        if own:
            return f"it passes over “{own[0].text}”"
    return None


def _between(earlier: Token, later: Token, passed: Sequence[Token]) -> list[Token]:
    """Return the words passed over within a clause that are its subject or its verb."""
    free = [token for token in passed if token.preposition is None]
    own = [
        token
        for token in free
        if (token.kind == "name" and not (later.kind == "name" and token.place == later.place - 1))
        or (token.past and token.kind == "word")
    ]
    if earlier.kind == "name" and earlier.preposition is None and passed:
        beside = passed[0].place == earlier.place + 1 and not passed[0].text.endswith("ly")
        own += [passed[0]] if beside else []
    if later.kind == "name":
        own += [token for token in free if token.text.endswith("ing")]
    return own


def antecedent(compared: Comparison) -> str | None:
    """Object to what a relative clause says of the word before it being said of another."""
    said = {id(token) for token in compared.said}
    for clause in sorted(compared.clauses & compared.evidence.analysis.relative):
        before = [token for token in compared.theirs if token.is_content and token.clause < clause]
        if before and id(before[-1]) not in said:
            return f"it leaves out “{before[-1].text}”"
    return None


def taken_up(compared: Comparison) -> str | None:
    """Object to what is said of a pronoun being said of one of several names before it."""
    analysis = compared.evidence.analysis
    used = {token.sentence for token in compared.said}
    for sentence in sorted(used & analysis.referring):
        names = [
            token
            for token in compared.theirs
            if token.kind == "name" and token.sentence == sentence - 1
        ]
        said = {id(token) for token in compared.said}
        if any(id(name) in said for name in names) and any(id(name) not in said for name in names):
            return "who is meant may be another"
    return None


def persons(compared: Comparison) -> str | None:
    """Object to "his" where the source says "her"."""
    ours, theirs = compared.statement.persons, compared.evidence.analysis.persons
    return "its pronoun is another" if theirs and not ours <= theirs else None


def possession(compared: Comparison) -> str | None:
    """Object to what belongs to someone being said of that one."""
    for i, j in compared.pairs:
        ours, theirs = compared.ours[i], compared.theirs[j]
        if ours.owns and not theirs.owns and theirs.preposition != "of":
            return f"“{ours.text}” owns nothing there"
        if not theirs.owns or ours.owns:
            continue
        owned = compared.next_content(compared.theirs, j)
        if owned is not None and owned not in compared.of_theirs:
            return f"it leaves out whose it is: “{compared.theirs[j].text}”"
    return None
