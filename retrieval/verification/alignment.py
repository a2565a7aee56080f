"""Near-verbatim quotes: where a text says almost the same words, and whether "almost" is harmless.

Pure. A model that copies may drop an article, repair a typo or another ending; the source's own
words are then shown. What changes meaning is never forgiven: a number, a name, a negation, any word
added, left out or exchanged that is not one of a few articles or the same word in another form.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from ..types import Span
from .analysis.digits import is_number_word
from .normalize import NormalizedText

MIN_ALIGNED_WORDS = 6
"""A shorter quote must be exact."""

WORDS_PER_EDIT = 6
MAX_EDITS = 12

_ARTICLES = frozenset(
    {
        "a",
        "an",
        "the",
        "that",
        "der",
        "das",
        "dem",
        "dass",
        "le",
        "la",
        "les",
        "que",
        "el",
        "il",
        "het",
    }
)

_SHARED_BEGINNING = 3


def find_near_match(quote: NormalizedText, text: NormalizedText) -> Span | None:
    """Return where `text` says the words of `quote` but for harmless differences, or None.

    At most one word in six may differ. The window is found by Myers' bit-vector algorithm (Gene
    Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming",
    JACM 1999) over words instead of characters: one step of a few big-integer operations for each
    word of the text.
    """
    sought = [quote.word(index) for index in range(len(quote.words))]
    if len(sought) < MIN_ALIGNED_WORDS or not text.words:
        return None
    words = [text.word(index) for index in range(len(text.words))]
    allowed = min(len(sought) // WORDS_PER_EDIT, MAX_EDITS)
    distances = _distances(sought, words, anchored=False)
    least = min(distances)
    if least > allowed:
        return None
    end = distances.index(least)
    nearby = words[max(0, end - len(sought) - allowed) : end]
    start = end - _distances(sought[::-1], nearby[::-1], anchored=True).index(least)
    if not _harmless(quote, text, start, end):
        return None
    return text.span(text.words[start][0], text.words[end - 1][1])


def _distances(pattern: Sequence[str], words: Sequence[str], *, anchored: bool) -> list[int]:
    """Return the edit distance of `pattern` to the nearest run of `words` that ends before each index.

    The run begins anywhere, or at the first word where it is anchored. The last distance of an
    anchored call is then that between the two whole sequences.
    """
    masks: dict[str, int] = {}
    for index, word in enumerate(pattern):
        masks[word] = masks.get(word, 0) | 1 << index
    every = (1 << len(pattern)) - 1
    last = 1 << len(pattern) - 1
    positive, negative = every, 0
    score = len(pattern)
    distances = [score]
    for word in words:
        equal = masks.get(word, 0)
        vertical = equal | negative
        horizontal = (((equal & positive) + positive) ^ positive) | equal
        rises = negative | (every & ~(horizontal | positive))
        falls = positive & horizontal
        score += bool(rises & last) - bool(falls & last)
        rises = (rises << 1 | anchored) & every
        falls = (falls << 1) & every
        positive = falls | (every & ~(vertical | rises))
        negative = rises & vertical
        distances.append(score)
    return distances


def _harmless(quote: NormalizedText, text: NormalizedText, start: int, end: int) -> bool:
    """Return whether all words that differ between a quote and a window of the text are forgivable."""
    ours = range(len(quote.words))
    theirs = range(start, end)
    matcher = SequenceMatcher(
        None, [quote.word(i) for i in ours], [text.word(i) for i in theirs], autojunk=False
    )
    return all(
        tag == "equal" or _forgivable(quote, ours[a:b], text, theirs[c:d])
        for tag, a, b, c, d in matcher.get_opcodes()
    )


def _forgivable(quote: NormalizedText, ours: range, text: NormalizedText, theirs: range) -> bool:
    said, stands = [quote.word(i) for i in ours], [text.word(i) for i in theirs]
    if "".join(said) == "".join(stands):
        return True
    if len(said) == len(stands) and all(
        _same_word(quote, i, text, j) for i, j in zip(ours, theirs, strict=True)
    ):
        return True
    return _ARTICLES.issuperset(said) and _ARTICLES.issuperset(stands)


def _same_word(quote: NormalizedText, ours: int, text: NormalizedText, theirs: int) -> bool:
    """Return whether two words are one in two forms or spellings, and no name, number or negation."""
    said, stands = quote.word(ours), text.word(theirs)
    if not (quote.original(ours).islower() and text.original(theirs).islower()):
        return False
    if any(map(str.isdigit, said + stands)) or is_number_word(said) or is_number_word(stands):
        return False
    shorter = min(len(said), len(stands))
    shared = _SHARED_BEGINNING
    if shorter < shared + 1 or said[:shared] != stands[:shared]:
        return False
    return _distances(said, stands, anchored=True)[-1] <= (1 if shorter < 8 else 2)
