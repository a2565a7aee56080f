"""Whether the bot can answer questions, and what a probe is told of it: nothing secret, and no path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from retrieval import IndexSize


@dataclass(frozen=True, slots=True)
class Readiness:
    """How things stand; `index` is None where there is none, and `last_answer` before the first."""

    connected: bool
    index: IndexSize | None
    last_answer: datetime | None

    @property
    def ready(self) -> bool:
        """Whether a question would be answered."""
        return self.connected and self.index is not None

    def as_json(self) -> dict[str, Any]:
        """Return what a probe is told."""
        index = self.index
        return {
            "ready": self.ready,
            "gateway": "connected" if self.connected else "disconnected",
            "index": index and {"generation": index.generation, "documents": index.documents},
            "last_answer": self.last_answer and self.last_answer.isoformat(timespec="seconds"),
        }
