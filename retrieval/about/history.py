"""What of a conversation matters to the next question. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ..types import Turn
from .topics import recognise


def without_courtesies(history: Sequence[Turn]) -> tuple[Turn, ...]:
    """Return the conversation without greetings, thanks and the like, and the replies to them.

    A "thanks" before a follow-up would lend it a word that it does not mean.
    """
    kept: list[Turn] = []
    asked = True
    for turn in history:
        if turn.role == "user":
            asked = not isinstance(recognise(turn.text), str)
        if asked:
            kept.append(turn)
    return tuple(kept)
