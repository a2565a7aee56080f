"""Word documents: lists with the numbers that a reader sees, tables with their headers, questions."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement

from retrieval.documents.loaders import parse
from retrieval.types import Document

from ..shown import leads, shown
from .files import word


def loaded(made: Any) -> Document:
    return parse("a.docx", word(made))


def made_of(*paragraphs: tuple[str, str]) -> Document:
    """A document of paragraphs, each with its style."""
    made = docx.Document()
    for text, style in paragraphs:
        made.add_paragraph(text, style=style or None)
    return loaded(made)


def numbered(paragraph: Any, list_id: int, level: int) -> None:
    """Put a paragraph into a list by its own properties, as Word does."""
    properties = paragraph._p.get_or_add_pPr()
    numbering = properties.get_or_add_numPr()
    numbering.get_or_add_ilvl().val = level
    numbering.get_or_add_numId().val = list_id


def test_title_and_headings_are_headings() -> None:
    document = made_of(("Pool rules", "Title"), ("Fees", "Heading 1"), ("They are due.", ""))
    assert [kind for kind, _ in shown(document)] == ["heading", "heading", "paragraph"]


def test_items_have_numbers_though_their_text_has_none() -> None:
    document = made_of(
        ("Before you swim:", ""),
        ("Shower.", "List Number"),
        ("Take off:", "List Number"),
        ("your shoes", "List Bullet 2"),
        ("your watch", "List Bullet 2"),
        ("Go.", "List Number"),
    )
    assert shown(document) == [
        ("paragraph", "Before you swim:"),
        ("item 0 #1", "Shower."),
        ("item 0 #2", "Take off:"),
        ("item 1", "your shoes"),
        ("item 1", "your watch"),
        ("item 0 #3", "Go."),
    ]
    assert leads(document)["your watch"] == "Take off:"
    assert leads(document)["Go."] == "Before you swim:"


def test_a_list_in_a_style_begins_anew_below_a_heading() -> None:
    document = made_of(
        ("Shower.", "List Number"), ("In winter", "Heading 1"), ("Stay out.", "List Number")
    )
    assert [kind for kind, _ in shown(document)] == ["item 0 #1", "heading", "item 0 #1"]


def test_a_list_by_number_goes_on_below_a_heading_and_counts_each_level() -> None:
    made = docx.Document()
    list_number = made.styles["List Number"].element.pPr.numPr.numId.val
    for text, level in (("One", 0), ("One a", 1), ("One b", 1), ("", 0), ("Two", 0), ("Two a", 1)):
        if text:
            numbered(made.add_paragraph(text), list_number, level)
        else:
            made.add_heading("Later", level=1)
    assert [kind for kind, _ in shown(loaded(made))] == [
        "item 0 #1", "item 1 #1", "item 1 #2", "heading", "item 0 #2", "item 1 #1",
    ]  # fmt: skip


def test_a_paragraph_that_is_taken_out_of_its_list_is_none_of_its_items() -> None:
    made = docx.Document()
    numbered(made.add_paragraph("Not counted.", style="List Number"), 0, 0)
    assert shown(loaded(made)) == [("paragraph", "Not counted.")]


def table_of(made: Any, *rows: tuple[str, ...]) -> Any:
    table = made.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return table


def test_rows_are_read_with_the_row_that_names_the_columns() -> None:
    made = docx.Document()
    table_of(made, ("Who", "Fee"), ("Adults", "£4"), ("Children", "£2"))
    document = loaded(made)
    assert shown(document) == [
        ("header", "Who | Fee"), ("row", "Adults | £4"), ("row", "Children | £2"),
    ]  # fmt: skip
    assert leads(document)["Children | £2"] == "Who | Fee"


@pytest.mark.parametrize("mark", ["bold", "repeated"])
def test_a_row_that_is_marked_as_header_is_one(mark: str) -> None:
    made = docx.Document()
    table = table_of(made, ("Day", "Pool"), ("Monday", "open"))
    if mark == "bold":
        for cell in table.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True
    else:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    assert [kind for kind, _ in shown(loaded(made))] == ["header", "row"]


def test_names_beside_values_have_no_header_and_a_frame_is_no_table() -> None:
    made = docx.Document()
    table_of(made, ("Chair", "Ada"), ("Treasurer", "Grace"))
    made.add_paragraph("Then:")
    table_of(made, ("The pool is closed today.",))
    assert [kind for kind, _ in shown(loaded(made))] == ["row", "row", "paragraph", "paragraph"]


def test_merged_and_empty_cells_keep_the_columns_in_line() -> None:
    made = docx.Document()
    table = table_of(made, ("", "Sat", "Sun"), ("Pool", "", ""), ("Shed", "", "9 to 5"))
    table.cell(1, 1).merge(table.cell(1, 2)).text = "closed"
    assert [words for _, words in shown(loaded(made))] == [
        "| | Sat | Sun", "Pool | closed", "Shed | | 9 to 5",
    ]  # fmt: skip


def test_a_title_in_bold_ends_the_answer_above() -> None:
    made = docx.Document()
    made.add_paragraph("May I bring a dog?")
    made.add_paragraph("No.")
    made.add_paragraph().add_run("Fees").bold = True
    made.add_paragraph("Four pounds.")
    document = loaded(made)
    assert leads(document)["No."] == "May I bring a dog?"
    assert leads(document)["Four pounds."] is None


def test_a_question_in_bold_leads_its_answer() -> None:
    made = docx.Document()
    made.add_paragraph().add_run("May I bring a dog?").bold = True
    made.add_paragraph("No. Dogs stay outside.")
    document = loaded(made)
    assert shown(document)[0] == ("question", "May I bring a dog?")
    assert leads(document)["No. Dogs stay outside."] == "May I bring a dog?"
