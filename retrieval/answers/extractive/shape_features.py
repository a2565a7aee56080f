"""What a quotable is by itself, whatever is asked. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from ...arrays import Floats
from ...documents.words import words
from .quotables import Quotable, best_in_section

DEPENDENT = re.compile(
    r"\W*(?:this|that|these|those|it|they|he|she|such|however|also|but|and|so|then|otherwise|instead"
    r"|for example|e\.g)\b",
    re.IGNORECASE,
)


def shape_features(found: Sequence[Quotable]) -> dict[str, Floats]:
    """Return what a quotable is by itself, and how good its passage is."""
    best = max((quotable.score for quotable in found), default=0.0) or 1.0
    lengths = np.array([len(words(quotable.text)) for quotable in found], np.float32)
    flags: dict[str, Callable[[Quotable], bool]] = {
        "is an item": lambda quotable: quotable.kind == "item",
        "is a row": lambda quotable: quotable.kind == "row",
        "is code": lambda quotable: quotable.kind == "code",
        "opens its section": lambda quotable: quotable.position == 0,
        "leads in": lambda quotable: quotable.leads_in,
        "is a link": lambda quotable: quotable.is_link,
        "asks": lambda quotable: quotable.text.rstrip("*_ ").endswith("?"),
        "depends on what is before": lambda quotable: DEPENDENT.match(quotable.text) is not None,
        "below a question": lambda quotable: (
            quotable.heading.rstrip().endswith("?") or quotable.lead.rstrip("*_ \n").endswith("?")
        ),
    }
    columns = {
        name: np.array([flag(quotable) for quotable in found], np.float32)
        for name, flag in flags.items()
    }
    columns["opens what the question is"] = (
        columns["below a question"] * columns["opens its section"]
    )
    columns["length"] = np.log1p(lengths)
    columns["is short"] = (lengths < 4).astype(np.float32)
    columns["chunk"] = np.array([quotable.score / best for quotable in found], np.float32)
    columns["section's best chunk"] = best_in_section(columns["chunk"], found)
    columns["passage rank"] = np.array(
        [1 / (1 + quotable.passage) for quotable in found], np.float32
    )
    return columns
