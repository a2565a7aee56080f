"""Which documents a request for a summary names."""

from __future__ import annotations

import pytest

from retrieval.about.document_names import documents_named
from retrieval.about.topics import SummaryRequest, recognise
from retrieval.types import Source

TITLES = {
    "allotments/faq.md": "Allotments: what people ask",
    "allotments/watering-schedule.md": "Watering schedule",
    "rowing/boat-handbook.pdf": "Handbook for crews",
    "rowing/BoatRules.docx": None,
    "rowing/club-rules.md": "Rules of the Rowing Club",
    "rowing/minutes-2031-05-04.txt": None,
    "rowing/safety.md": "On safety",
    "rules.md": "Ground rules",
    "frequently-asked-questions.html": "Frequently asked questions",
}
SOURCES = {row: Source(path, "d", title) for row, (path, title) in enumerate(TITLES.items())}


def named(message: str, sources: dict[int, Source] = SOURCES) -> list[str]:
    request = recognise(message)
    assert isinstance(request, SummaryRequest), message
    return [sources[row].path for row in documents_named(request, sources)]


@pytest.mark.parametrize(
    ("message", "path"),
    [
        ("summarise the boat handbook", "rowing/boat-handbook.pdf"),
        ("summarise the handbook for crews", "rowing/boat-handbook.pdf"),
        ("summarise boat-handbook.pdf", "rowing/boat-handbook.pdf"),
        ("what is the pdf about", "rowing/boat-handbook.pdf"),
        ("summarise the boat rules", "rowing/BoatRules.docx"),
        ("summarise boatrules.docx", "rowing/BoatRules.docx"),
        ("summarize the rules", "rules.md"),
        ("give me an overview of the rules of the rowing club", "rowing/club-rules.md"),
        ("tl;dr club rules", "rowing/club-rules.md"),
        ("summary of the minutes", "rowing/minutes-2031-05-04.txt"),
        ("summarise minutes-2031-05-04.txt", "rowing/minutes-2031-05-04.txt"),
        ("what is the watering schedule about?", "allotments/watering-schedule.md"),
        ("summarise the watering page", "allotments/watering-schedule.md"),
        ("what's the safety guide about", "rowing/safety.md"),
        ("what is in the safety document", "rowing/safety.md"),
        ("describe the rowing safety page", "rowing/safety.md"),
        ("summarise the safety policy please", "rowing/safety.md"),
        ("outline the allotments faq", "allotments/faq.md"),
    ],
)
def test_a_document_is_named_by_its_title_file_or_folder(message: str, path: str) -> None:
    assert named(message) == [path]


def test_an_acronym_names_a_document_as_its_words_do() -> None:
    assert named("summarise the faq") == ["allotments/faq.md", "frequently-asked-questions.html"]


@pytest.mark.parametrize(
    "message",
    [
        "summarise the rules on dogs",
        "summarise the watering of roses",
        "what is boat safety training about?",
        "what is the watering about",  # a thing, and half of a name
        "what is the rule on page 3 about",
        "what's in the boat",
        "tell me about safety",  # a thing: nobody called it a document
        "tell me about the rules",
        "explain this",
        "what is in the clubhouse document",
        "what does the club cover",
        "summarise rule 5",
        "summarise this schedule",
        "what is this rule about",
        "summarise the minutes of 2032",
        "what is the rowing club about",  # two words of three of "Rules of the Rowing Club"
    ],
)
def test_what_names_no_document_is_a_question(message: str) -> None:
    assert named(message) == []


@pytest.mark.parametrize(
    "message",
    [
        "what is this about",
        "summarise the document",
        "tl;dr",
        "what's in this file",
        "summarise everything please",
        "summarise the article for me",
    ],
)
def test_all_are_meant_where_none_is_named(message: str) -> None:
    assert named(message) == list(TITLES)
    assert named(message, {7: Source("only.md", "d")}) == ["only.md"]


def test_a_folder_stands_for_its_documents() -> None:
    assert named("summarise the allotments folder") == [
        "allotments/faq.md",
        "allotments/watering-schedule.md",
    ]
    assert len(named("give me an overview of rowing")) == 5


def test_a_library_without_documents_has_none_to_summarise() -> None:
    assert named("what is this about", {}) == []
