"""Verifies quotes: from the words that a model gives to their exact place in the source. Pure.

Here alone it is decided what counts as quoted. How texts are normalised is in `normalize`, what is
forgiven in `alignment`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from ..documents.sentences import sentences
from ..types import Passage, Span, VerifiedQuote
from .alignment import find_near_match
from .normalize import REFERENCE, NormalizedText, has_word_boundaries, normalize

MAX_QUOTE = 2000
"""In characters. Whoever copies more than this is not quoting."""

MIN_WORDS = 3
MIN_LETTERS = 12
"""A quote below either supports nothing by itself and is shown within its sentence."""

MAX_ELLIPSIS = 300
"""How many characters an ellipsis within a quote may stand for."""

_MAX_OCCURRENCES = 50
_ELLIPSIS = re.compile(r"[\[(]?(?:…|\.[ \u00a0]?\.[ \u00a0]?\.)[\])]?")
_NEGATIONS = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|cannot|nicht|kein\w{0,2}|nie|niemals|ohne|pas|jamais"
    r"|sans|sin|nunca|não|non|mai|senza|niet|geen|не|нет|никогда|без)\b|n['’]t\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?。！？]\s|\n\s*\n")


def verify_quote(
    quote: str, passages: Sequence[Passage], named: int | None = None, statement: str = ""
) -> VerifiedQuote | None:
    """Find `quote` in one of `passages`: return its place in the document, or None if none says it.

    White space, quote marks, dashes, punctuation, case, ligatures and invisible characters do not
    matter, an ellipsis within the quote may stand for a short gap, and harmless differences are
    forgiven in a longer quote (`alignment.find_near_match`). What is found always covers whole words
    of the source.

    The passage that the model named, counted from 1, is searched first and then the others, since
    models often name the wrong one; the exact words in any come before similar words in another.
    A quote that is too short to support anything is widened to its sentence; of several, to the one
    that has most in common with `statement`. Time is linear in the lengths but for the number of
    words that differ.
    """
    order = _order(passages, named)
    if not is_long_enough(quote):
        return _within_sentence(quote, order, statement)
    for search in (_exact, _almost):
        for passage in order:
            span = search(quote, passage.text)
            if span is not None:
                return _verified(passage, span)
    return None


def is_long_enough(quote: str) -> bool:
    """Return whether a quote is long enough to say something by itself."""
    form = normalize(quote)
    return len(form.words) >= MIN_WORDS and len(form.letters) >= MIN_LETTERS


def _order(passages: Sequence[Passage], named: int | None) -> list[Passage]:
    if named is None or not 1 <= named <= len(passages):
        return list(passages)
    first = passages[named - 1]
    return [first, *(passage for passage in passages if passage is not first)]


def _verified(passage: Passage, span: Span) -> VerifiedQuote:
    return VerifiedQuote(passage, Span(passage.start + span.start, passage.start + span.end))


def _exact(quote: str, text: str) -> Span | None:
    """Return where `text` says `quote` but for typography, whole or with what an ellipsis leaves out."""
    quote = quote.strip()
    if len(quote) > MAX_QUOTE or not normalize(quote).letters:
        return None
    literal = text.find(quote)
    if literal >= 0 and has_word_boundaries(text, span := Span(literal, literal + len(quote))):
        return span
    return next(_occurrences(*_compared(quote, text)), None) or _elided(quote, text)


def _almost(quote: str, text: str) -> Span | None:
    """Return where `text` says `quote` but for harmless differences."""
    quote = quote.strip().strip("….")
    if len(quote) > MAX_QUOTE or _ELLIPSIS.search(quote):
        return None
    return find_near_match(*_compared(quote, text))


def _compared(quote: str, text: str) -> tuple[NormalizedText, NormalizedText]:
    """Return the normal forms of both; a quote that leaves out reference marks may do so."""
    references = REFERENCE.search(quote) is not None
    return normalize(quote), normalize(text, references=references)


def _occurrences(quote: NormalizedText, text: NormalizedText, start: int = 0) -> Iterator[Span]:
    """Yield where the letters of `quote` stand in `text` as whole words, from the index `start` on."""
    found = text.letters.find(quote.letters, start)
    while found >= 0:
        span = text.span(found, found + len(quote.letters))
        if span is not None:
            yield span
        found = text.letters.find(quote.letters, found + 1)


def _elided(quote: str, text: str) -> Span | None:
    """Return where the parts of a quote stand in order and near each other, with what lies between.

    Each part needs two words; what the ellipsis leaves out may not negate the sentence.
    """
    parts = [normalize(part) for part in _ELLIPSIS.split(quote) if normalize(part).letters]
    if not parts or any(len(part.words) < 2 for part in parts):
        return None
    form = normalize(text, references=REFERENCE.search(quote) is not None)
    for first in islice(_occurrences(parts[0], form), _MAX_OCCURRENCES):
        end = first.end
        for part in parts[1:]:
            following = _next(part, form, end)
            if following is None or not _may_be_left_out(text[end : following.start]):
                break
            end = following.end
        else:
            return Span(first.start, end)
    return None


def _next(part: NormalizedText, text: NormalizedText, offset: int) -> Span | None:
    """Return the first occurrence of `part` that begins at the source's `offset` or soon after."""
    return next(_occurrences(part, text, bisect_left(text.offsets, offset)), None)


def _may_be_left_out(gap: str) -> bool:
    if len(gap) > MAX_ELLIPSIS:
        return False
    return _SENTENCE_END.search(gap) is not None or _NEGATIONS.search(gap) is None


def _within_sentence(
    quote: str, passages: Sequence[Passage], statement: str
) -> VerifiedQuote | None:
    """Return the sentence that holds a short quote, in the first passage that has one."""
    if not normalize(quote).letters:
        return None
    wanted = _words(statement)
    for passage in passages:
        found = list(islice(_occurrences(*_compared(quote, passage.text)), _MAX_OCCURRENCES))
        if found:
            holding = [
                Span(sentence.start, max(sentence.end, span.end))
                for sentence in sentences(passage.text)
                for span in found
                if sentence.start <= span.start < sentence.end
            ]
            best = max(
                holding,
                key=lambda span: len(wanted & _words(passage.text[span.start : span.end])),
            )
            return _verified(passage, best)
    return None


def _words(text: str) -> set[str]:
    form = normalize(text)
    return {form.word(index) for index in range(len(form.words))}
