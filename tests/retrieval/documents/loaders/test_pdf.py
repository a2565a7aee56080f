"""PDF: pages, and sentences that read on where the paper made them break."""

from __future__ import annotations

import pytest

from retrieval.documents.loaders import parse
from retrieval.types import Document, Heading, Position

from .files import pdf

OPENING = ["The pool opens at nine in the morning and closes at", "eight in the evening."]


def starts(document: Document) -> tuple[int, ...]:
    assert [p for _, p in document.positions] == [
        *map(Position, range(1, len(document.positions) + 1))
    ]
    return tuple(start for start, _ in document.positions)


def text_of(*pages: list[str]) -> str:
    return parse("a.pdf", pdf(*pages)).text


def test_pages_begin_where_their_text_does() -> None:
    document = parse("rules.pdf", pdf(["The pool opens at nine."], ["Adults pay four pounds."]))
    assert document.text == "The pool opens at nine.\n\nAdults pay four pounds."
    assert starts(document) == (0, document.text.index("Adults"))


def test_a_page_without_text_is_still_a_page() -> None:
    document = parse("rules.pdf", pdf(["First."], [], ["Third."], []))
    assert starts(document) == (0, 8, 8, 14)


def test_a_sentence_that_the_paper_broke_is_one_again() -> None:
    assert text_of(OPENING) == " ".join(OPENING)


def test_a_sentence_that_goes_on_overleaf_is_not_interrupted() -> None:
    document = parse("a.pdf", pdf([OPENING[0]], [OPENING[1]]))
    assert document.text == " ".join(OPENING)
    assert starts(document) == (0, document.text.index("eight"))


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        pytest.param(
            [
                "Whoever wants to swim brings two things, not one:",
                "• a towel that is dry",
                "• a coin",
            ],
            "Whoever wants to swim brings two things, not one:\n• a towel that is dry\n• a coin",
            id="a list",
        ),
        pytest.param(
            ["These are the rules of the pool, as of this year:", "1. Shower before.", "2. Walk."],
            "These are the rules of the pool, as of this year:\n1. Shower before.\n2. Walk.",
            id="a numbered list",
        ),
        pytest.param(
            ["The pool opens at nine in the morning.", "", "", "Adults pay four pounds."],
            "The pool opens at nine in the morning.\n\nAdults pay four pounds.",
            id="a gap between paragraphs",
        ),
        pytest.param(
            [
                "The town agreed on the following rules for",
                "the pool.",
                "It opens at nine o'clock.",
            ],
            "The town agreed on the following rules for the pool.\nIt opens at nine o'clock.",
            id="a last line that is short",
        ),
        pytest.param(
            ["Day Opens", "Monday 10:00", "Tuesday 11:00"],
            "Day Opens\nMonday 10:00\nTuesday 11:00",
            id="a table",
        ),
    ],
)
def test_a_break_that_was_meant_stays(lines: list[str], text: str) -> None:
    assert text_of(lines) == text


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["Whoever wants to swim needs the permis-", "sion of the staff."], "the permission of"),
        (["This self-service desk is shut. A self-", "service desk."], "A self-service desk."),
        (["Write to the committee of Stratford-", "Avon about it."], "Stratford-Avon about"),
        (["The pool is open on the days of 2023-", "2024 that are named."], "2023-2024 that"),
    ],
)
def test_a_word_that_a_line_end_broke_is_whole_again(lines: list[str], whole: str) -> None:
    assert whole in text_of(lines)


def test_running_heads_and_page_numbers_are_written_once() -> None:
    names = ("one", "two", "three", "four")
    pages = [
        ["Pool rules of the town", "", f"Rule {name} is about", f"swimming and {name}.", "", f"Page {n}"]
        for n, name in enumerate(names, start=1)
    ]  # fmt: skip
    document = parse("a.pdf", pdf(*pages))
    assert document.text == (
        "Pool rules of the town\n\nRule one is about swimming and one.\n\nPage 1\n\n"
        + "\n\n".join(f"Rule {name} is about swimming and {name}." for name in names[1:])
    )
    assert [document.text[start:].split()[1] for start in starts(document)[1:]] == list(names[1:])


def test_what_stands_on_two_pages_may_be_meant() -> None:
    assert text_of(["No running."], ["No running."]) == "No running.\n\nNo running."


def test_the_outline_gives_headings_where_their_words_stand() -> None:
    document = parse(
        "a.pdf",
        pdf(
            ["Pool", "", "", "Fees", "", "Adults pay."],
            ["More words."],
            outline=[("Fees", 0), ("Elsewhere", 1)],
        ),
    )
    assert document.headings == (
        Heading(document.text.index("Fees"), 1, "Fees"),
        Heading(document.text.index("More"), 1, "Elsewhere"),
    )


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Pool rules", "Pool rules"),
        ("Microsoft Word - Pool rules", "Pool rules"),
        ("Microsoft Word - rules.docx", None),
        ("untitled", None),
        ("", None),
    ],
)
def test_a_title_is_shown_unless_a_program_made_it_up(title: str, shown: str | None) -> None:
    assert parse("a.pdf", pdf(["words"], title=title)).title == shown


def test_a_page_that_is_damaged_costs_that_page_alone() -> None:
    data = pdf(["First page."], ["Second page."], ["Third page."])
    hurt = data.replace(b"/Type /Page /Parent 2 0 R", b"/Type /Pfui /Parent 2 0 X", 1)
    text = parse("a.pdf", hurt).text
    assert "Second page." in text
    assert "Third page." in text


def test_several_files_may_be_read_at_once() -> None:
    from concurrent.futures import ThreadPoolExecutor

    files = [pdf([f"Rule {number} holds."] * 3) for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        texts = list(pool.map(lambda data: parse("a.pdf", data).text, files))
    assert [f"Rule {number} holds." in text for number, text in enumerate(texts)] == [True] * 24
