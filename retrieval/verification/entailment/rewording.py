"""Other ways to say the same: a name as its abbreviation, a passive in the active. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import replace

from ..analysis.tokens import Analysis, Token


def abbreviated(
    reading: Analysis, other: Analysis, known: frozenset[str] | None = None
) -> Analysis:
    """Return a text with each name of several words as the abbreviation that the other has for it.

    Where keys are `known`, each word of the name has to have one of them.
    """
    short = {token.text.casefold(): token for token in other.tokens if _is_abbreviation(token)}
    if not short:
        return reading
    kept: list[Token] = []
    tokens = reading.tokens
    i = 0
    while i < len(tokens):
        runs = (tokens[i : i + n] for n in (5, 4, 3, 2))
        length = next((len(run) for run in runs if _stands_for(run, short, known)), 0)
        if length:
            letters = _initials(tokens[i : i + length], length)
            last = tokens[i + length - 1]
            kept.append(
                replace(
                    tokens[i], text=letters, kind="name", keys=frozenset({letters}), owns=last.owns
                )
            )
        else:
            kept.append(tokens[i])
        i += length or 1
    return replace(reading, tokens=tuple(kept))


def in_the_active(reading: Analysis) -> Analysis | None:
    """Return a sentence in the passive as one in the active: who acts, what is done, to whom."""
    if reading.passive_at is None:
        return None
    agents = _acting(reading)
    if not agents:
        return None
    start = agents[0].place
    english = reading.language == "en"
    past = "past" in {tense for _, tense in reading.tenses}
    acting = [
        replace(token, preposition=None, agent=False) if token.agent else token for token in agents
    ]
    subject = [token for token in reading.tokens if token.place < reading.passive_at]
    done = [
        replace(token, past=past and token.kind == "word") if english else token
        for token in reading.tokens
        if reading.passive_at <= token.place < start
    ]
    verb, bound = done, []
    if english:
        verb = [token for token in done if token.preposition is None]
        bound = [token for token in done if token.preposition is not None]
    rest = [token for token in reading.tokens if token.place > start and token not in agents]
    ordered = [*acting, *verb, *subject, *bound, *rest]
    placed = tuple(replace(token, place=place, case="") for place, token in enumerate(ordered))
    return replace(reading, tokens=placed, passive_at=None, voices=frozenset(), tenses=frozenset())


def _stands_for(run: Sequence[Token], short: Collection[str], known: frozenset[str] | None) -> bool:
    named = known is None or all(not token.keys.isdisjoint(known) for token in run)
    return named and _initials(run, len(run)) in short


def _is_abbreviation(token: Token) -> bool:
    return (
        token.is_content and len(token.text) > 1 and token.text.isalpha() and token.text.isupper()
    )


def _initials(run: Sequence[Token], length: int) -> str:
    """Return the initials of a run of capitalised words that stand together; empty if it is none."""
    together = len(run) == length and all(
        token.is_content and token.text[:1].isupper() and not token.text.isupper() for token in run
    )
    near = together and all(b.place - a.place <= 2 for a, b in itertools.pairwise(run))
    return "".join(token.text[0] for token in run).casefold() if near else ""


def _acting(reading: Analysis) -> list[Token]:
    """Return the words that name who acts in the passive, with a name set beside them."""
    acting: list[Token] = []
    for token in reading.tokens:
        beside = acting and token.kind == "name" and token.preposition is None
        beside = beside and token.place == acting[-1].place + 1
        owner = acting and token.preposition == "of"
        if token.agent or beside or owner:
            acting.append(token)
        elif acting:
            break
    return acting
