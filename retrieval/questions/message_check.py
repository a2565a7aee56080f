"""What a message or a question must be before anything is done with it."""

from __future__ import annotations

import unicodedata

from ..characters import CONTROL_CATEGORIES, PICTOGRAPHS
from ..errors import QuestionError
from .emphasis import shorten

LONGEST_MESSAGE = 50_000
"""Characters of a message that are read at all; of those the ones that ask are kept."""


def check_message(message: str, longest: int) -> str:
    """Return what a person says on one line, without control characters.

    A message may consist of emoji or other symbols alone, but not of punctuation. One that is longer
    than `longest` characters is shortened to what it asks.

    Raises:
        QuestionError: it is empty, says nothing, or is no message any more but a document.
    """
    visible = "".join(character if _is_seen(character) else " " for character in message)
    line = " ".join(visible.split())
    if not line:
        raise QuestionError("The question is empty. Ask it in a sentence or a few words.")
    if len(line) > LONGEST_MESSAGE:
        raise QuestionError(
            f"The question has {len(line):,} characters, and at most {LONGEST_MESSAGE:,} are read. "
            "Ask it in fewer words."
        )
    line = shorten(line, longest)
    if not any(character.isalnum() or _is_symbol(character) for character in line):
        raise QuestionError(_NO_WORD)
    return line


def check_question(question: str, longest: int) -> str:
    """Return what is to be searched for on one line, without control characters.

    Raises:
        QuestionError: it is empty, holds no word, or is far too long.
    """
    line = check_message(question, longest)
    if not any(character.isalnum() for character in line):
        raise QuestionError(_NO_WORD)
    return line


def _is_symbol(character: str) -> bool:
    if character == "\ufffd":  # stands for what could not be read
        return False
    return ord(character) in PICTOGRAPHS or unicodedata.category(character).startswith("S")


def _is_seen(character: str) -> bool:
    return ord(character) in PICTOGRAPHS or unicodedata.category(character) not in _UNSEEN


_NO_WORD = "The question holds no word. Ask it in a sentence or a few words."

# Unassigned code points too. Format characters (Cf) stay, for some scripts need them.
_UNSEEN = CONTROL_CATEGORIES | {"Cn"}
