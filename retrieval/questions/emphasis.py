"""What a long message asks, and how much the story around it counts. Pure."""

from __future__ import annotations

import re

from ..documents.sentences import sentences
from ..documents.words import ASKING_WORDS, FUNCTION_WORDS, LIGHT_WORDS, words
from .query_rewriting import ANAPHORA

LONG_QUESTION = 120
"""From this many characters on a message may be a story with a question in it."""

STORY = 0.35
"""What a word of the story counts, beside 1 for a word of the question itself."""

NEEDED_STORY = 0.7
"""The same where the question points to the story ("how long does *that* take")."""

_MIN_CONTENT = 2
"""With fewer words of its own a question ("any tips?") is asked by the story."""

_CLAUSE = re.compile(
    r"(?<=[?!.;:])\s+|,\s+(?=(?:is|are|can|could|do|does|how|what|when|where|who|why)\b)"
)
_ASKING = re.compile(
    r"\?|^\W*(?:(?:so|and|but|or|then|anyway|also)\W+)*(?:how|what|when|where|who|whom|whose|why|which"
    r"|is|are|can|could|do|does|did|may|must|should|would|will|any|anyone|wie|was|wann|wo|wer|warum"
    r"|kann|darf|comment|quand|où|qui|pourquoi|combien|cómo|cuándo|dónde|quién|puedo)\b"
    r"|\b(?:how (?:much|many|long|do|can|to)|what(?:'s| is| should| do| can)|is there|are there"
    r"|any (?:way|tips|idea|chance)|wondering|want to know|need to know)\b",
    re.IGNORECASE,
)


def emphasis(question: str) -> dict[str, float]:
    """Return what each word of a question counts, from 0 to 1; of a short one 1.

    Where the sentences that ask have too few words of their own, all of them count the same.
    """
    said = dict.fromkeys(words(question), 1.0)
    asking = asking_sentences(question)
    if not asking or asking == question:
        return said
    asked = set(words(asking))
    if len(asked - FUNCTION_WORDS - ASKING_WORDS - LIGHT_WORDS) < _MIN_CONTENT:
        return said
    story = STORY if ANAPHORA.isdisjoint(asked) else NEEDED_STORY
    return {word: 1.0 if word in asked else story for word in said}


def asking_sentences(question: str) -> str:
    """Return the sentences of a long message that ask, all of it where none does or it is short."""
    if len(question) < LONG_QUESTION:
        return question
    pieces = [
        clause
        for span in sentences(question)
        for clause in _CLAUSE.split(question[span.start : span.end])
    ]
    asking = [piece for piece in pieces if _ASKING.search(piece)]
    return " ".join(asking) if asking else question


def shorten(question: str, longest: int) -> str:
    """Return at most `longest` characters of a message: the sentences that ask, then those before them.

    Sentences stay whole and in order as far as they fit.
    """
    if len(question) <= longest:
        return question
    pieces = [question[span.start : span.end] for span in sentences(question, longest)]
    order = sorted(range(len(pieces)), key=lambda i: (not _ASKING.search(pieces[i]), -i))
    kept: set[int] = set()
    room = longest
    for index in order:
        if len(pieces[index]) + 1 <= room:
            kept.add(index)
            room -= len(pieces[index]) + 1
    return " ".join(pieces[index] for index in sorted(kept)) or question[:longest]
