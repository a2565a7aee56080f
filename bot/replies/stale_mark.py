"""What is said below an answer when the documents no longer say what it quotes. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .paging import Cost

if TYPE_CHECKING:
    from collections.abc import Collection

NAMED_SOURCES = 8
MARK_COST = Cost(200, 3)
"""What a mark takes of a message at the most: a section with its text and its button."""


def stale_mark(numbers: Collection[int]) -> str:
    """Say which sources of an answer no longer say what it quotes; empty where all still do."""
    if not numbers:
        return ""
    if len(numbers) == 1:
        told = f"source {_markers(numbers)} no longer says this."
    elif len(numbers) <= NAMED_SOURCES:
        told = f"sources {_markers(numbers)} no longer say this."
    else:
        told = f"{len(numbers)} of its sources no longer say this."
    return f"⚠ The documents have changed since this answer: {told}"


def _markers(numbers: Collection[int]) -> str:
    return "".join(f"[{number}]" for number in sorted(numbers))
