"""Whether a question names the heading, the lead, the label or the number of a quotable. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from ...arrays import Floats
from ...search.lexicon import Lexicon
from .asked import LIGHT_WEIGHT, Asked, is_light
from .quotables import Quotable

_LEADING_NUMBER = re.compile(r"\W*(\d{1,3})[.)]")


def name_features(asked: Asked, found: Sequence[Quotable], lexicon: Lexicon) -> dict[str, Floats]:
    """Return which share of a name the question has: of the heading, the lead, a row's label."""
    names: dict[str, Callable[[Quotable], str]] = {
        "heading named": lambda quotable: quotable.heading,
        "lead named": lambda quotable: quotable.lead if quotable.kind != "row" else "",
        "label named": lambda quotable: quotable.label,
    }
    columns = {}
    for name, of in names.items():
        texts = [of(quotable) for quotable in found]
        shares = _named_shares(asked, list(dict.fromkeys(texts)), lexicon)
        columns[name] = np.array([shares[text] for text in texts], np.float32)
    columns["number named"] = np.array(
        [
            float(asked.number is not None and _number(quotable) == asked.number)
            for quotable in found
        ],
        np.float32,
    )
    return columns


def _named_shares(asked: Asked, names: Sequence[str], lexicon: Lexicon) -> dict[str, float]:
    """Return by name which share of its words the question has; words that tell little count less."""
    terms = {name: lexicon.terms(name) if name else () for name in names}
    distinct = list(dict.fromkeys(term for each in terms.values() for term in each))
    matched = dict(
        zip(
            distinct,
            lexicon.matches(distinct, [asked.text]).word_similarity[:, 0].tolist(),
            strict=True,
        )
    )
    shares: dict[str, float] = {}
    for name, own in terms.items():
        weights = [LIGHT_WEIGHT if is_light(term) else 1.0 for term in own]
        weighted = sum(matched[term] * weight for term, weight in zip(own, weights, strict=True))
        shares[name] = weighted / sum(weights) if own else 0.0
    return shares


def _number(quotable: Quotable) -> int | None:
    if quotable.block.number is not None:
        return quotable.block.number
    match = _LEADING_NUMBER.match(quotable.text) or _LEADING_NUMBER.match(quotable.heading)
    return int(match[1]) if match else None
