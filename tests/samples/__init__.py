"""A small real file in each format that is read, with a question on it and where the answer stands.

    python -m tests.samples FOLDER

writes them into a folder, to be indexed and asked. A new format is a function in one of the modules
beside this one, and a line in `SAMPLES`.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from retrieval.types import Position

from . import office_samples, text_samples
from .sample import Place, Sample
from .text_formats import TEXT_FORMATS

SAMPLES: Mapping[str, Sample] = {
    "visits.txt": Sample(
        text_samples.plain_text,
        "When does the observatory open for school classes?",
        "School classes may visit on Thursday mornings from ten o'clock.",
        Place("Visits", line=5),
    ),
    "telescope.md": Sample(
        text_samples.markdown,
        "How often is the main mirror cleaned?",
        "The main mirror is cleaned every second spring.",
        Place("The large telescope > Care", line=9),
    ),
    "dome.html": Sample(
        text_samples.web_page,
        "Who may open the dome in strong wind?",
        "Only the warden may open the dome in strong wind.",
        Place("The dome > Weather"),
    ),
    "prices.csv": Sample(
        text_samples.csv_table,
        "What is the ticket price for pensioners?",
        "Pensioners | 3.50",
        Place(position=Position(4, "row")),
    ),
    "annual_report.pdf": Sample(
        office_samples.pdf_report,
        "How many visitors came in the year of the comet?",
        "In the year of the comet 8,412 visitors came.",
        Place(position=Position(2, "page")),
    ),
    "bylaws.docx": Sample(
        office_samples.word_bylaws,
        "How many members are needed for a quorum?",
        "A quorum needs eleven members.",
        Place("Meetings > Votes"),
    ),
    "inventory.xlsx": Sample(
        office_samples.workbook_inventory,
        "On which shelf is the lunar filter?",
        "Lunar filter | 2 | Shelf C",
        Place("Filters", Position(3, "row")),
    ),
    "opening_talk.pptx": Sample(
        office_samples.presentation_talk,
        "What was the first object seen through the new telescope?",
        "The first object seen through it was the Orion Nebula.",
        Place("First light", Position(2, "slide")),
    ),
    "guide.epub": Sample(
        office_samples.book_guide,
        "How long do the eyes need to get used to the dark?",
        "The eyes need about half an hour to get used to the dark.",
        Place("Night vision"),
    ),
    "volunteers.odt": Sample(
        office_samples.open_text_volunteers,
        "Who hands out the keys to volunteers?",
        "The caretaker hands out the keys to volunteers.",
        Place("Volunteers > Keys"),
    ),
    **TEXT_FORMATS,
}


def make_samples(folder: Path) -> Mapping[str, Sample]:
    """Write a file of each format into a folder; what it is to be asked, by its name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sample in SAMPLES.items():
        (folder / name).write_bytes(sample.content())
    return SAMPLES
