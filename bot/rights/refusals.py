"""What the bot says to whom it does not serve."""

from __future__ import annotations

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


class NotAllowedError(FootnoteError):
    """This person may not do this, or not here. The message says why."""
