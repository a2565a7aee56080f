"""PDF: tables, headings and lists, seen in how the lines are printed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from retrieval.documents.loaders import parse
from retrieval.documents.loaders.composer import Composer
from retrieval.documents.loaders.pdf.pdf_layout import write_pages
from retrieval.documents.loaders.pdf.pdf_lines import PrintedCell, PrintedLine
from retrieval.documents.tables import cells
from retrieval.types import Document

from ..shown import check_blocks, leads, shown
from .files import Text, pdf, printed_pdf

PROSE = [
    "The rowing club keeps its boats in the shed by the lower lock, where the key",
    "hangs too. Guests may row with a member who has been in the club for a year,",
    "and they sign the book that lies on the table in the shed before they set out.",
]


def printed(*pages: Sequence[Text], outline: Sequence[tuple[str, int]] = ()) -> Document:
    document = parse("a.pdf", printed_pdf(*pages, outline=outline))
    check_blocks(document)
    return document


def prose(top: float, size: float = 12) -> list[Text]:
    """Three lines of running text."""
    return [Text(line, 72, top - 14 * row, size) for row, line in enumerate(PROSE)]


def rows(
    top: float, *contents: Sequence[str], columns: Sequence[float], step: float = 20
) -> list[Text]:
    """The rows of a table, drawn cell by cell; a line end within a cell begins a line below."""
    return [
        Text(line, left, top - step * row - 13 * number)
        for row, cells in enumerate(contents)
        for left, cell in zip(columns, cells, strict=True)
        for number, line in enumerate(cell.split("\n"))
        if line
    ]


COLUMNS = (78, 200, 300)
FEES = (("Boat", "Seats", "Fee"), ("Old skiff", "1", "£4"), ("Double", "2", "£6"))


def test_rows_are_a_line_each_and_read_with_their_header() -> None:
    document = printed([*prose(770), *rows(700, *FEES, columns=COLUMNS), *prose(600)])
    assert shown(document) == [
        ("paragraph", " ".join(PROSE)),
        ("header", "Boat | Seats | Fee"),
        ("row", "Old skiff | 1 | £4"),
        ("row", "Double | 2 | £6"),
        ("paragraph", " ".join(PROSE)),
    ]
    assert leads(document)["Double | 2 | £6"] == "Boat | Seats | Fee"


@pytest.mark.parametrize("step", [14, 32])
def test_a_cell_that_goes_on_in_a_second_line_is_made_whole(step: int) -> None:
    contents = [*FEES, ("Eight", "8, with a\ncox", "free"), ("Raft", "4", "£2")]
    drawn = rows(700, *contents[:3], columns=COLUMNS, step=step)
    drawn += rows(700 - 3 * step, contents[3], columns=COLUMNS)
    drawn += rows(700 - 3 * step - 13 - max(step, 16), contents[4], columns=COLUMNS)
    assert [words for _, words in shown(printed(drawn))][-2:] == [
        "Eight | 8, with a cox | free",
        "Raft | 4 | £2",
    ]


def test_a_cell_beside_taller_ones_may_stand_halfway_up() -> None:
    drawn = rows(700, *FEES, columns=COLUMNS, step=30)
    drawn += [Text("Eight", 78, 610), Text("8, with", 200, 616), Text("a cox", 200, 604)]
    drawn += [Text("free", 300, 610)]
    assert shown(printed(drawn))[-1] == ("row", "Eight | 8, with a cox | free")


COURSES = (
    ("Course", "Teacher", "When", "Fee"),
    (
        "Basket\nweaving",
        "Ms Reed and\nMr Moss",
        "Mondays from six\nto eight, not in\nAugust",
        "£45",
    ),
    ("Clay", "Mr Ode", "Tuesdays", "£60"),
    ("Drawing for\nbeginners", "Ms Lund", "Fridays", "£30"),
)


@pytest.mark.parametrize("lowered", [0, 0.5, 1], ids=["top", "middle", "bottom"])
@pytest.mark.parametrize("padding", [2, 6, 14])
def test_every_cell_may_go_on_in_further_lines(lowered: float, padding: int) -> None:
    drawn, top = [], 700.0
    for row in COURSES:
        tallest = max(cell.count("\n") for cell in row)
        for left, cell in zip((72, 170, 270, 400), row, strict=True):
            first = top - lowered * 12 * (tallest - cell.count("\n"))
            drawn += [
                Text(line, left, first - 12 * number, 10)
                for number, line in enumerate(cell.split("\n"))
            ]
        top -= 12 * (tallest + 1) + padding
    assert [words for _, words in shown(printed(drawn))] == [
        "Course | Teacher | When | Fee",
        "Basket weaving | Ms Reed and Mr Moss | Mondays from six to eight, not in August | £45",
        "Clay | Mr Ode | Tuesdays | £60",
        "Drawing for beginners | Ms Lund | Fridays | £30",
    ]


def test_an_empty_cell_keeps_its_place() -> None:
    contents = [*FEES, ("", "3", "£9"), ("Raft", "", "£2")]
    document = printed(rows(700, *contents, columns=COLUMNS))
    found = [words for _, words in shown(document)][-2:]
    assert found == ["| | 3 | £9", "Raft | | £2"]
    assert [len(cells(row)) for row in found] == [3, 3]


def test_columns_of_numbers_may_end_in_line() -> None:
    document = printed(
        [
            Text("Skiff", 78, 700),
            Text("£40", 203, 700),
            Text("Double", 78, 680),
            Text("£6", 209, 680),
        ]
    )
    assert [kind for kind, _ in shown(document)] == ["row", "row"]


def test_a_row_in_bold_is_the_header() -> None:
    head = [Text("Day", 78, 700, bold=True), Text("Shed", 200, 700, bold=True)]
    document = printed([*prose(770), *head, *rows(680, ("Monday", "open"), columns=(78, 200))])
    assert shown(document)[1:] == [("header", "Day | Shed"), ("row", "Monday | open")]


def test_two_columns_of_running_text_are_no_table() -> None:
    drawn = []
    for row, line in enumerate([*PROSE, *PROSE]):
        drawn += [Text(line[:38], 60, 700 - 14 * row), Text(line[38:], 340, 700 - 14 * row)]
    assert "row" not in {kind for kind, _ in shown(printed(drawn))}


def test_items_have_numbers_and_the_gap_behind_a_number_makes_no_table() -> None:
    drawn = [Text("To row out:", 72, 760)]
    for number, text in enumerate(["Sign the book.", "Wait.", "Go."], start=1):
        drawn += [Text(f"{number}.", 72, 760 - 16 * number), Text(text, 96, 760 - 16 * number)]
    drawn += [Text("•", 96, 696), Text("quickly", 110, 696), Text("That is all.", 72, 660)]
    document = printed(drawn)
    assert shown(document) == [
        ("paragraph", "To row out:"),
        ("item 0 #1", "1. Sign the book."),
        ("item 0 #2", "2. Wait."),
        ("item 0 #3", "3. Go."),
        ("item 1", "• quickly"),
        ("paragraph", "That is all."),
    ]
    assert leads(document)["3. Go."] == "To row out:"
    assert leads(document)["• quickly"] == "3. Go."


def test_larger_and_bold_lines_are_headings_by_size() -> None:
    document = printed(
        [
            Text("Boats", 72, 790, 20), *prose(760),
            Text("May I bring a guest?", 72, 700, bold=True), *prose(680),
            Text("Fees that we take of those who come as guests and", 72, 610, 16),
            Text("of members", 72, 590, 16), *prose(560),
        ]
    )  # fmt: skip
    fees = "Fees that we take of those who come as guests and of members"
    assert [(each.level, each.title) for each in document.headings] == [
        (1, "Boats"), (3, "May I bring a guest?"), (2, fees),
    ]  # fmt: skip
    assert [kind for kind, _ in shown(document)] == ["heading", "paragraph"] * 3


def test_what_is_large_or_bold_but_no_heading_stays_text() -> None:
    document = printed(
        [
            *(Text("We are closed in winter, says a notice in large type.", 72, 790 - 20 * row, 16)
              for row in range(4)),
            Text(PROSE[0], 72, 680), Text("Please note", 72, 666, bold=True), Text(PROSE[1], 72, 652),
            Text("Boats . . . . . . . . 4", 72, 560, 16), *prose(530),
        ]
    )  # fmt: skip
    assert document.headings == ()


def test_the_files_own_outline_is_believed() -> None:
    page = [Text("Boats", 72, 790, 20), *prose(760), Text("Fees", 72, 690, 16), *prose(660)]
    document = printed(page, outline=[("Boats", 0)])
    assert [each.title for each in document.headings] == ["Boats"]
    assert [kind for kind, _ in shown(document)].count("heading") == 2


def test_lines_of_a_paragraph_are_one_block() -> None:
    document = parse("a.pdf", pdf([*PROSE, "", *PROSE, "", "Ada Lock", "2 Weir Lane"]))
    assert shown(document) == [
        ("paragraph", " ".join(PROSE)),
        ("paragraph", " ".join(PROSE)),
        ("paragraph", "Ada Lock\n2 Weir Lane"),
    ]


def line(text: str, left: float, bottom: float, count: int) -> PrintedLine:
    found = tuple(
        PrintedCell("x", left + 40 * place, left + 40 * place + 9) for place in range(count)
    )
    return PrintedLine(text, left, left + 90, bottom, 12, found)


@pytest.mark.parametrize("count", [0, 2, 40])
@pytest.mark.parametrize("shift", [0, 7])
def test_a_long_hostile_page_is_read_to_its_end(count: int, shift: int) -> None:
    # A pass that is not linear in the number of lines would take minutes.
    page = [line(f"{row}. x", shift * (row % 9), -14.0 * row, count) for row in range(4000)]
    composer = Composer()
    write_pages([page], composer)
    assert len(composer.since(0)) >= 4000
