"""A document's headings and first sentences."""

from __future__ import annotations

import pytest

from retrieval.about.outlines import MAX_HEADINGS, outermost, outline
from retrieval.documents.loaders import parse
from retrieval.index.catalog.reading import StoredDocument
from retrieval.types import Block, DocumentOutline, Heading, Span


def outlined(text: str, path: str = "a.md", blocks: tuple[Block, ...] = ()) -> DocumentOutline:
    document = parse(path, text.encode())
    return outline(StoredDocument(document, "d1", live=True), blocks, 2)


def opening(text: str, path: str = "a.md", blocks: tuple[Block, ...] = ()) -> str:
    found = outlined(text, path, blocks).opening
    assert found is not None
    assert text[found.start : found.end] == found.quote
    return found.quote


def test_it_begins_with_the_first_two_sentences_below_the_title() -> None:
    text = (
        "# Otters\n\nOtters live by the river. They eat fish. They sleep a lot.\n\n## Food\n\nFish."
    )
    found = outlined(text)
    assert found.opening is not None
    assert found.opening.quote == "Otters live by the river. They eat fish."
    assert (found.opening.number, found.opening.location.line) == (2, 3)
    assert found.source.title == "Otters"
    assert [heading.title for heading in found.headings] == ["Food"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("---\ntitle: T\n---\nIt rains on most days.", "It rains on most days."),
        (
            "- Bring a warm coat.\n- Bring an umbrella.\n\nIt is cold by the lake.",
            "It is cold by the lake.",
        ),
        ("1. Open the front door.\n\nThe door sticks in winter.", "The door sticks in winter."),
        (
            "| Day | Open |\n|--|--|\n| Mon | from nine to five. |\n\nWe close at noon on Sunday.",
            "We close at noon on Sunday.",
        ),
        (
            "<div class='note'>Read this first.</div>\n\nThe pool has two lanes.",
            "The pool has two lanes.",
        ),
        ("Yes. No. The pool has two lanes.", "The pool has two lanes."),
        ("The pool is open daily.\n\nIt closes at eight in winter.", "The pool is open daily."),
        ("- only\n- a list", "- only"),
    ],
)
def test_the_opening_is_prose_where_there_is_some(text: str, first: str) -> None:
    assert opening(text) == first


def test_paragraphs_are_known_from_the_blocks() -> None:
    text = "Opening hours of the pool are here.\r\nThe pool opens at nine o'clock.\r\n"
    paragraph = Block("paragraph", Span(text.index("The pool opens"), len(text) - 2))
    heading = Block("heading", Span(0, 35))
    assert opening(text, "a.txt", (heading, paragraph)) == "The pool opens at nine o'clock."


def test_an_opening_stays_short() -> None:
    long = "The river " + "winds and winds " * 20 + "on."
    assert opening(f"{long} {long}") == long
    assert len(opening("word " * 5_000)) <= 400


def test_a_document_of_headings_alone_has_no_opening() -> None:
    assert outlined("# One\n\n## Two\n").opening is None


def headings(levels: str) -> tuple[Heading, ...]:
    return tuple(Heading(at, int(level), f"H{at}") for at, level in enumerate(levels))


@pytest.mark.parametrize(
    ("levels", "kept"),
    [
        ("", 0),
        ("1223", 4),
        ("2" + "3" * MAX_HEADINGS, 1),
        ("12" + "3" * (MAX_HEADINGS - 2), MAX_HEADINGS),
        ("4" * (MAX_HEADINGS + 5), MAX_HEADINGS),
    ],
)
def test_an_outline_leaves_out_the_inner_levels_of_a_long_document(levels: str, kept: int) -> None:
    assert outermost(headings(levels), None) == headings(levels)[:kept]


def test_neither_the_title_nor_an_empty_heading_is_part_of_an_outline() -> None:
    found = outermost([Heading(0, 1, "Title"), Heading(9, 2, ""), Heading(12, 2, "One")], "Title")
    assert [heading.title for heading in found] == ["One"]
