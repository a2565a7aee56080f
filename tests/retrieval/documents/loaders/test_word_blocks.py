"""Word documents: lists with the numbers that a reader sees, tables with their headers, questions."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

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


def list_of(made: Any, *levels: tuple[str, str], legal: bool = False) -> int:
    """Describe a list to the document: of each level the form of its numbers and the text around."""
    numbering = made.part.numbering_part.element
    described = OxmlElement("w:abstractNum", attrs={qn("w:abstractNumId"): "77"})
    for depth, (form, text) in enumerate(levels):
        level = OxmlElement("w:lvl", attrs={qn("w:ilvl"): str(depth)})
        for name, value in (("start", "1"), ("numFmt", form), ("lvlText", text)):
            level.append(OxmlElement(f"w:{name}", attrs={qn("w:val"): value}))
        if legal and depth:
            level.insert(2, OxmlElement("w:isLgl"))
        described.append(level)
    numbering.insert(0, described)
    return int(numbering.add_num(77).numId)


def test_headings_are_read_with_the_numbers_that_word_shows() -> None:
    made = docx.Document()
    listed = list_of(made, ("upperRoman", "Part %1:"), ("decimal", "%1.%2"), legal=True)
    for title, level in (("Rules", 1), ("Fees", 2), ("Hours", 2), ("Names", 1), ("Chair", 2)):
        numbered(made.add_heading(title, level), listed, level - 1)
    document = loaded(made)
    titles = ["Part I: Rules", "1.1 Fees", "1.2 Hours", "Part II: Names", "2.1 Chair"]
    assert [heading.title for heading in document.headings] == titles
    assert [words for _, words in shown(document)] == titles


def test_clauses_count_on_in_the_list_of_their_headings() -> None:
    made = docx.Document()
    listed = list_of(made, ("decimal", "%1"), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
    for text, level in (("Fees", 0), ("Pay.", 1), ("by card", 2), ("in cash", 2), ("Swim.", 1)):
        numbered(made.add_paragraph(text) if level else made.add_heading(text), listed, level)
    assert [words for _, words in shown(loaded(made))] == [
        "1 Fees", "1.1 Pay.", "(a) by card", "(b) in cash", "1.2 Swim.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "text", "number", "words"),
    [
        ("decimal", "%1.", 3, "Pay."),  # the number of the item says it
        ("decimal", "§ %1", 3, "§ 3 Pay."),
        ("upperLetter", "%1.", 28, "BB. Pay."),
        ("lowerRoman", "%1)", 14, "xiv) Pay."),
        ("decimalZero", "No. %1", 7, "No. 07 Pay."),
        ("bullet", "•", 2, "Pay."),
    ],
)
def test_an_item_is_read_with_what_word_shows_before_it(
    form: str, text: str, number: int, words: str
) -> None:
    made = docx.Document()
    listed = list_of(made, (form, text))
    for _ in range(number):
        numbered(made.add_paragraph("Pay."), listed, 0)
    document = loaded(made)
    assert shown(document)[-1][1] == words
    assert document.blocks[-1].number == (None if form == "bullet" else number)


def test_a_list_in_a_style_of_paragraphs_is_read_as_before() -> None:
    assert made_of(("Shower.", "List Number"), ("Go.", "List Number 2")).text == "Shower.\n\nGo."


def with_notes(made: Any, kind: str, **notes: str) -> bytes:
    """The document with a part for its notes, each a paragraph, by their ids (`n1` is 1)."""
    tag = kind.removesuffix("s")
    entries = "".join(
        f'<w:{tag} w:id="{name[1:]}"><w:p><w:r><w:{tag}Ref/></w:r><w:r><w:t> {words}</w:t></w:r></w:p>'
        f"</w:{tag}>"
        for name, words in notes.items()
    )
    xml = f'<w:{kind} xmlns:w="{qn("w:p")[1:-2]}">{entries}</w:{kind}>'
    part = Part(
        PackURI(f"/word/{kind}.xml"),
        f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml",
        xml.encode(),
        made.part.package,
    )
    relationship = f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
    made.part.relate_to(part, relationship)
    return word(made)


def refer(paragraph: Any, kind: str, number: int) -> None:
    reference = OxmlElement(f"w:{kind}Reference", attrs={qn("w:id"): str(number)})
    paragraph.add_run()._r.append(reference)


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_stands_behind_its_paragraph_and_breaks_no_sentence(kind: str) -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Adults")
    refer(paragraph, kind, 2)
    paragraph.add_run(" pay four pounds.")
    made.add_paragraph("Swim.")
    data = with_notes(made, f"{kind}s", n1="Nobody refers to it.", n2="Over sixteen.")
    assert shown(parse("a.docx", data)) == [
        ("paragraph", "Adults pay four pounds."),
        ("paragraph", "Over sixteen."),
        ("paragraph", "Swim."),
    ]


def test_the_note_of_an_item_goes_on_with_it_and_that_of_a_table_follows_it() -> None:
    made = docx.Document()
    refer(made.add_paragraph("Shower.", style="List Number"), "footnote", 1)
    made.add_paragraph("Go.", style="List Number")
    table = table_of(made, ("Who", "Fee"), ("Adults", "£4"))
    refer(table.cell(1, 0).paragraphs[0], "footnote", 2)
    document = parse("a.docx", with_notes(made, "footnotes", n1="Warm or cold.", n2="Over 16."))
    assert shown(document) == [
        ("item 0 #1", "Shower."),
        ("item 0", "Warm or cold."),
        ("item 0 #2", "Go."),
        ("header", "Who | Fee"),
        ("row", "Adults | £4"),
        ("paragraph", "Over 16."),
    ]
    assert leads(document)["Warm or cold."] == "Shower."


def test_a_note_that_was_deleted_with_its_reference_is_left_out() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph("Adults pay.")
    refer(paragraph, "footnote", 1)
    deleted = OxmlElement("w:del")
    deleted.append(paragraph.runs[-1]._r)
    paragraph._p.append(deleted)
    assert parse("a.docx", with_notes(made, "footnotes", n1="Gone.")).text == "Adults pay."
