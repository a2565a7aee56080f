"""Which quotable answers, and how likely it is that any does: sums of weighted features. Pure.

The choice is a conditional logit over the quotables of a question (McFadden, 1974): a score is the
logarithm of the odds of being chosen. The confidence is a logistic regression over what the best
quotable shows. Both are fitted by `benchmarks/fit_answers.py`.
"""

from __future__ import annotations

import math

import numpy as np

from ...arrays import Floats
from ...search.relevance import Relevance
from .asked import Asked
from .features import Features
from .weights import CHOICE, CONFIDENCE, CONFIDENCE_BIAS

LACKED = "figure lacked by the best"

_CONSIDERED = 3
_LACKING = 0.4
"""What the confidence is worth where none of the best quotables holds the figure that is asked for.

Beside the fitted weight, which only adds: where all words of a question are there, it does too little.
"""


def choice_scores(features: Features) -> Floats:
    """Return the score of each quotable; within one question a step of 1 is a factor e of odds."""
    weights = np.array([CHOICE[name] for name in features.names], np.float32)
    scores: Floats = features.rows @ weights
    return scores


def evidence(
    asked: Asked, features: Features, scores: Floats, relevance: Relevance
) -> dict[str, float]:
    """Return what tells whether the best quotable answers at all, by name."""
    order = np.argsort(-scores, kind="stable")
    best = int(order[0])
    row = dict(zip(features.names, features.rows[best].tolist(), strict=True))
    covered = features.rows[:, features.names.index("covered")]
    uncovered = asked.rarity * (1 - features.covered[:, best])
    heavy = 0.5 * float(asked.rarity.max(initial=0.0))
    lacks = features.rows[order[:_CONSIDERED], features.names.index("lacks the figure asked for")]
    return {name: row[name] for name in OF_THE_BEST} | {
        LACKED: float(lacks.min()),
        "best score": float(scores[best]),
        "margin": float(scores[best] - scores[order[1]]) if len(order) > 1 else 0.0,
        "covered by any": float(covered.max()),
        "similarity of any": float(
            features.rows[:, features.names.index("similarity of text in context")].max()
        ),
        "relevance, words": relevance.coverage,
        "relevance, meaning": relevance.similarity,
        "length of the question": math.log1p(int((asked.rarity > 0).sum())),
        "words not covered": float((uncovered > heavy).sum()) if heavy else 0.0,
    }


def scores_across_languages(features: Features, own: Floats, read_with: Floats) -> Floats:
    """Return the scores where question and documents differ in language, and words tell little.

    `own` is how similar each quotable is to the question across languages, `read_with` the same of it
    together with what it is read with. The weights are set by hand: the development set has 15 such
    questions.
    """
    column = features.names.index
    scores: Floats = (
        6 * (own + read_with)
        + 2.5 * features.rows[:, column("chunk")]
        + features.rows[:, column("own words, exact")]
        + 0.8 * features.rows[:, column("holds the figure asked for")]
        - features.rows[:, column("lacks the figure asked for")]
        - features.rows[:, column("is short")]
        - 2 * features.rows[:, column("asks")]
        - 2 * features.rows[:, column("is a link")]
    )
    return scores


OF_THE_BEST = (
    "covered",
    "covered at once",
    "missing",
    "own words, rare",
    "own words, exact",
    "similarity of text",
    "similarity of text in context",
    "similarity of context",
    "similarity of section",
    "holds the figure asked for",
    "lacks the figure asked for",
    "counts what is asked",
    "heading agrees",
    "label agrees",
    "section",
    "pairs",
    "chunk",
)
"""The features of the best quotable that tell of its being an answer."""


def confidence(shown: dict[str, float]) -> float:
    """Return how likely it is that the documents answer, from 0 to 1, by the `evidence`."""
    odds = CONFIDENCE_BIAS + sum(weight * shown[name] for name, weight in CONFIDENCE.items())
    chance = 1 / (1 + math.exp(-min(max(odds, -30.0), 30.0)))
    return chance * (_LACKING if shown[LACKED] else 1)
