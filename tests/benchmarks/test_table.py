"""The table is Markdown that is read in a terminal too, and its numbers are short."""

from __future__ import annotations

import pytest

from benchmarks.table import Row, short, table_of


def test_a_table_is_markdown_with_columns_of_one_width() -> None:
    rows = [Row("search, 10,000 chunks", "9.1 ms", "8 ms", "p95 14 ms"), Row("rollback", "0.03 s")]
    assert table_of(rows).splitlines() == [
        "| measure               | value  | target | beside    |",
        "| --------------------- | ------ | ------ | --------- |",
        "| search, 10,000 chunks | 9.1 ms | 8 ms   | p95 14 ms |",
        "| rollback              | 0.03 s |        |           |",
    ]


def test_a_table_without_rows_has_its_heads() -> None:
    assert table_of([]).startswith("| measure | value |")


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (0.0, "0"),
        (0.04567, "0.046"),
        (0.5, "0.50"),
        (8.93, "8.9"),
        (53.2, "53"),
        (-8.93, "-8.9"),
        (1234.5, "1,234"),
    ],
)
def test_a_number_has_two_digits_that_count_or_is_whole(value: float, read: str) -> None:
    assert short(value) == read
