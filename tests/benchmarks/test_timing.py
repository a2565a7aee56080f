"""How many times are summed up: percentiles, ratios of pairs, and growth with the size."""

from __future__ import annotations

import pytest

from benchmarks.timing import growth_exponent, late, milliseconds, ratio


@pytest.mark.parametrize("exponent", [0.0, 0.5, 1.0, 2.0])
def test_the_exponent_of_growth_is_found(exponent: float) -> None:
    sizes = [10_000, 18_000, 100_000]
    times = [0.003 * size**exponent for size in sizes]
    assert growth_exponent(sizes, times) == pytest.approx(exponent, abs=1e-9)


def test_one_size_does_not_tell_how_a_time_grows() -> None:
    with pytest.raises(ValueError, match="two sizes"):
        growth_exponent([10_000, 10_000], [0.1, 0.2])


def test_a_ratio_is_the_median_over_pairs_that_were_taken_together() -> None:
    assert ratio([4.0, 9.0, 100.0], [2.0, 3.0, 1.0]) == 3.0
    with pytest.raises(ValueError, match="shorter"):
        ratio([4.0, 9.0], [2.0])


def test_times_are_read_as_median_and_95th_percentile_in_milliseconds() -> None:
    taken = [number / 1000 for number in range(1, 100)]
    assert late(taken) == pytest.approx(0.095)
    assert milliseconds(taken) == "50 / 95 ms"
