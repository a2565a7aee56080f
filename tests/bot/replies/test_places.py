"""What documents are called, and which citations are told in one line."""

from __future__ import annotations

from typing import Any

import pytest

from bot.replies.places import document_names, heading_words, merged_places, place_lines
from retrieval import Location, Position, Source
from tests.fakes import citation


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "handbook.md · Opening hours"),
        ({"title": "The Handbook"}, "The Handbook · Opening hours"),
        (
            {"title": "The Handbook", "url": "https://a.example/h"},
            "[The Handbook](<https://a.example/h>) · Opening hours",
        ),
        ({"location": Location(line=3, heading="Rules > Fees > Late")}, "handbook.md · Late"),
        ({"location": Location(line=3)}, "handbook.md · line 3"),
        ({"path": "notes/a.TXT", "location": Location(line=3)}, "a.TXT · line 3"),
        ({"path": "a.html", "location": Location(line=3)}, "a.html"),
        ({"path": "a.docx", "location": Location(line=3, heading="Fees")}, "a.docx · Fees"),
        ({"path": "a.pdf", "location": Location(line=3, position=Position(7))}, "a.pdf · page 7"),
        ({"path": "a.pdf", "location": Location(3, Position(7), "Fees")}, "a.pdf · Fees · page 7"),
        (
            {"path": "a.pdf", "location": Location(3, Position(7, recognized=True))},
            "a.pdf · page 7, read by machine",
        ),
        (
            {"path": "a.pptx", "location": Location(3, Position(2, "slide"), "Fees")},
            "a.pptx · Fees · slide 2",
        ),
        ({"title": "Fees", "location": Location(line=3, heading="Fees")}, "Fees · line 3"),
        (
            {"title": "*a*\n@here", "location": Location(3, Position(1))},
            "\\*a\\* @\u200bhere · page 1",
        ),
        ({"title": "Fees", "location": Location(3, heading="# *x*")}, "Fees · \\# \\*x\\*"),
    ],
)
def test_a_place_is_told_by_title_heading_and_page(fields: dict[str, Any], line: str) -> None:
    assert place_lines(merged_places([citation(**fields)])) == [line]


def test_the_settings_may_give_every_file_an_address() -> None:
    places = merged_places([citation(path="a_b/c d.md", location=Location(line=2))])

    assert place_lines(places, "https://docs.example/") == [
        "[c d.md](<https://docs.example/a_b/c%20d.md>) · line 2"
    ]


def test_an_address_of_its_own_comes_first() -> None:
    places = merged_places([citation(url="https://a.example", location=Location(line=2))])

    assert "<https://a.example>" in place_lines(places, "https://docs.example/")[0]


@pytest.mark.parametrize(
    ("fields", "merged"),
    [
        ({"start": 5000}, True),  # one heading
        ({"start": 5000, "location": Location(line=90, heading="Fees")}, False),
        ({"start": 103, "location": Location(line=13, heading="Fees")}, True),  # touching
        ({"path": "other.md"}, False),
    ],
)
def test_citations_of_one_place_are_merged(fields: dict[str, Any], merged: bool) -> None:
    first = citation(1, "x", start=100)
    places = merged_places([first, citation(2, "y", **fields)])

    assert [place.numbers for place in places] == ([(1, 2)] if merged else [(1,), (2,)])


def test_pages_and_lines_are_places_of_their_own() -> None:
    pdf = [
        citation(
            n, "x", path="a.pdf", start=1000 * n, location=Location(line=9, position=Position(page))
        )
        for n, page in enumerate((4, 4, 5), start=1)
    ]
    text = [
        citation(n, "x", path="a.txt", start=1000 * n, location=Location(line=n)) for n in (4, 5)
    ]

    numbers = [place.numbers for place in merged_places([*pdf, *text])]

    assert numbers == [(1, 2), (3,), (4,), (5,)]


def test_headings_of_one_name_are_told_with_the_one_above() -> None:
    places = merged_places(
        citation(n, "x", start=1000 * n, location=Location(n, heading=f"Rules > {above} > Fees"))
        for n, above in enumerate(("Books", "Films"), start=1)
    )

    assert place_lines(places) == ["handbook.md · Books > Fees", "handbook.md · Films > Fees"]


def test_documents_of_one_title_are_told_with_their_files() -> None:
    one, other, third = (
        Source("a/1.md", "d", "Minutes"),
        Source("a/2.md", "e", "Minutes"),
        Source("3.md", "f"),
    )

    assert document_names([one, other, third, one]) == {
        "a/1.md": "Minutes (a/1.md)",
        "a/2.md": "Minutes (a/2.md)",
        "3.md": "3.md",
    }


def test_the_title_is_no_heading() -> None:
    source = Source("a.md", "d", "The  Guide")

    assert heading_words(source, Location(2, heading="The Guide > Fees")) == "Fees"
    assert heading_words(source, Location(2, heading="The Guide")) == ""
    assert len(heading_words(source, Location(2, heading="x " * 400))) <= 80
