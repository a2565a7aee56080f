"""The types of the arrays that indexing and searching hand to each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
"""Numbers of any shape; who takes them says which."""

Ids = NDArray[np.int32]
"""Numbers that stand for something else, such as words; who takes them says for what."""

Integers = NDArray[np.int64]
"""Rows of tables, places and counts."""

Vectors = NDArray[np.float32]
"""A matrix of shape (texts, dimensions); each row has length 1, or 0 for a text without words."""
