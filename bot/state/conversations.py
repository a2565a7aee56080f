"""What was said before a follow-up, and which messages were seen already. Bounded, in memory only.

An answer's words come from the documents, so conversations are never written to disk.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval import Turn

from ..replies.formatting import clip
from .recent_entries import RecentEntries

if TYPE_CHECKING:
    from collections.abc import Iterable

KEPT = 500
TURN_LIMIT = 1_000


@dataclass(frozen=True, slots=True)
class Conversation:
    """The last turns of a conversation, and who has asked in it."""

    turns: tuple[Turn, ...]
    people: frozenset[int]


class Conversations:
    """The last conversations, found by the ids of their answers' messages or of their thread."""

    def __init__(self, turns: int, kept: int = KEPT) -> None:
        self._turns = turns
        self._known: RecentEntries[int, Conversation] = RecentEntries(kept)

    def history(self, *ids: int) -> tuple[Turn, ...]:
        """Return the conversation of the first known id, oldest turn first; empty if none is known."""
        return next((self._known[id_].turns for id_ in ids if id_ in self._known), ())

    def remember(
        self, ids: Iterable[int], before: tuple[Turn, ...], asker: int, question: str, answer: str
    ) -> None:
        """Note that under these ids the conversation has gone on."""
        exchange = (
            Turn("user", clip(question, TURN_LIMIT)),
            Turn("assistant", clip(answer, TURN_LIMIT)),
        )
        history = (*before, *exchange)[-self._turns :] if self._turns else ()
        others = (each.people for each in self._known.values() if before and each.turns == before)
        conversation = Conversation(history, frozenset({asker}).union(*others))
        for id_ in ids:
            self._known[id_] = conversation

    def forget(self, person: int) -> None:
        """Forget every conversation in which this person has asked."""
        for id_ in [id_ for id_, each in self._known.items() if person in each.people]:
            del self._known[id_]

    def knows(self, id_: int) -> bool:
        """Return whether a message or thread belongs to a conversation that is still remembered."""
        return id_ in self._known


class SeenMessages:
    """The last ids that were seen, so that nothing is answered twice after a resume."""

    def __init__(self, kept: int = 2 * KEPT) -> None:
        self._ids: RecentEntries[int, None] = RecentEntries(kept)

    def first(self, id_: int) -> bool:
        """Return whether this id is new. It is not the next time."""
        if id_ in self._ids:
            return False
        self._ids[id_] = None
        return True
