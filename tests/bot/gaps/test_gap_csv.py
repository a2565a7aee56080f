"""The table of gaps for a spreadsheet."""

from __future__ import annotations

import csv

import pytest

from bot.gaps.gap_csv import COLUMNS, gaps_csv, harmless
from bot.gaps.gap_list import ClosestDocument, Gap, QuotedAnswer

GAP = Gap(
    id="00000000a1",
    question='=HYPERLINK("http://evil.example","Fees")',
    typical=1,
    answers=(1, 2),
    askers=1,
    first=0.0,
    last=86_400.0,
    refused=2,
    not_helpful=0,
    reasons=("+1", "Größe, falsch"),
    closest=(ClosestDocument("fees.md", None, 2, gone=True),),
    cited=frozenset(),
    done=False,
    answered_now=QuotedAnswer("fees.md", "The fee is 12 pounds."),
)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_no_cell_becomes_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["How much?", "", "a=b", "1-2"])
def test_other_cells_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_the_table_is_utf_8_with_a_mark_and_each_gap_is_a_row() -> None:
    text = gaps_csv([GAP])

    assert text.startswith("\ufeff")
    [names, row] = csv.reader(text.removeprefix("\ufeff").splitlines())
    assert tuple(names) == COLUMNS
    assert row == [
        "00000000a1",
        '\'=HYPERLINK("http://evil.example","Fees")',
        *("2", "1", "1970-01-01 00:00", "1970-01-02 00:00", "2", "0"),
        "'+1; Größe, falsch",
        "fees.md (2, gone)",
        "fees.md: The fee is 12 pounds.",
        "no",
    ]
