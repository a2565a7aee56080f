"""Splits a message that asks several things into its questions, so that each gets its answer. Pure."""

from __future__ import annotations

import re

from .query_rewriting import join_part

MAX_PARTS = 3
"""The most questions of one message that are answered one by one."""

_WH = (
    "how|what|when|where|who|whom|whose|why|which|wie|was|wann|wo|wer|warum|welche[rs]?|combien"
    "|quand|où|qui|pourquoi|comment|quel(?:le)?s?|cuánt[oa]s?|cuándo|dónde|quién|qué|cómo"
)
_AUXILIARY = (
    "is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have|had|darf|kann|muss"
    "|ist|sind|gibt|puedo|hay"
)
_JOINED_AUXILIARY = "is|are|was|were|do|does|did|can|could|should|will|darf|kann|ist|gibt|puedo|hay"
_JOINT = re.compile(
    rf"(?:,\s*|\s+)(?:and|or|und|oder|et|ou|y|o)\s+(?:also\s+|then\s+)?(?=(?:{_WH})\b)"
    rf"|(?:,\s*|\s+)(?:and|und|et|y)\s+(?=(?:{_JOINED_AUXILIARY})\s+\w+\s+\w+)"
    r"|(?<=\?)\s+(?=\w)",
    re.IGNORECASE,
)
_ASKS = re.compile(rf"\b(?:{_WH}|{_AUXILIARY})\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"\b(?:know|tell|say|says|ask|sure|see|explain|decide|check)\W*$", re.IGNORECASE
)


def question_parts(question: str) -> tuple[str, ...]:
    """Return the questions that a message joins, each so that it stands alone; mostly one.

    It is cut before an "and" that a question word or a verb follows, and behind a question mark. What
    a part leaves unsaid ("and how many can I get?") it takes over from the part before.
    """
    pieces = [piece.strip(" ,;") for piece in _JOINT.split(question)]
    pieces = [piece for piece in pieces if piece]
    if not 1 < len(pieces) <= MAX_PARTS or not all(map(_asks, pieces)):
        return (question,)
    parts: list[str] = []
    for piece in pieces:
        parts.append(join_part(piece, parts[-1]) if parts else piece)
    return tuple(parts)


def _asks(piece: str) -> bool:
    """Return whether a piece is a question, and not the object of what was said before."""
    return (
        len(piece.split()) > 1 and _ASKS.search(piece) is not None and not _RELATIVE.search(piece)
    )
