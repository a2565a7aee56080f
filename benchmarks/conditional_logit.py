"""Fits a conditional logit and a logistic regression, both with a ridge penalty. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.arrays import Floats

_STEPS, _RATE = 400, 0.05
_NEWTON_STEPS = 30

Choice = tuple[Floats, np.ndarray, float]
"""The features of some quotables (rows), which of them are right, and what the example counts."""


def fit_choice(examples: Sequence[Choice], penalty: float) -> Floats:
    """Return the weights under which a right quotable is chosen most likely (McFadden, 1974).

    Where several are right any of them will do. By Adam (Kingma and Ba, 2015), on scaled features.
    """
    rows = np.concatenate([rows for rows, _, _ in examples])
    scale = rows.std(axis=0) + 1e-6
    scaled = [
        ((rows - rows.mean(axis=0)) / scale, right, weight) for rows, right, weight in examples
    ]
    total = sum(weight for *_, weight in scaled)
    weights = np.zeros(rows.shape[1])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        gradient = penalty * weights
        for features, right, weight in scaled:
            chosen = _softmax(features @ weights)
            wanted = chosen * right
            gradient -= weight / total * (features.T @ (wanted / wanted.sum() - chosen))
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
        corrected = mean / (1 - 0.9**step)
        weights -= _RATE * corrected / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    fitted: Floats = (weights / scale).astype(np.float32)
    return fitted


Doubles = NDArray[np.float64]


def fit_logistic(
    rows: Doubles, labels: NDArray[np.bool_], counts: Doubles, penalty: float
) -> tuple[Doubles, float]:
    """Return the weights of a logistic regression and its bias, by Newton's method."""
    mean, scale = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    design = np.column_stack([(rows - mean) / scale, np.ones(len(rows))])
    ridge = np.diag([penalty] * rows.shape[1] + [0.0])
    weights = np.zeros(design.shape[1])
    for _ in range(_NEWTON_STEPS):
        chance = logistic(design, weights)
        gradient = design.T @ (counts * (chance - labels)) + ridge @ weights
        hessian = (design * (counts * chance * (1 - chance))[:, None]).T @ design + ridge
        weights -= np.linalg.solve(hessian, gradient)
    fitted = weights[:-1] / scale
    return fitted, float(weights[-1] - fitted @ mean)


def logistic(rows: Doubles, weights: Doubles, bias: float = 0.0) -> Doubles:
    """Return the probabilities of a logistic regression."""
    chances: Doubles = 1 / (1 + np.exp(-np.clip(rows @ weights + bias, -30, 30)))
    return chances


def _softmax(scores: Doubles) -> Doubles:
    exponentials = np.exp(scores - scores.max())
    chances: Doubles = exponentials / exponentials.sum()
    return chances
