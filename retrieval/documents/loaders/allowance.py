"""What a loader may ask for when its work takes longer and more memory than reading does.

Whoever reads files within limits puts its own functions here; without them there are no limits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def _no_limit(_: int) -> None:
    pass


@dataclass
class Allowance:
    """`more_memory` is told how many megabytes more are needed, `go_on` that a page is done."""

    more_memory: Callable[[int], None] = _no_limit
    go_on: Callable[[], None] = lambda: None


allowance = Allowance()
