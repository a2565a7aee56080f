"""The types of the arrays that indexing and searching hand to each other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
"""Numbers of any shape; who takes them says which."""

Vectors = NDArray[np.float32]
"""A matrix of shape (texts, dimensions); each row has length 1, or 0 for a text without words."""
