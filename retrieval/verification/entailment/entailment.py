"""Whether a statement follows from sentences of a source, as far as their words can tell. Pure.

It is strict on purpose: what it objects to is not shown in the model's words, and the reader gets the
sentences themselves. A statement follows where each of its words is one of the source's, in another
form at most, where what the source negates, limits, hedges, compares or attributes is so in the
statement too, and where names, figures and prepositions bind the same words in the same order.
"""

from __future__ import annotations

from dataclasses import replace

from ..analysis.figures import agree
from ..analysis.tokens import Analysis
from .bindings import attached, contrasted, counted, joined, tense, voice
from .comparison import Comparison, Evidence
from .omissions import left_out, missing
from .rewording import abbreviated, in_the_active
from .subjects import antecedent, other_subject, persons, possession, subject_left_out, taken_up
from .widening import (
    half_a_condition,
    half_a_range,
    limited_permission,
    limited_subject,
    widened,
)
from .word_order import cases, crossed_cells, mixed, moved, prepositions, tongues, torn_names

__all__ = ["Evidence", "coverage", "objection", "shared_words"]

_CHECKS = (
    missing,
    left_out,
    widened,
    half_a_range,
    half_a_condition,
    limited_subject,
    limited_permission,
    moved,
    mixed,
    crossed_cells,
    prepositions,
    torn_names,
    tongues,
    cases,
    counted,
    attached,
    contrasted,
    subject_left_out,
    other_subject,
    antecedent,
    taken_up,
    persons,
    joined,
    possession,
    tense,
    voice,
)


def objection(statement: Analysis, evidence: Evidence) -> str | None:
    """Return why a statement does not follow from its evidence, in a few words; None if it does."""
    source = evidence.analysis
    if source.asks and not statement.asks:
        return "its sentence is a question"
    if statement.words == source.words and _clauses(statement) == _clauses(source):
        return None
    known = evidence.above
    statement, source = abbreviated(statement, source, known), abbreviated(source, statement)
    evidence = replace(evidence, analysis=source)
    found = _first_objection(statement, evidence)
    if found is None or (statement.passive_at is None and source.passive_at is None):
        return found
    for ours, theirs in ((in_the_active(statement), source), (statement, in_the_active(source))):
        if ours is not None and theirs is not None:
            turned = replace(evidence, analysis=theirs)
            if _first_objection(ours, turned) is None:
                return None
    return found


def _clauses(analysis: Analysis) -> list[int]:
    return [token.clause for token in analysis.tokens]


def _first_objection(statement: Analysis, evidence: Evidence) -> str | None:
    compared = Comparison(statement, evidence)
    if not any(compared.ours[i].is_content for i, _ in compared.pairs):
        return "it shares no word with its sentences"
    return next((found for check in _CHECKS if (found := check(compared)) is not None), None)


def coverage(statement: Analysis, source: Analysis) -> float:
    """Return the share of a statement's words that a source has; names and figures count twice."""
    keys = source.keys
    weight = covered = 0
    for token in statement.tokens:
        if not token.is_content:
            continue
        counts = 2 if token.kind in ("name", "figure") else 1
        weight += counts
        if token.figure is not None:
            found = any(
                other.figure and agree(token.figure, other.figure) for other in source.tokens
            )
        else:
            found = not keys.isdisjoint(token.keys)
        covered += counts * found
    return covered / weight if weight else 0.0


def shared_words(statement: Analysis, source: Analysis) -> float:
    """Return the share of a statement's words, names and figures left out, that a source has.

    It is next to nothing where the two are in different languages.
    """
    keys = source.keys
    plain = [token for token in statement.tokens if token.kind == "word"]
    return sum(not keys.isdisjoint(token.keys) for token in plain) / len(plain) if plain else 0.0
