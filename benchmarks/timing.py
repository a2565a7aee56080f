"""Times an act, and sums up many times as a median and a 95th percentile."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median, quantiles

import numpy as np

from benchmarks.table import short


def seconds(act: Callable[[], object]) -> float:
    """Return how long an act takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def late(taken: Sequence[float]) -> float:
    """Return the 95th percentile of some times."""
    return quantiles(taken, n=20)[-1]


def milliseconds(taken: Sequence[float]) -> str:
    """Return the median and the 95th percentile of times in seconds, to be read."""
    return f"{short(median(taken) * 1000)} / {short(late(taken) * 1000)} ms"


def ratio(slower: Sequence[float], faster: Sequence[float]) -> float:
    """Return how many times as long one took as the other: the median over the pairs."""
    return median(long / brief for long, brief in zip(slower, faster, strict=True))


def growth_exponent(sizes: Sequence[int], times: Sequence[float]) -> float:
    """Return the x for which the times grow as size ** x: a line's slope, both in logarithms.

    Raises:
        ValueError: there are fewer than two sizes.
    """
    if len(set(sizes)) < 2:
        raise ValueError("growth needs two sizes or more")
    slope, _ = np.polyfit(np.log(sizes), np.log(times), 1)
    return float(slope)
