"""How a row of a table is cut into cells, and when its first row names the columns."""

from __future__ import annotations

import pytest

from retrieval.documents.tables import align, cells, has_header, is_rule, row_text


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("| Boat | Seats |", ["Boat", "Seats"]),
        ("Boat | Seats", ["Boat", "Seats"]),
        ("| Boat | | £4 |", ["Boat", "", "£4"]),
        ("|Boat||£4|", ["Boat", "", "£4"]),
        (r"| a \| b | c |", [r"a \| b", "c"]),
        ("| two  spaces | c |", ["two  spaces", "c"]),
        ("Boat   Seats\t\tFee", ["Boat", "Seats", "Fee"]),
        ("Skiff ........ £4", ["Skiff", "£4"]),
        ("no cells here", ["no cells here"]),
        ("| Boat | Fee |\n|------|:---:|", ["Boat", "Fee"]),
        ("|------|:---:|", []),
        ("", []),
    ],
)
def test_a_row_is_cut_into_cells(row: str, found: list[str]) -> None:
    assert [row[cell.start : cell.end] for cell in cells(row)] == found


@pytest.mark.parametrize(
    ("texts", "row"),
    [
        (["Boat", "Fee"], "Boat | Fee"),
        (["", "Sat", "Sun"], "| | Sat | Sun"),
        (["", "", "Sun"], "| | | Sun"),
        (["Raft", "", "", "3"], "Raft | | | 3"),
        (["Raft", "", ""], "Raft"),
        (["", ""], ""),
    ],
)
def test_empty_cells_keep_their_places_in_a_row(texts: list[str], row: str) -> None:
    assert row_text(texts) == row
    found = [row[cell.start : cell.end] for cell in cells(row)]
    assert found + [""] * (len(texts) - len(found)) == texts


def test_a_rule_only_draws() -> None:
    assert all(map(is_rule, ["|---|:--:|", "=====  ====", "--- | ---", "+----+----+"]))
    assert not any(map(is_rule, ["", "a --- b", "| | |", "- item"]))


def test_lines_align_that_have_a_column_in_common() -> None:
    assert align("Skiff    1", "Double   2")
    assert align("Skiff    1", "Double  12")
    assert not align("It is late.  We go.", "It is not.  We stay here.")
    assert not align("a  b", "a     b c")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Boat", "Fee"], ["Skiff", "£4"]], True),
        ([["Boat", "Where", "Who"], ["Skiff", "shed", "members"]], True),
        ([["Boat", "2024", "2025"], ["Skiff", "31", "40"]], True),
        ([["Boat", "Speed (km/h at 20 strokes)"], ["Skiff", "9"]], True),
        ([["Name", "Ada"], ["Town", "Lock"]], False),
        ([["Skiff", "£4"], ["Double", "£6"]], False),
        ([["Boat", "", "Fee"], ["Skiff", "x", "£4"]], False),
        ([["Boat", "Fee"]], False),
        ([["a" * 90, "Fee"], ["Skiff", "£4"]], False),
    ],
)
def test_the_first_row_is_the_header_where_it_names_columns(
    rows: list[list[str]], expected: bool
) -> None:
    assert has_header(rows) is expected
