"""PowerPoint presentations: slides with their titles, texts in reading order, and notes."""

from __future__ import annotations

import io
from typing import Any

import pptx
import pytest
from pptx.util import Inches

from retrieval.documents.loaders import package, parse
from retrieval.documents.locations import Locator
from retrieval.errors import DocumentError
from retrieval.types import Document, Heading

from ..shown import check_blocks, shown

TITLE_SLIDE, TITLE_AND_CONTENT, BLANK = 0, 1, 6


def deck() -> Any:
    """An empty presentation."""
    return pptx.Presentation()


def slide_of(made: Any, title: str, *lines: tuple[int, str]) -> Any:
    """A slide with a title and bullets, each with its level."""
    slide = made.slides.add_slide(made.slide_layouts[TITLE_AND_CONTENT])
    slide.shapes.title.text = title
    frame = slide.placeholders[1].text_frame
    for number, (level, line) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text, paragraph.level = line, level
    return slide


def box(slide: Any, text: str, left: float, top: float) -> Any:
    """A text box, its place in inches."""
    made = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(1))
    made.text_frame.text = text
    return made


def saved(made: Any) -> bytes:
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def loaded(made: Any) -> Document:
    document = parse("a.pptx", saved(made))
    check_blocks(document)
    return document


def place(document: Document, words: str) -> tuple[int, str | None]:
    location = Locator.of(document).locate(document.text.index(words))
    assert location.position is not None
    assert location.position.kind == "slide"
    return location.position.number, location.heading


def test_a_slide_is_a_section_with_its_title_as_heading() -> None:
    made = deck()
    slide_of(made, "Hours", (0, "The pool opens at nine."))
    slide_of(made, "Fees", (0, "Adults pay four pounds."))
    document = loaded(made)
    assert document.text == "Hours\n\nThe pool opens at nine.\n\nFees\n\nAdults pay four pounds."
    assert document.headings == (
        Heading(0, 1, "Hours"),
        Heading(document.text.index("Fees"), 1, "Fees"),
    )
    assert place(document, "nine") == (1, "Hours")
    assert place(document, "four") == (2, "Fees")


def test_bullets_are_items_with_their_levels() -> None:
    made = deck()
    slide_of(made, "Bring", (0, "For the water:"), (1, "a towel"), (1, "goggles"), (0, "A coin"))
    assert shown(loaded(made))[1:] == [
        ("item 0", "For the water:"),
        ("item 1", "a towel"),
        ("item 1", "goggles"),
        ("item 0", "A coin"),
    ]


def numbered(paragraph: Any, first: int | None = None) -> None:
    properties = paragraph._p.get_or_add_pPr()
    mark = properties.makeelement(
        "{http://schemas.openxmlformats.org/drawingml/2006/main}buAutoNum", type="arabicPeriod"
    )
    if first:
        mark.set("startAt", str(first))
    properties.append(mark)


def test_numbered_items_have_the_numbers_that_are_shown() -> None:
    made = deck()
    slide = slide_of(made, "Steps", (0, "Shower."), (0, "Take off:"), (1, "shoes"), (0, "Go."))
    for number in (0, 1, 3):
        numbered(slide.placeholders[1].text_frame.paragraphs[number], 3)
    assert shown(loaded(made))[1:] == [
        ("item 0 #3", "Shower."),
        ("item 0 #4", "Take off:"),
        ("item 1", "shoes"),
        ("item 0 #5", "Go."),
    ]


def test_a_text_box_without_bullets_is_paragraphs() -> None:
    made = deck()
    slide = slide_of(made, "Hours")
    box(slide, "Opens at nine.\nCloses at six.", 1, 3)
    assert shown(loaded(made))[1:] == [
        ("paragraph", "Opens at nine."),
        ("paragraph", "Closes at six."),
    ]


def test_text_boxes_are_read_from_top_to_bottom_and_left_to_right() -> None:
    made = deck()
    slide = made.slides.add_slide(made.slide_layouts[BLANK])
    for text, left, top in (
        ("Below.", 1, 4), ("Right of it.", 5, 2.05), ("Left of it.", 1, 2.1), ("On top", 3, 0.5),
    ):  # fmt: skip
        box(slide, text, left, top)
    assert loaded(made).text == "On top\n\nLeft of it.\n\nRight of it.\n\nBelow."


def test_the_shapes_of_a_group_stay_together() -> None:
    made = deck()
    slide = slide_of(made, "Map")
    box(slide, "After the group.", 1, 6)
    group = slide.shapes.add_group_shape()
    for text, top in (("Gate", 3.0), ("Pool", 4.0)):
        inner = group.shapes.add_textbox(Inches(1), Inches(top), Inches(2), Inches(1))
        inner.text_frame.text = text
    assert loaded(made).text == "Map\n\nGate\n\nPool\n\nAfter the group."


def test_without_a_title_a_short_text_that_stands_first_is_the_heading() -> None:
    made = deck()
    slide_of(made, "Hours", (0, "Nine to six."))
    slide = made.slides.add_slide(made.slide_layouts[BLANK])
    box(slide, "Fees", 1, 1)
    box(slide, "Adults pay four pounds.", 1, 3)
    assert place(loaded(made), "four") == (2, "Fees")


def test_a_slide_without_a_heading_does_not_take_that_of_the_slide_before() -> None:
    made = deck()
    slide_of(made, "Hours", (0, "Nine to six."))
    slide = made.slides.add_slide(made.slide_layouts[BLANK])
    box(slide, "Adults pay four pounds.", 1, 1)
    assert place(loaded(made), "four") == (2, "Slide 2")


def test_tables_are_rows_below_their_header() -> None:
    made = deck()
    slide = slide_of(made, "Fees")
    table = slide.shapes.add_table(3, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for row, texts in enumerate((("Who", "Fee"), ("Adults", "four"), ("Children", "two"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    assert shown(loaded(made))[1:] == [
        ("header", "Who | Fee"),
        ("row", "Adults | four"),
        ("row", "Children | two"),
    ]


def test_notes_follow_the_slide_below_a_heading_of_their_own() -> None:
    made = deck()
    slide = slide_of(made, "Fees", (0, "Adults pay four pounds."))
    slide.notes_slide.notes_text_frame.text = "It was three until May.\nSay so."
    slide_of(made, "Hours", (0, "Nine to six."))
    document = loaded(made)
    assert document.text == (
        "Fees\n\nAdults pay four pounds.\n\nNotes\n\nIt was three until May.\n\nSay so.\n\n"
        "Hours\n\nNine to six."
    )
    assert place(document, "three") == (1, "Fees > Notes")
    assert place(document, "Nine") == (2, "Hours")


def test_hidden_slides_are_left_out_but_counted() -> None:
    made = deck()
    slide_of(made, "Hours", (0, "Nine to six."))
    slide_of(made, "Draft", (0, "A secret."))._element.set("show", "0")
    slide_of(made, "Fees", (0, "Adults pay four pounds."))
    document = loaded(made)
    assert "secret" not in document.text
    assert place(document, "four") == (3, "Fees")


def test_the_title_is_that_of_the_title_slide_or_of_the_properties() -> None:
    made = deck()
    made.core_properties.title = "Pool rules"
    slide_of(made, "Fees", (0, "Adults pay four pounds."))
    assert loaded(made).title == "Pool rules"
    made = deck()
    made.core_properties.title = "PowerPoint Presentation"
    made.slides.add_slide(made.slide_layouts[TITLE_SLIDE]).shapes.title.text = "The pool"
    assert loaded(made).title == "The pool"


def test_a_presentation_without_words_says_so() -> None:
    made = deck()
    made.slides.add_slide(made.slide_layouts[BLANK])
    with pytest.raises(DocumentError, match=r"It holds no text\."):
        loaded(made)


def test_slides_that_hold_far_too_much_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    made = deck()
    slide_of(made, "Fees", (0, "word " * 10_000))
    monkeypatch.setattr(package, "MAX_XML_BYTES", 50_000)
    with pytest.raises(DocumentError, match="unpacks to far more"):
        loaded(made)
