"""What tells of a quotable that it answers a question: a row of explained numbers for each. Pure.

The weights of these features are fitted (see `weights`); here is only what they mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...arrays import Floats
from ...search.lexicon import Lexicon
from .asked import Asked
from .kind_features import kind_features
from .name_features import name_features
from .quotables import Quotable
from .shape_features import shape_features
from .similarity_features import similarity_features
from .word_features import word_features

_ALIKE = 0.5
"""How far a heading and a question agree, from 0 to 1, where they ask the same."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of quotables, one row each, by name; and how the terms are covered.

    `covered[t, i]` is how well term t is matched in quotable i or in what it is read with.
    """

    names: tuple[str, ...]
    rows: Floats
    covered: Floats

    @property
    def asked_above(self) -> list[bool]:
        """Whether what stands above each quotable asks much the same question."""
        alike = self.rows[:, self.names.index("heading agrees")]
        opens = self.rows[:, self.names.index("opens what the question is")]
        return [bool(value) for value in (alike >= _ALIKE) | (opens > 0)]


def measure(asked: Asked, found: Sequence[Quotable], lexicon: Lexicon) -> Features:
    """Measure every quotable against the question."""
    columns, covered = word_features(asked, found, lexicon)
    columns |= name_features(asked, found, lexicon)
    columns |= similarity_features(asked, found, lexicon)
    columns |= shape_features(found)
    columns["heading agrees"] = np.sqrt(columns["heading"] * columns["heading named"])
    columns["lead agrees"] = np.sqrt(columns["lead"] * columns["lead named"])
    columns["label agrees"] = np.sqrt(columns["own words, rare"] * columns["label named"])
    columns["asked alike above"] = columns["similarity of context"] * columns["below a question"]
    columns |= kind_features(asked, found, lexicon)
    rows = np.stack(list(columns.values()), axis=1).astype(np.float32)
    return Features(tuple(columns), rows, covered)
