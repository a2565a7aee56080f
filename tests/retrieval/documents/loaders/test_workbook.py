"""Excel workbooks: sheets are sections, rows have the numbers that Excel shows, cells what it shows."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from retrieval.documents.loaders import parse
from retrieval.documents.locations import Locator
from retrieval.errors import DocumentError
from retrieval.types import Document

from ..shown import check_blocks, leads, shown
from .files import repacked

FEES = (("Who", "Fee"), ("Adults", 4), ("Children", 2.5))


def workbook(sheets: Mapping[str, Iterable[Iterable[object]]] | None = None) -> Any:
    """A workbook of sheets of rows."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in (sheets or {"Fees": FEES}).items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return made


def saved(made: Any) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def loaded(made: Any) -> Document:
    document = parse("a.xlsx", saved(made))
    check_blocks(document)
    return document


def with_sheet(xml: str) -> bytes:
    """A workbook whose only sheet is written as this."""
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{namespace}">{xml}</worksheet>'
    return repacked(saved(workbook()), {"xl/worksheets/sheet1.xml": sheet.encode()})


def place(document: Document, words: str) -> tuple[int, str | None]:
    location = Locator.of(document).locate(document.text.index(words))
    assert location.position is not None
    assert location.position.kind == "row"
    return location.position.number, location.heading


def test_a_sheet_is_a_section_and_each_row_is_read_with_the_header() -> None:
    document = loaded(workbook())
    assert shown(document) == [
        ("heading", "Fees"),
        ("header", "Who | Fee"),
        ("row", "Adults | 4"),
        ("row", "Children | 2.5"),
    ]
    assert leads(document)["Children | 2.5"] == "Who | Fee"
    assert place(document, "Children") == (3, "Fees")


def test_each_sheet_counts_its_own_rows() -> None:
    document = loaded(workbook({"Fees": FEES, "Hours": [("Day", "Opens"), ("Monday", "at 9")]}))
    assert place(document, "Children") == (3, "Fees")
    assert place(document, "Hours") == (1, "Hours")
    assert place(document, "Monday") == (2, "Hours")


def test_hidden_sheets_rows_and_columns_are_left_out() -> None:
    made = workbook({"Fees": [("Who", "Cost", "Fee"), ("Adults", 1, 4), ("Staff", 0, 0)]})
    made.create_sheet("Salaries")["A1"] = "A secret"
    made["Salaries"].sheet_state = "hidden"
    made.create_sheet("More")["A1"] = "Another secret"
    made["More"].sheet_state = "veryHidden"
    made["Fees"].column_dimensions["B"].hidden = True
    made["Fees"].row_dimensions[3].hidden = True
    assert loaded(made).text == "Fees\n\nWho | Fee\nAdults | 4"


def test_the_number_of_a_row_is_excels_though_rows_above_are_empty() -> None:
    made = workbook({"Fees": []})
    for cell, value in {"C4": "Who", "D4": "Fee", "C5": "Adults", "D5": 4}.items():
        made["Fees"][cell] = value
    document = loaded(made)
    assert document.text == "Fees\n\nWho | Fee\nAdults | 4"
    assert place(document, "Adults") == (5, "Fees")


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (3.0, "General", "3"),
        (0.1 + 0.2, "General", "0.3"),
        (-2.5, "General", "-2.5"),
        (1234567, "General", "1234567"),
        (1e30, "General", "1E+30"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.175, "0%", "18%"),
        (0.175, "0.0%", "17.5%"),
        (1234.5, '"$"#,##0.00', "$1,234.50"),
        (4.5, "#,##0.00 [$€-407]", "4.50 €"),
        (-4.5, '_("$"* #,##0.00_);_("$"* (#,##0.00)', "$(4.50)"),
        (-4.5, "0.00;[Red]-0.00", "-4.50"),
        (123, "00000", "00123"),
        (12.5, '0.0" kg"', "12.5 kg"),
        (2.50, "0.##", "2.5"),
        (0.5, "# ?/?", "0.5"),
        (12345, "0.00E+00", "12345"),
        (5_000_000, '0.0,,"M"', "5000000"),
        (True, "General", "TRUE"),
        (date(2026, 5, 1), "dd/mm/yyyy", "2026-05-01"),
        (date(2026, 5, 1), "mmmm yyyy", "2026-05-01"),
        (datetime.fromisoformat("2026-05-01 09:30"), "d/m/yy h:mm", "2026-05-01 09:30"),
        (
            datetime.fromisoformat("2026-05-01 09:30:15"),
            "yyyy-mm-dd hh:mm:ss",
            "2026-05-01 09:30:15",
        ),
        (time(9, 30), "h:mm", "09:30"),
        (timedelta(hours=26, minutes=15), "[h]:mm", "26:15"),
        ("Line one\nline two", "General", "Line one line two"),
        ("007", "@", "007"),
        (7, "@", "7"),
    ],
)
def test_a_cell_says_what_a_person_reads_in_it(
    value: object, number_format: str, text: str
) -> None:
    made = workbook({"Fees": [("Key", value)]})
    made["Fees"]["B1"].number_format = number_format
    assert loaded(made).text == f"Fees\n\nKey | {text}"


def test_days_are_counted_from_1904_where_the_workbook_does() -> None:
    made = workbook({"Fees": [("Key", date(2026, 5, 1))]})
    made.epoch = CALENDAR_MAC_1904
    assert loaded(made).text == "Fees\n\nKey | 2026-05-01"


def test_a_formula_is_read_as_what_it_came_to() -> None:
    cells = (
        '<c r="A1" t="str"><f>"a"&amp;"b"</f><v>Total</v></c><c r="B1"><f>2+2</f><v>4</v></c>'
        '<c r="C1" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
        '<c r="D1" t="inlineStr"><is><r><t>of </t></r><r><t>all</t></r></is></c>'
    )
    document = parse("a.xlsx", with_sheet(f'<sheetData><row r="1">{cells}</row></sheetData>'))
    assert document.text == "Fees\n\nTotal | 4 | of all"


def test_the_title_is_that_of_the_properties() -> None:
    made = workbook()
    made.properties.title = "Fees of the pool"
    assert loaded(made).title == "Fees of the pool"


def test_a_million_empty_rows_and_columns_cost_nothing() -> None:
    far = "".join(
        f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>a</t></is></c>'
        f'<c r="XFD{number}"><v>{number}</v></c></row>'
        for number in (1, 1_048_576)
    )
    data = with_sheet(f'<dimension ref="A1:XFD1048576"/><sheetData>{far}</sheetData>')
    tracemalloc.start()
    document = parse("a.xlsx", data)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()
    assert document.text == "Fees\n\na | 1\n\na | 1048576"
    assert place(document, "a | 1048576") == (1_048_576, "Fees")


def test_rows_and_columns_beyond_what_excel_has_are_not_read() -> None:
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZ1"><v>2</v></c></row>'
        '<row r="99999999"><c r="A99999999"><v>3</v></c></row>'
    )
    assert parse("a.xlsx", with_sheet(f"<sheetData>{rows}</sheetData>")).text == "Fees\n\n1"


def test_a_sheet_without_an_end_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    data = with_sheet("<a/>" * 100_000 + "<sheetData/>")
    monkeypatch.setattr("retrieval.documents.loaders.package.MAX_XML_BYTES", 200_000)
    with pytest.raises(DocumentError, match="unpacks to far more than a document holds"):
        parse("a.xlsx", data)


def test_no_entity_reaches_for_a_file() -> None:
    xml = (
        b'<!DOCTYPE worksheet [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet><sheetData>'
        b'<row><c t="str"><v>a&e;b</v></c></row></sheetData></worksheet>'
    )
    hostile = repacked(saved(workbook()), {"xl/worksheets/sheet1.xml": xml})
    assert parse("a.xlsx", hostile).text == "Fees\n\na"
