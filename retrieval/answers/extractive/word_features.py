"""How the words of a question stand in, above and beside what could be quoted. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from ...arrays import Floats
from ...documents.words import words
from ...search.lexicon import Lexicon
from ...search.ranking import inverse_document_frequencies
from .asked import Asked
from .quotables import Quotable, best_in_section

_LEAD, _HEADING, _ABOVE, _BESIDE, _SECTION = 0.95, 0.95, 0.6, 0.6, 0.4
"""What a word of the question counts that stands in the lead, in the headings, in the sentence before
or after, or elsewhere in the section, beside 1 in the quotable itself."""


_NAMES = 0.8


_NEAR = 3


_BEGINNING = 6


def word_features(
    asked: Asked, found: Sequence[Quotable], lexicon: Lexicon
) -> tuple[dict[str, Floats], Floats]:
    """Return how the question's words stand in and around each quotable, and how each is covered."""
    texts = [quotable.text for quotable in found]
    matches = lexicon.matches(asked.terms, texts)
    own = matches.word_similarity
    lead = _matched(asked, [quotable.lead for quotable in found], lexicon)
    heading = _matched(asked, [quotable.heading for quotable in found], lexicon)
    above = _matched(
        asked, [f"{quotable.above} {_path_words(quotable.path)}" for quotable in found], lexicon
    )
    beside, section = _around(own, found)
    covered = np.maximum.reduce(
        [
            own,
            _LEAD * lead,
            _HEADING * heading,
            _ABOVE * above,
            _BESIDE * beside,
            _SECTION * section,
        ]
    )
    local = inverse_document_frequencies((matches.counts > 0).sum(axis=1), len(found))
    local = np.where(asked.rarity > 0, local, 0) if asked.rarity.any() else local
    columns: dict[str, Floats] = {
        "own words, local": _share(local, own),
        "own words, rare": _share(asked.rarity, own),
        "lead": _share(asked.rarity, lead),
        "heading": _share(asked.rarity, heading),
        "above": _share(asked.rarity, above),
        "scope": _scope(asked.rarity, above),
        "beside": _share(asked.rarity, beside),
        "covered": _share(asked.rarity, covered),
        "covered, local": _share(local, covered),
        "own words, exact": _share(asked.rarity, (matches.counts > 0).astype(np.float32)),
        "pairs": _pairs(asked, found),
        "covered at once": _share(asked.rarity, np.maximum.reduce([own, lead, heading])),
        "section": _share(asked.rarity, np.maximum(section, heading)),
        "best of its section": _relative(_share(local, own), found),
        "missing": _worst(asked.rarity, covered),
    }
    return columns, covered


def _matched(asked: Asked, texts: Sequence[str], lexicon: Lexicon) -> Floats:
    """Return the word similarity of terms and texts, of which many are the same."""
    distinct = {text: column for column, text in enumerate(dict.fromkeys(texts))}
    similarity = lexicon.matches(asked.terms, list(distinct)).word_similarity
    return similarity[:, [distinct[text] for text in texts]]


def _around(own: Floats, found: Sequence[Quotable]) -> tuple[Floats, Floats]:
    """Return the best match in the quotable before or after, and anywhere in the section."""
    beside = np.zeros_like(own)
    places = {(c.path, c.section, c.position): i for i, c in enumerate(found)}
    for index, quotable in enumerate(found):
        for step in (-1, 1):
            other = places.get((quotable.path, quotable.section, quotable.position + step))
            if other is not None:
                beside[:, index] = np.maximum(beside[:, index], own[:, other])
    return beside, best_in_section(own, found)


def _share(weights: Floats, matched: Floats) -> Floats:
    """Return the share of the question that is matched in each text, terms weighted."""
    total = float(weights.sum())
    return (weights @ matched) / total if total else np.zeros(matched.shape[1], np.float32)


def _scope(weights: Floats, above: Floats) -> Floats:
    """Return how much of where the question says to look a quotable's document is.

    Words that stand in the title, the folder or an outer heading of some quotables narrow the search
    to these.
    """
    narrowing = (above >= _NAMES).any(axis=1) & (above < _NAMES).any(axis=1)
    return _share(np.where(narrowing, weights, 0), above)


def _pairs(asked: Asked, found: Sequence[Quotable]) -> Floats:
    """Return the share of the question's neighbouring words that stand near each other in each text.

    Near is at most `_NEAR` words apart, in either order; words of one beginning count as the same.
    """
    beginnings = [term.stem[:_BEGINNING] for term in asked.terms]
    pairs = list(pairwise(beginnings))
    shares = np.zeros(len(found), np.float32)
    if not pairs:
        return shares
    for index, quotable in enumerate(found):
        places: dict[str, list[int]] = {}
        for place, word in enumerate(words(f"{quotable.lead} {quotable.shown}")):
            places.setdefault(word[:_BEGINNING], []).append(place)
        near = sum(
            any(abs(a - b) <= _NEAR for a in places.get(one, ()) for b in places.get(other, ()))
            for one, other in pairs
        )
        shares[index] = near / len(pairs)
    return shares


def _relative(values: Floats, found: Sequence[Quotable]) -> Floats:
    """Return each value as a share of the highest in its section."""
    tops = best_in_section(values, found)
    shares: Floats = np.divide(values, tops, out=np.zeros_like(values), where=tops > 0)
    return shares


def _worst(weights: Floats, covered: Floats) -> Floats:
    """Return the weight of the rarest term that is not matched, of the heaviest term's."""
    if not weights.any():
        return np.zeros(covered.shape[1], np.float32)
    worst: Floats = (weights[:, None] * (1 - covered)).max(axis=0) / weights.max()
    return worst


def _path_words(path: str) -> str:
    """Return the words of a document's folder and file name."""
    return re.sub(r"\.\w+$", "", path).replace("/", " ").replace("-", " ").replace("_", " ")
