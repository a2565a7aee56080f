"""What is passed over in the documents folder, in one line or name by name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval import Skipped


def skipped_summary(skipped: Skipped) -> str:
    """Return how many names were passed over for each reason; empty where none were."""
    return ", ".join(f"{count:,} ({reason})" for reason, count in skipped.counts.items())


def skipped_lines(skipped: Skipped) -> Iterator[str]:
    """Yield the names that were passed over, each with the reason."""
    for each in skipped.files:
        yield f"{each.path}: {each.reason}"
    left = sum(skipped.counts.values()) - len(skipped.files)
    if left:
        yield f"and {left:,} more"
