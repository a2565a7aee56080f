"""What a question must be before anything is done with it."""

from __future__ import annotations

import unicodedata

from .characters import CONTROL_CATEGORIES
from .errors import QuestionError


def check_question(question: str, longest: int) -> str:
    """Return the question on one line, without control characters.

    Raises:
        QuestionError: it is empty, holds no word, or has more than `longest` characters.
    """
    visible = "".join(
        " " if unicodedata.category(character) in _UNSEEN else character for character in question
    )
    line = " ".join(visible.split())
    if not line:
        raise QuestionError("The question is empty. Ask it in a sentence or a few words.")
    if len(line) > longest:
        raise QuestionError(
            f"The question has {len(line):,} characters, and at most {longest:,} are read. "
            "Ask it in fewer words."
        )
    if not any(character.isalnum() for character in line):
        raise QuestionError("The question holds no word. Ask it in a sentence or a few words.")
    return line


# Unassigned code points too. Format characters (Cf) stay, for some scripts need them.
_UNSEEN = CONTROL_CATEGORIES | {"Cn"}
