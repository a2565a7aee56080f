"""How phrases are written down and matched: as regular expressions over the words of a message. Pure."""

from __future__ import annotations

import re

from .message_words import message_words

Phrases = re.Pattern[str]


def listed(phrases: str) -> str:
    """Return an expression for any of some phrases, which are in any spelling and apart by commas."""
    return one_of(*(re.escape(" ".join(message_words(each))) for each in phrases.split(",")))


def one_of(*expressions: str) -> str:
    """Return an expression for any of some expressions."""
    return f"(?:{'|'.join(expressions)})"


def optional(*expressions: str) -> str:
    """Return an expression for none of some expressions, or for several, each with a space before it."""
    return f"(?: {one_of(*expressions)})*"


def phrases(*expressions: str) -> Phrases:
    """Compile the phrases of a topic. They are matched as a whole, against words one space apart."""
    return re.compile(one_of(*expressions))
