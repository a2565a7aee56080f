"""How similar in meaning a question is to a quotable and to what it is read with. Pure."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...arrays import Floats
from ...search.lexicon import Lexicon
from .asked import Asked
from .quotables import Quotable

_SECTION_TEXT = 800


def similarity_features(
    asked: Asked, found: Sequence[Quotable], lexicon: Lexicon
) -> dict[str, Floats]:
    """Return how similar in meaning the question is to a quotable, and to what it is read with."""
    headings = [f"{quotable.heading} {quotable.lead}".strip() for quotable in found]
    texts = [quotable.text for quotable in found]
    together = [f"{above} {text}" for above, text in zip(headings, texts, strict=True)]
    sections = _section_texts(found)
    distinct = list(
        dict.fromkeys([*texts, *together, *sections, *(above for above in headings if above)])
    )
    values = dict(zip(distinct, lexicon.similarities(asked.text, distinct).tolist(), strict=True))
    of = {"text": texts, "text in context": together, "context": headings, "section": sections}
    return {
        f"similarity of {name}": np.array([values.get(text, 0.0) for text in column], np.float32)
        for name, column in of.items()
    }


def _section_texts(found: Sequence[Quotable]) -> list[str]:
    """Return the heading of each quotable's section with what the section says, as far as is found."""
    said: dict[tuple[str, int], str] = {}
    for quotable in found:
        place = (quotable.path, quotable.section)
        before = said.get(place, quotable.heading)
        said[place] = f"{before} {quotable.text}" if len(before) < _SECTION_TEXT else before
    return [said[quotable.path, quotable.section] for quotable in found]
