"""Where an offset is found by a person: line, page and the headings above it."""

from __future__ import annotations

import pytest

from retrieval.documents.locations import Locator
from retrieval.types import Heading, Location, Position


def pages(*starts: int) -> list[tuple[int, Position]]:
    return [(start, Position(number)) for number, start in enumerate(starts, 1)]


@pytest.mark.parametrize(
    ("text", "at", "line"),
    [
        ("one\ntwo\nthree", "one", 1),
        ("one\ntwo\nthree", "two", 2),
        ("one\ntwo\nthree", "three", 3),
        ("one\r\ntwo\r\nthree", "three", 3),
        ("one\n\n\ntwo", "two", 4),
        pytest.param("one\rtwo\rthree", "three", 3, id="an old Macintosh file"),
        pytest.param("10%\r20%\rdone\nnext", "next", 2, id="a stray return is no line end"),
        pytest.param("one\x85two\u2028three\x0cfour", "four", 1, id="nor is any odd white space"),
    ],
)
def test_lines_are_counted_as_an_editor_shows_them(text: str, at: str, line: int) -> None:
    assert Locator(text).line(text.index(at)) == line


def test_a_line_end_belongs_to_the_line_that_it_ends() -> None:
    locator = Locator("one\ntwo")
    assert [locator.line(offset) for offset in (2, 3, 4)] == [1, 1, 2]


def test_a_page_begins_at_its_offset() -> None:
    locator = Locator("first second third", positions=pages(0, 6, 13))
    assert [locator.locate(offset).page for offset in (0, 5, 6, 12, 13, 17)] == [1, 1, 2, 2, 3, 3]


def test_a_page_without_text_is_counted_but_never_named() -> None:
    locator = Locator("first third", positions=pages(0, 6, 6))
    assert [locator.locate(offset).page for offset in (0, 6)] == [1, 3]


def test_formats_without_pages_have_none() -> None:
    assert Locator("words").locate(0).page is None


def test_the_rows_of_each_sheet_are_counted_anew() -> None:
    rows = [(0, Position(2, "row")), (6, Position(3, "row")), (13, Position(2, "row"))]
    locator = Locator("first second third", positions=rows)
    assert [locator.position(offset) for offset in (0, 7, 14)] == [row for _, row in rows]
    assert locator.locate(0).page is None


def test_headings_are_named_from_the_outermost_down() -> None:
    headings = [
        Heading(10, 1, "Rules"),
        Heading(20, 2, "Fees"),
        Heading(30, 3, "Children"),
        Heading(40, 2, "Hours"),
        Heading(50, 1, "Staff"),
        Heading(60, 3, "Lifeguards"),
    ]
    locator = Locator("x" * 70, headings)
    assert [locator.heading(offset) for offset in (0, 10, 25, 35, 45, 55, 65)] == [
        None,
        "Rules",
        "Rules > Fees",
        "Rules > Fees > Children",
        "Rules > Hours",
        "Staff",
        "Staff > Lifeguards",
    ]


def test_a_place_has_all_three() -> None:
    locator = Locator("Rules\n\nNo running.", [Heading(0, 1, "Rules")], pages(0))
    assert locator.locate(7) == Location(line=3, position=Position(1), heading="Rules")
