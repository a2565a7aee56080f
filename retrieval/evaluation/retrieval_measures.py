"""How the passages that retrieval finds match gold. Pure.

Recall, precision and IoU by characters follow Smith and Troynikov, "Evaluating Chunking Strategies for
Retrieval" (2024).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..types import Passage
from .question_file import Gold


@dataclass(frozen=True, slots=True)
class RetrievalMatch:
    """How the passages found for one question match its gold."""

    recall: float
    precision: float
    iou: float
    rank: int | None
    """The place, from 1, of the first passage that touches gold."""


def match_passages(
    passages: Sequence[Passage], gold: Sequence[Gold], budget: int
) -> RetrievalMatch:
    """Compare passages, best first, with the gold of a question (which must have some, with places).

    Passages count as long as they fit into `budget` characters, and the first always does. The rank
    is taken from all of them.
    """
    wanted = {
        (each.path, at)
        for each in gold
        if each.span
        for at in range(each.span.start, each.span.end)
    }
    kept = _within(passages, budget)
    covered = sum(
        any(passage.source.path == path and passage.start <= at < passage.end for passage in kept)
        for path, at in wanted
    )
    returned = sum(passage.end - passage.start for passage in kept)
    return RetrievalMatch(
        recall=covered / len(wanted),
        precision=covered / returned if returned else 0.0,
        iou=covered / (returned + len(wanted) - covered),
        rank=next((i for i, passage in enumerate(passages, 1) if _hit(passage, gold)), None),
    )


def _within(passages: Sequence[Passage], budget: int) -> list[Passage]:
    kept: list[Passage] = []
    characters = 0
    for passage in passages:
        characters += passage.end - passage.start
        if kept and characters > budget:
            break
        kept.append(passage)
    return kept


def _hit(passage: Passage, gold: Sequence[Gold]) -> bool:
    return any(each.touches(passage.source.path, passage.start, passage.end) for each in gold)
