"""Selects the passages that a chat model is given to read, the most relevant first. Pure."""

from __future__ import annotations

from ...types import Passage
from ..extractive.choice import Choice

HARDLY_BEARING = 6.0
"""How much lower than the best its best sentence may score in a passage that is given; a step of 1 is a
factor e of odds."""


def select_passages(choice: Choice, budget: int) -> list[Passage]:
    """Return the passages that together have at most `budget` characters, and always one.

    They are in the order of the sentences that answer best, since a small model reads the first best.
    """
    given: list[int] = []
    total = 0
    best = choice.scores.max()
    for index in choice.order:
        number = choice.quotables[index].passage
        if number in given:
            continue
        if choice.scores[index] < best - HARDLY_BEARING:
            break
        total += len(choice.found.passages[number].text)
        if given and total > budget:
            break
        given.append(number)
    return [choice.found.passages[number] for number in given]
