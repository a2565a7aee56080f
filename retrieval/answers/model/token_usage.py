"""How much a chat model is used for one question. It only counts; it knows no model and no limit."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ...types import CHARACTERS_PER_TOKEN


@dataclass(slots=True)
class TokenUsage:
    """Counts the characters that a model was sent and sent back, over all calls for a question."""

    characters: int = 0

    @property
    def tokens(self) -> int:
        """Roughly how many tokens that is."""
        return math.ceil(self.characters / CHARACTERS_PER_TOKEN)

    def sent(self, messages: Sequence[tuple[str, str]]) -> None:
        """Count the messages of a call, each (role, text)."""
        self.characters += sum(len(text) for _, text in messages)

    def received(self, piece: str) -> None:
        """Count a piece of the reply."""
        self.characters += len(piece)
