"""How answers, sources and excerpts look."""

from __future__ import annotations

from typing import Any

import pytest

from bot.replies import answer_pages, source_pages
from bot.replies.blocks import Divider, FeedbackButtons, Page, SourceEntry, Text
from retrieval import REFUSAL, Excerpt, Location, Source, Span, Statement
from tests.fakes import answer, citation, passage, refusal

FILE = Source("f.md", "d1")


def text(page: Page) -> str:
    return "\n".join(block.text for block in page if isinstance(block, Text | SourceEntry))


def test_an_answer_is_followed_by_its_sources_and_the_feedback() -> None:
    [page] = answer_pages.answer_pages(answer("One.", "Two."))

    assert [type(block) for block in page] == [
        Text,
        Text,
        Divider,
        SourceEntry,
        SourceEntry,
        FeedbackButtons,
    ]
    assert page[0] == Text("The document says:\n> One. [1]\n> Two. [2]")
    assert page[1] == Text(answer_pages.QUOTED_VERBATIM)


def test_words_that_an_answer_quotes_are_not_repeated_below_it() -> None:
    [page] = answer_pages.answer_pages(answer("One.", "Two."))

    assert [block.text for block in page if isinstance(block, SourceEntry)] == [
        "**[1]** handbook.md · line 12 · Opening hours",
        "**[2]** handbook.md · line 12 · Opening hours",
    ]


def test_words_that_stand_above_only_in_part_are_quoted_below() -> None:
    clipped = answer(
        statements=(Statement("One, two…", (1,)), Statement("Three.", (2,))),
        citations=(citation(1, "One, two and more."), citation(2, "Three.")),
    )

    shown = text(answer_pages.answer_pages(clipped)[0])

    assert "\n> One, two and more." in shown
    assert shown.count("Three.") == 1


def test_a_written_answer_shows_the_quotes_that_it_rests_on() -> None:
    shown = text(answer_pages.answer_pages(answer("One.", mode="generative"))[0])

    assert "**[1]** handbook.md · line 12 · Opening hours\n> One." in shown


def test_a_written_answer_runs_on_and_says_that_a_model_wrote_it() -> None:
    written = answer("One **bold**.", "Two:\n```py\nx\n```", "Three.", mode="generative")

    [page] = answer_pages.answer_pages(written)

    assert page[0] == Text("One **bold**. [1]\n\nTwo:\n```py\nx\n``` [2] Three. [3]")
    assert page[1] == Text(answer_pages.WRITTEN_BY_MODEL)


def test_a_statement_may_rest_on_several_sources() -> None:
    said = answer(statements=(Statement("One.", (1, 2)),), citations=(citation(1), citation(2)))

    assert "> One. [1][2]" in text(answer_pages.answer_pages(said)[0])


def test_a_notice_is_shown_with_the_answer_and_with_a_refusal() -> None:
    notice = "The model is *busy*; these are quotes."

    for said in (answer("One.", mode="fallback", notice=notice), answer(notice=notice)):
        assert "-# ⚠ The model is \\*busy\\*; these are quotes." in text(
            answer_pages.answer_pages(said)[0]
        )


def test_a_refusal_without_anything_close_is_one_sentence() -> None:
    assert answer_pages.answer_pages(refusal()) == [(Text(REFUSAL), FeedbackButtons())]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "handbook.md · line 12 · Opening hours"),
        ({"location": Location(line=3, page=7)}, "handbook.md · page 7"),
        (
            {"url": "https://a.example/h", "title": "The Handbook"},
            "[handbook.md](<https://a.example/h>) · The Handbook · line 12 · Opening hours",
        ),
        ({"title": "Opening hours"}, "handbook.md · Opening hours · line 12"),
        ({"title": "Hand-book", "location": Location(line=3)}, "handbook.md · line 3"),
        ({"path": "a_b/c d.md"}, "[a\\_b/c d.md](<https://docs.example/a_b/c%20d.md>) · line 12"),
    ],
)
def test_a_source_line_says_where_the_words_stand(fields: dict[str, Any], line: str) -> None:
    base = "https://docs.example/" if "path" in fields else None

    assert f"**[1]** {line}" in source_pages.citation_text(citation(**fields), base)


def test_long_quotes_are_cut_and_line_breaks_are_not_shown() -> None:
    shown = source_pages.citation_text(citation(quote="one\n\ntwo " + "word " * 200))

    assert "> one two word" in shown
    assert shown.endswith("…")
    assert len(shown) < 600


def test_a_growing_answer_fits_one_message_and_says_that_more_may_come() -> None:
    page = answer_pages.growing_page(answer(*(f"Statement {n} {'x' * 100}." for n in range(60))))

    assert page[-1] == Text(answer_pages.SEARCHING)
    assert len(text(page)) < 4000


def test_an_excerpt_shows_the_quote_in_bold_even_among_markdown() -> None:
    words = "# Fees\n* A lost *book* costs 20."
    excerpt = Excerpt(FILE, "current", words, quote=Span(words.index("A"), len(words)))

    shown = text(source_pages.excerpt_page(excerpt, 1))

    assert "\\# Fees\n\\* **A lost \\*book\\* costs 20.**" in shown


def test_an_excerpt_that_escapes_make_too_long_is_cut_around_the_quote() -> None:
    excerpt = Excerpt(FILE, "current", "*" * 1900 + "quote" + "*" * 1900, quote=Span(1900, 1905))

    shown = text(source_pages.excerpt_page(excerpt, 1))

    assert "**quote**" in shown
    assert len(shown) < 4000


def test_an_excerpt_tells_that_the_document_goes_on() -> None:
    excerpt = Excerpt(FILE, "current", "One.", quote=Span(0, 4), has_previous=True, has_next=True)

    assert "… **One.** …" in text(source_pages.excerpt_page(excerpt, 1))


def test_a_title_is_not_said_twice() -> None:
    cited = citation(title="The Guide", location=Location(line=2, heading="The Guide > Fees"))

    assert "· The Guide · line 2 · Fees" in source_pages.citation_text(cited)


def test_a_passage_begins_below_its_heading() -> None:
    assert source_pages.passage_text(1, passage("## Fees\n\nIt is free.")).endswith("> It is free.")
    assert source_pages.passage_text(1, passage("## Fees")).endswith("> \\## Fees")


def test_the_closest_passages_are_numbered() -> None:
    [page] = answer_pages.answer_pages(refusal(passage("One."), passage("Two.")))

    assert [block.number for block in page if isinstance(block, SourceEntry)] == [1, 2]
    assert "**2.** handbook.md · line 3\n> Two." in text(page)
