"""Puts questions that ask the same into groups, by their embeddings. Pure.

Questions join in the order in which they were asked, so a group stays as it is when others are added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SIMILAR = 0.55
"""The cosine of a question and the middle of a group from which on it belongs there.

It is measured on `tests/bot/gaps/paraphrases.py`: lower puts more into one group that differs.
"""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of questions that ask the same, in order, and the row of the most typical one."""

    rows: tuple[int, ...]
    typical: int


def group(vectors: NDArray[np.float32], similar: float = SIMILAR) -> list[Group]:
    """Return the groups of questions by their unit vectors, one row each, the oldest first.

    A question without words, whose vector is zero, is a group of its own.
    """
    members: list[list[int]] = []
    sums = np.zeros_like(vectors)
    middles = np.zeros_like(vectors)
    for row, vector in enumerate(vectors):
        number = _nearest(middles[: len(members)], vector, similar)
        if number is None:
            number = len(members)
            members.append([])
        members[number].append(row)
        sums[number] += vector
        middles[number] = sums[number] / max(float(np.linalg.norm(sums[number])), 1e-9)
    return [
        Group(tuple(rows), rows[int(np.argmax(vectors[rows] @ middle))])
        for rows, middle in zip(members, middles, strict=False)
    ]


def _nearest(
    middles: NDArray[np.float32], vector: NDArray[np.float32], similar: float
) -> int | None:
    if not len(middles):
        return None
    cosines = middles @ vector
    best = int(np.argmax(cosines))
    return best if cosines[best] >= similar else None
