"""Whether a quotable holds the kind of answer that is asked for. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from ...arrays import Floats
from ...questions.answer_types import (
    FIGURES,
    defines,
    holds_answer,
    near_figures,
)
from ...questions.quantities import conditions, fit, numbers
from ...search.lexicon import Lexicon
from .asked import Asked
from .quotables import Quotable

_FIGURE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


def kind_features(asked: Asked, found: Sequence[Quotable], lexicon: Lexicon) -> dict[str, Floats]:
    """Return whether a quotable holds what is asked for, and whether it lacks it.

    A figure may stand in any cell of a row, and what it counts in the name of its column.
    """
    shown = [quotable.shown for quotable in found]
    figures = sorted(asked.types & FIGURES)
    held = np.array(
        [bool(figures) and all(holds_answer(kind, text) for kind in figures) for text in shown]
    )
    columns: dict[str, Floats] = {
        "holds the figure asked for": held.astype(np.float32),
        "lacks the figure asked for": (~held).astype(np.float32) * bool(figures),
        "counts what is asked": _counted(asked, shown, lexicon),
    }
    for kind in ("reason", "person", "place"):
        of_kind = kind in asked.types
        columns[f"holds a {kind} asked for"] = np.array(
            [of_kind and holds_answer(kind, text) for text in shown], np.float32
        )
    columns["defines what is asked"] = np.array(
        [defines(asked.defined, quotable.text) for quotable in found], np.float32
    )
    columns["number fits"] = np.array([fit(asked.numbers, text) for text in shown], np.float32)
    columns["number missing"] = _missing_numbers(asked, found)
    steps = bool(asked.types & {"procedure", "list"})
    columns["is an item of what is asked for"] = np.array(
        [steps and quotable.kind in ("item", "code") for quotable in found], np.float32
    )
    return columns


def _missing_numbers(asked: Asked, found: Sequence[Quotable]) -> Floats:
    """Return the share of the question's figures that neither stand in a quotable nor fit it."""
    figures = [float(figure) for figure in _FIGURE.findall(asked.text)]
    if not figures:
        return np.zeros(len(found), np.float32)
    missing = np.zeros(len(found), np.float32)
    for index, quotable in enumerate(found):
        text = f"{quotable.heading} {quotable.lead} {quotable.shown}"
        said, allowed = set(numbers(text)), conditions(text)
        missing[index] = sum(
            figure not in said and not any(each.holds(figure) for each in allowed)
            for figure in figures
        ) / len(figures)
    return missing


def _counted(asked: Asked, shown: Sequence[str], lexicon: Lexicon) -> Floats:
    """Return how well what stands beside a figure is the thing that is counted; 0 if none is."""
    things = lexicon.terms(asked.counted) if asked.counted else ()
    if not things:
        return np.zeros(len(shown), np.float32)
    beside = lexicon.matches(things, [near_figures(text) for text in shown]).word_similarity
    best: Floats = beside.mean(axis=0)
    return best
