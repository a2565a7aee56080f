"""Samples of the formats that office programs and publishers write."""

from __future__ import annotations

import io

import docx
import openpyxl
import pptx

from tests.retrieval.documents.loaders.files import book, open_text, pdf, word


def pdf_report() -> bytes:
    return pdf(
        ["Annual report", "", "The society has 240 members and two employees."],
        ["In the year of the comet 8,412 visitors came.", "Most of them came at night."],
        title="Annual report",
    )


def word_bylaws() -> bytes:
    made = docx.Document()
    made.add_paragraph("Bylaws of the society", style="Title")
    made.add_heading("Meetings", 1)
    made.add_paragraph("The society meets every March.")
    made.add_heading("Votes", 2)
    made.add_paragraph("A quorum needs eleven members.")
    return word(made)


def workbook_inventory() -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    sheets = {
        "Eyepieces": [("Plossl 25 mm", 4, "Shelf A"), ("Plossl 10 mm", 3, "Shelf B")],
        "Filters": [("Solar filter", 1, "Safe"), ("Lunar filter", 2, "Shelf C")],
    }
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in (("Part", "Pieces", "Place"), *rows):
            sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def presentation_talk() -> bytes:
    made = pptx.Presentation()
    for title, lines in {
        "Why a new telescope": "The old one was worn out.\nIts mount had rusted.",
        "First light": "It was on a clear night.\n"
        "The first object seen through it was the Orion Nebula.",
    }.items():
        slide = made.slides.add_slide(made.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text_frame.text = lines
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def book_guide() -> bytes:
    return book(
        {
            "maps.xhtml": ("Star maps", "<h1>Star maps</h1><p>Turn the map to the north.</p>"),
            "night.xhtml": (
                "Night vision",
                "<p>The eyes need about half an hour to get used to the dark.</p>",
            ),
        },
        title="A guide to the night sky",
    )


def open_text_volunteers() -> bytes:
    return open_text(
        '<text:h text:outline-level="1">Volunteers</text:h><text:p>They help on open days.</text:p>'
        '<text:h text:outline-level="2">Keys</text:h>'
        "<text:p>The caretaker hands out the keys to volunteers.</text:p>"
        "<text:p>Who loses one tells him at once.</text:p>"
    )
