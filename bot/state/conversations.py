"""What was said before a follow-up, and which messages were seen already. Bounded, in memory only.

An answer's words come from the documents, so conversations are never written to disk.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from retrieval import Turn

from ..replies.formatting import clip

if TYPE_CHECKING:
    from collections.abc import Iterable

KEPT = 500
TURN_LIMIT = 1_000


class Conversations:
    """The last conversations, found by the ids of their answers' messages or of their thread."""

    def __init__(self, turns: int, kept: int = KEPT) -> None:
        self._turns = turns
        self._kept = kept
        self._histories: OrderedDict[int, tuple[Turn, ...]] = OrderedDict()

    def history(self, *ids: int) -> tuple[Turn, ...]:
        """Return the conversation of the first known id, oldest turn first; empty if none is known."""
        return next((self._histories[known] for known in ids if known in self._histories), ())

    def remember(
        self, ids: Iterable[int], before: tuple[Turn, ...], question: str, answer: str
    ) -> None:
        """Note that under these ids the conversation has gone on."""
        exchange = (
            Turn("user", clip(question, TURN_LIMIT)),
            Turn("assistant", clip(answer, TURN_LIMIT)),
        )
        history = (*before, *exchange)[-self._turns :] if self._turns else ()
        for known in ids:
            self._histories[known] = history
            self._histories.move_to_end(known)
        while len(self._histories) > self._kept:
            self._histories.popitem(last=False)

    def knows(self, id_: int) -> bool:
        """Return whether a message or thread belongs to a conversation that is still remembered."""
        return id_ in self._histories


class SeenMessages:
    """The last ids that were seen, so that nothing is answered twice after a resume."""

    def __init__(self, kept: int = 2 * KEPT) -> None:
        self._kept = kept
        self._ids: OrderedDict[int, None] = OrderedDict()

    def first(self, id_: int) -> bool:
        """Return whether this id is new. It is not the next time."""
        if id_ in self._ids:
            return False
        self._ids[id_] = None
        if len(self._ids) > self._kept:
            self._ids.popitem(last=False)
        return True
