"""What the bot says to whom it does not serve, and how seldom it repeats that in a channel."""

from __future__ import annotations

import math
from collections import OrderedDict

from retrieval import FootnoteError

NOT_YET_KNOWN = "I have only just started. Please try again in a moment."
NOT_SERVED = "I do not answer in this server. Whoever runs me decides in which servers I do."
NOT_DIRECTLY = "I do not answer direct messages. Please ask me in a server."
NOT_A_MEMBER = "I answer direct messages only of people who are in a server that I serve."
NOT_IN_ROLE = (
    "I answer direct messages only of people who have a role for that in a server of mine."
)
MEMBERSHIP_UNKNOWN = "Discord does not tell me whether I may answer you here. Please try again."
NOT_A_MANAGER = "This is for those who may manage the server."
GRANT_UNKNOWN = "Discord does not tell me whether you may do this. Please try again."

FOR_EVERYBODY = {"for_everybody": True}
"""The mark (a command's `extras`) of what people may use wherever they are served or were once."""

KEPT = 1_000


class NotAllowedError(FootnoteError):
    """This person may not do this, or not here. The message says why."""


class Seldom:
    """Tells whether something is to be said again to a person or in a place.

    Times are seconds of any clock that does not go backwards.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._said: OrderedDict[int, float] = OrderedDict()

    def is_due(self, place: int, now: float) -> bool:
        """Return whether nothing was said there for a while. If so, it counts as said now."""
        if now - self._said.get(place, -math.inf) < self._seconds:
            return False
        self._said[place] = now
        self._said.move_to_end(place)
        if len(self._said) > KEPT:
            self._said.popitem(last=False)
        return True
