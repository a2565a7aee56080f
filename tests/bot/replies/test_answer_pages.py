"""How answers, refusals and excerpts look."""

from __future__ import annotations

from typing import Any

import pytest

from bot.replies import answer_pages, source_pages
from bot.replies.blocks import Divider, FeedbackButtons, Page, SourceEntry, Text
from bot.replies.refusals import REFUSALS
from retrieval import REFUSAL, Excerpt, Location, Source, Span, Statement
from tests.fakes import answer, citation, passage, refusal

FILE = Source("f.md", "d1")
RULES = {"path": "rules.txt", "title": "House rules"}


def text(page: Page) -> str:
    return "\n".join(block.text for block in page if isinstance(block, Text | SourceEntry))


def test_an_answer_is_followed_by_its_source_and_the_feedback() -> None:
    [page] = answer_pages.answer_pages(answer("One."))

    assert page == (
        Text("The document says:\n> One. [1]"),
        SourceEntry(1, "**[1]** handbook.md · Opening hours"),
        Text(answer_pages.QUOTED_VERBATIM),
        FeedbackButtons(),
    )


def test_a_document_is_named_by_its_title() -> None:
    [page] = answer_pages.answer_pages(
        answer(statements=(Statement("One.", (1,)),), citations=(citation(1, **RULES),))
    )

    assert page[0] == Text("**House rules** says:\n> One. [1]")
    assert page[1] == SourceEntry(1, "**[1]** House rules · Opening hours")


def test_sources_of_one_place_are_one_line_with_one_button() -> None:
    elsewhere = Location(line=40, heading="Fees > Guests")
    said = answer(
        statements=tuple(Statement(f"{n}.", (n,)) for n in (1, 2, 3)),
        citations=(citation(1), citation(2, location=elsewhere), citation(3)),
    )

    assert [
        block for block in answer_pages.answer_pages(said)[0] if type(block) is SourceEntry
    ] == [
        SourceEntry(1, "**[1][3]** handbook.md · Opening hours"),
        SourceEntry(2, "**[2]** handbook.md · Guests"),
    ]


def test_what_a_markdown_document_says_is_shown_as_discord_shows_markdown() -> None:
    words = "You **must** run:\n- `tidy up`\n- see [the log](https://log.example/a)"
    shown = text(
        answer_pages.answer_pages(
            answer(statements=(Statement(words, (1,)),), citations=(citation(1),))
        )[0]
    )

    assert (
        "> You **must** run:\n> - `tidy up`\n> - see the log (`https://log.example/a`) [1]" in shown
    )


def test_what_another_document_says_is_shown_as_it_stands() -> None:
    words = "Bring:\n• a *hat*\n• 2 | 3 gloves"
    shown = text(
        answer_pages.answer_pages(
            answer(statements=(Statement(words, (1,)),), citations=(citation(1, **RULES),))
        )[0]
    )

    assert "> Bring:\n> - a \\*hat\\*\n> - 2 \\| 3 gloves [1]" in shown


def test_a_written_answer_shows_the_quotes_that_it_rests_on() -> None:
    page = answer_pages.answer_pages(answer("One.", mode="generative"))[0]

    assert "**[1]** handbook.md · Opening hours\n> One." in text(page)
    assert Divider() in page


def test_a_written_answer_runs_on_and_says_that_a_model_wrote_it() -> None:
    written = answer("One **bold**.", "Two:\n```py\nx\n```", "Three.", mode="generative")

    [page] = answer_pages.answer_pages(written)

    assert page[0] == Text("One **bold**. [1]\n\nTwo:\n```py\nx\n``` [2] Three. [3]")
    assert Text(answer_pages.WRITTEN_BY_MODEL) in page


def test_a_statement_may_rest_on_several_sources() -> None:
    said = answer(statements=(Statement("One.", (1, 2)),), citations=(citation(1), citation(2)))

    assert "> One. [1][2]" in text(answer_pages.answer_pages(said)[0])


def test_a_notice_is_shown_with_the_answer_and_with_a_refusal() -> None:
    notice = "The model is *busy*; these are quotes."

    for said in (answer("One.", mode="fallback", notice=notice), answer(notice=notice)):
        assert "-# ⚠ The model is \\*busy\\*; these are quotes." in text(
            answer_pages.answer_pages(said)[0]
        )


def test_a_refusal_is_one_sentence_and_a_button_for_what_comes_closest() -> None:
    assert answer_pages.answer_pages(refusal()) == [(Text(REFUSAL), FeedbackButtons())]
    assert answer_pages.answer_pages(refusal(passage("One."))) == [
        (Text(REFUSAL), FeedbackButtons(closest=True))
    ]


def test_what_is_nearly_an_answer_is_suggested_in_a_line_each() -> None:
    fees = passage("## Fees\n\n| A | **B** |", location=Location(line=3, heading="Club > Fees"))
    near = refusal(fees, passage("# \n\n> It is *free* [here](x.md)."), nearly=True)

    assert answer_pages.answer_pages(near) == [
        (
            Text(REFUSAL),
            Text(answer_pages.PERHAPS),
            SourceEntry(1, "**Fees** · handbook.md"),
            SourceEntry(2, "**It is free here.** · handbook.md"),
            FeedbackButtons(),
        )
    ]


@pytest.mark.parametrize("language", ["de", "fr", "es", "it", "pt", "nl"])
def test_a_question_in_another_language_is_refused_in_that_one(language: str) -> None:
    [page] = answer_pages.answer_pages(refusal(language=language))

    assert page[0] == Text(REFUSALS[language])


def test_a_question_in_a_language_without_a_sentence_is_refused_in_english() -> None:
    assert answer_pages.answer_pages(refusal(language="sv"))[0][0] == Text(REFUSAL)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "handbook.md · Opening hours"),
        ({"location": Location(line=3, page=7)}, "handbook.md · page 7"),
        ({"location": Location(line=3)}, "handbook.md · line 3"),
        ({"path": "a.html", "location": Location(line=3)}, "a.html"),
        (
            {"url": "https://a.example/h", "title": "The Handbook"},
            "[The Handbook](<https://a.example/h>) · Opening hours",
        ),
        ({"title": "Opening hours"}, "Opening hours · line 12"),
        ({"location": Location(line=2, heading="Guide > Fees > Guests")}, "handbook.md · Guests"),
    ],
)
def test_a_source_line_says_where_the_words_stand(fields: dict[str, Any], line: str) -> None:
    cited = citation(1, **fields)

    assert source_pages.source_line(cited.source, cited.location) == line


def test_a_source_is_linked_where_the_settings_say_where_the_documents_are() -> None:
    cited = citation(path="a_b/c d.md", location=Location(line=12))
    linked = source_pages.source_line(cited.source, cited.location, "https://docs.example/")

    assert linked == "[a\\_b/c d.md](<https://docs.example/a_b/c%20d.md>) · line 12"


def test_long_quotes_are_cut_and_line_breaks_are_not_shown() -> None:
    long = citation(quote="one\n\ntwo " + "word " * 200)
    shown = source_pages.place_text([long], quoted={1})

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


def test_the_closest_passages_come_one_by_one_with_their_buttons() -> None:
    found = Excerpt(
        FILE, "current", "## Fees\n\nIt is **free**.", quote=Span(0, 24), location=Location(line=1)
    )
    page = source_pages.closest_page([(1, found), (2, Excerpt(FILE, "gone"))])

    assert page == (
        Text(source_pages.CLOSEST_PASSAGES),
        SourceEntry(1, "f.md · line 1\n> It is free."),
    )
