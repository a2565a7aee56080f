"""Tables in text files: records become rows, with their numbers and the header they are read with."""

from __future__ import annotations

import pytest

from retrieval.documents.loaders import parse
from retrieval.documents.locations import Locator
from retrieval.errors import DocumentError
from retrieval.types import Document

from ..shown import check_blocks, leads, shown

FEES = "Who,Fee,Until\nAdults,4.50,2026-05-01\nChildren,2,2026-06-01\n"


def loaded(text: str, name: str = "a.csv") -> Document:
    document = parse(name, text.encode())
    check_blocks(document)
    return document


def row_number(document: Document, words: str) -> int:
    position = Locator.of(document).position(document.text.index(words))
    assert position is not None
    assert position.kind == "row"
    return position.number


def test_each_record_is_a_row_below_the_header() -> None:
    document = loaded(FEES)
    assert shown(document) == [
        ("header", "Who | Fee | Until"),
        ("row", "Adults | 4.50 | 2026-05-01"),
        ("row", "Children | 2 | 2026-06-01"),
    ]
    assert leads(document)["Children | 2 | 2026-06-01"] == "Who | Fee | Until"


def test_rows_are_counted_as_a_spreadsheet_program_counts_them() -> None:
    document = loaded('Who,Fee\n"Adults,\nwith a card",4\n\nChildren,2\n')
    assert row_number(document, "Who") == 1
    assert row_number(document, "Adults, with a card") == 2
    assert row_number(document, "Children") == 4


def test_without_a_header_all_are_rows() -> None:
    document = loaded("Adults,4\nChildren,2\n")
    assert [kind for kind, _ in shown(document)] == ["row", "row"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "Who;Fee\nAdults, members;4,50\nChildren;2,00\n"),
        ("a.csv", "Who\tFee\nAdults, members\t4,50\nChildren\t2,00\n"),
        ("a.tsv", "Who\tFee\nAdults, members\t4,50\nChildren\t2,00\n"),
        ("a.csv", "sep=;\r\nWho;Fee\r\nAdults, members;4,50\r\nChildren;2,00\r\n"),
        ("a.csv", 'Who,Fee\n"Adults, members","4,50"\nChildren,"2,00"\n'),
        ("a.csv", "\ufeffWho|Fee\nAdults, members|4,50\nChildren|2,00\n"),
    ],
)
def test_whatever_sets_the_cells_apart_is_recognised(name: str, text: str) -> None:
    document = loaded(text, name)
    assert document.text == "Who | Fee\nAdults, members | 4,50\nChildren | 2,00"
    assert row_number(document, "Children") == 3


def test_an_encoding_of_old_is_read() -> None:
    document = parse("a.csv", "Name,Preis\nMüller,4 €\n".encode("cp1252"))
    assert document.text == "Name | Preis\nMüller | 4 €"


def test_empty_cells_keep_their_places() -> None:
    assert loaded("Who,Note,Fee\nAdults,,4\n,none,2\n").text == (
        "Who | Note | Fee\nAdults | | 4\n| | none | 2"
    )


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rest() -> None:
    document = loaded('Part,Size,Price\n"Pipe,5,4\nBend,3,2\n')
    assert document.text == 'Part | Size | Price\n"Pipe | 5 | 4\nBend | 3 | 2'


def test_a_bar_within_a_cell_sets_nothing_apart() -> None:
    assert loaded("Key,Value\nleft|right,1\n").text == "Key | Value\nleft\\|right | 1"


@pytest.mark.parametrize("gap", ["", "\n"])
def test_a_caption_above_the_header_is_no_row_of_the_table(gap: str) -> None:
    document = loaded(f"Fees of the pool,,\n{gap}Who,Fee,Until\nAdults,4,9 pm\n")
    assert shown(document) == [
        ("paragraph", "Fees of the pool"),
        ("header", "Who | Fee | Until"),
        ("row", "Adults | 4 | 9 pm"),
    ]


def test_an_empty_table_says_so() -> None:
    with pytest.raises(DocumentError, match=r"It holds no text\."):
        parse("a.csv", b",,\n,,\n")


def test_a_long_table_takes_time_in_proportion() -> None:
    document = loaded("Who,Fee\n" + "".join(f"Guest {n},{n}\n" for n in range(20_000)))
    assert row_number(document, "Guest 19999 |") == 20_001


def test_a_gap_between_rows_does_not_end_the_table() -> None:
    document = loaded("Who,Fee,Note\nAdults,4,card\n\nChildren,free,none\nDogs,no,never\n")
    assert leads(document)["Children | free | none"] == "Who | Fee | Note"


def test_a_table_of_one_column_is_rows() -> None:
    document = loaded("Anna\nBen\nCara\nDan\n")
    assert [kind for kind, _ in shown(document)] == ["row"] * 4
