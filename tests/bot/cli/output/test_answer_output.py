"""Answers, refusals and passages as a person sees them in the terminal."""

from __future__ import annotations

from dataclasses import replace

from bot.cli.output import answer_output
from retrieval import About, DocumentOutline, Location, Position, Source, Statement
from tests.fakes import passage

from .test_terminal import shown
from .values import ANSWER, CITATION, LISTED, OUTLINED, PAGE_CITATION, PASSAGE, REFUSED

TITLED = replace(CITATION, source=Source("rules/fees.md", "d1", "Fee rules"))


def test_a_quoted_answer_says_who_speaks_and_gives_the_words_once() -> None:
    assert shown(answer_output.answer(ANSWER)).splitlines() == [
        "The documents say:",
        "",
        "    “The fee is 12 pounds.” [1]",
        "    “It is due in May.” [1][2]",
        "",
        "Sources:",
        "[1] rules/fees.md, line 3 · Fees",
        "[2] scan.pdf, page 2 · https://example.org/scan",
    ]


def test_a_document_with_a_title_is_called_by_it_and_one_place_is_told_once() -> None:
    said = replace(
        ANSWER,
        statements=(Statement("One.", (1,)), Statement("Two.", (2,))),
        citations=(TITLED, replace(TITLED, number=2, start=300, end=304)),
    )

    lines = shown(answer_output.answer(said)).splitlines()

    assert lines[0] == "Fee rules says:"
    assert lines[-1] == "[1][2] Fee rules (rules/fees.md, line 3) · Fees"


def test_what_is_quoted_from_markdown_has_no_marks_and_keeps_its_lines() -> None:
    statement = Statement("You **need**:\n- a `key`\n- a [form](f.md)", (1,))
    said = replace(ANSWER, statements=(statement,), citations=(CITATION,))

    assert shown(answer_output.answer(said)).splitlines()[2:5] == [
        "    “You need:",
        "    - a key",
        "    - a form” [1]",
    ]


def test_a_line_is_told_only_of_a_file_that_has_lines() -> None:
    page = replace(CITATION, source=Source("a.html", "d1"), location=Location(line=7))
    said = replace(ANSWER, statements=(Statement("One.", (1,)),), citations=(page,))

    assert shown(answer_output.answer(said)).splitlines()[-1] == "[1] a.html"


def test_words_that_were_recognized_in_a_picture_are_told_to_be_so() -> None:
    scan = replace(CITATION, location=Location(line=7, position=Position(3, recognized=True)))
    said = replace(ANSWER, statements=(Statement("One.", (1,)),), citations=(scan,))

    shown_last = shown(answer_output.answer(said)).splitlines()[-1]
    assert shown_last == "[1] rules/fees.md, page 3, read by machine"


def test_a_written_answer_is_followed_by_its_sources() -> None:
    assert shown(answer_output.answer(replace(ANSWER, mode="generative"))).splitlines() == [
        "The fee is 12 pounds. [1] It is due in May. [1][2]",
        "",
        answer_output.WRITTEN_BY_MODEL,
        "",
        "Sources:",
        "[1] rules/fees.md, line 3 · Fees",
        "    “The fee is 12 pounds.”",
        "[2] scan.pdf, page 2 · https://example.org/scan",
        "    “Pay it by May”",
    ]


def test_of_a_mixed_answer_the_quotes_stand_apart_and_are_not_repeated_below() -> None:
    written, quoted = (
        Statement("It is due in May.", (2,)),
        Statement("It is 12.", (1,), quoted=True),
    )
    mixed = replace(ANSWER, mode="generative", statements=(written, quoted))
    assert shown(answer_output.answer(mixed)).splitlines() == [
        "It is due in May. [2]",
        "",
        "fees.md says:",
        "",
        "    “It is 12.” [1]",
        "",
        answer_output.WRITTEN_BY_MODEL,
        "",
        "Sources:",
        "[1] rules/fees.md, line 3 · Fees",
        "[2] scan.pdf, page 2 · https://example.org/scan",
        "    “Pay it by May”",
    ]


def test_a_long_quote_below_a_written_answer_is_cut_to_a_glance() -> None:
    long = replace(CITATION, quote="One must pay " * 100)
    written = replace(
        ANSWER, mode="generative", statements=(Statement("Pay.", (1,)),), citations=(long,)
    )
    last = shown(answer_output.answer(written)).splitlines()[-1]
    assert last.endswith("…”")
    assert len(last) < 200


def test_documents_are_listed_by_folder() -> None:
    assert shown(answer_output.answer(LISTED)).splitlines() == [
        "These are the documents:",
        "- scan.pdf",
        "rules/",
        "- Fees (fees.md)",
    ]


def test_a_summary_is_a_title_an_outline_and_a_quote() -> None:
    assert shown(answer_output.answer(OUTLINED)).splitlines() == [
        "Fees (rules/fees.md)",
        "It begins: “The fee is 12 pounds.”",
        "Its headings:",
        "- Deadlines",
        "- Exceptions",
        "",
        "scan.pdf",
    ]


def test_a_summary_quotes_the_words_without_their_marks() -> None:
    opening = replace(CITATION, quote="The **fee** is [due](due.md).")
    about = About("summary", (DocumentOutline(CITATION.source, (), opening),))
    shown_lines = shown(answer_output.answer(replace(OUTLINED, about=about))).splitlines()
    assert shown_lines[1] == "It begins: “The fee is due.”"


def test_a_title_cannot_command_the_terminal() -> None:
    source = Source("a.md", "d1", "Fees\x1b[2J")
    listed = replace(LISTED, about=About("documents", sources=(source,)))
    assert shown(answer_output.answer(listed)).splitlines()[1] == "- Fees␛[2J (a.md)"


def test_a_refusal_has_a_line_for_each_of_the_closest_passages() -> None:
    elsewhere = passage("**Ask** the desk. " * 9, path="desk.md")
    refused = replace(REFUSED, closest=(PASSAGE, PASSAGE, elsewhere))

    *lines, last = shown(answer_output.answer(refused)).splitlines()

    assert lines == [
        "The documents do not answer this question.",
        "",
        "These passages come closest:",
        "- Fees · rules/fees.md, line 3",
    ]
    assert last.startswith("- Ask the desk. Ask")
    assert last.endswith("… · desk.md, line 3")


def test_what_is_nearly_asked_is_suggested() -> None:
    lines = shown(answer_output.answer(replace(REFUSED, nearly=True))).splitlines()

    assert lines[2:] == ["Perhaps you mean:", "- Fees · rules/fees.md, line 3"]


def test_a_question_in_another_language_is_refused_in_it() -> None:
    lines = shown(answer_output.answer(replace(REFUSED, language="de"))).splitlines()

    assert lines[0] == "Die Dokumente beantworten diese Frage nicht."
    assert lines[1].startswith("Die Dokumente sind in einer anderen Sprache.")


def test_a_refusal_without_passages_says_no_more() -> None:
    refusal = shown(answer_output.answer(replace(REFUSED, closest=())))
    assert refusal == "The documents do not answer this question.\n"


def test_passages_are_ranked_and_long_ones_cut_at_a_word() -> None:
    long = replace(PASSAGE, text="word " * 500)
    lines = shown(answer_output.passages([PASSAGE, long])).splitlines()
    assert lines[0] == "1. rules/fees.md, line 3 · Fees · 0.500"
    assert lines[2].startswith("2. ")
    assert lines[3].endswith("word …")
    assert len(lines[3]) <= answer_output.MAX_PASSAGE + 6
    assert shown(answer_output.passages([])) == "Nothing found.\n"


def test_a_citation_on_a_page_is_told_by_it() -> None:
    said = replace(ANSWER, statements=(Statement("One.", (2,)),), citations=(PAGE_CITATION,))

    assert shown(answer_output.answer(said)).startswith("scan.pdf says:\n")
