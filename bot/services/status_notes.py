"""What `/status` tells besides the index: what the bot does by itself, and what hinders it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ..replies import gap_pages, index_pages

if TYPE_CHECKING:
    from ..state.limits import TokenBudget
    from .auto_reindexing import AutoReindexer
    from .weekly_digest import WeeklyDigest


@dataclass(slots=True)
class StatusNotes:
    """What the bot knows besides the library. `tokens_per_day` is 0 where there is no limit."""

    tokens_per_day: int
    budget: TokenBudget
    watcher: AutoReindexer | None
    digest: WeeklyDigest | None

    def sentences(self) -> list[str]:
        """Return a sentence on each, already safe."""
        notes = []
        if self.watcher is not None:
            notes.append(index_pages.watching_note(self.watcher.problem))
        if self.digest is not None and self.digest.problem is not None:
            notes.append(gap_pages.digest_note(self.digest.problem))
        if self.tokens_per_day:
            spent = self.budget.spent(datetime.now(UTC))
            notes.append(index_pages.token_note(spent, self.tokens_per_day))
        return notes
