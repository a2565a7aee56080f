"""How answers, sources and excerpts look."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.replies import answer_pages, source_pages
from bot.replies.blocks import Divider, FeedbackButtons, Page, SourceEntry, Text
from bot.replies.stale_mark import MARK_COST, stale_mark
from bot.state.shown_answers import AnswerOrigin
from retrieval import REFUSAL, Excerpt, Location, Source, Span, Statement
from tests.fakes import INDEXED_AT, answer, citation, passage, refusal

if TYPE_CHECKING:
    from collections.abc import Collection

FILE = Source("f.md", "d1")


def entries(page: Page) -> list[str]:
    return [block.text for block in page if isinstance(block, SourceEntry)]


def text(page: Page) -> str:
    return "\n".join(block.text for block in page if isinstance(block, Text | SourceEntry))


def test_an_answer_is_followed_by_its_sources_and_the_feedback() -> None:
    [page] = answer_pages.answer_pages(answer("One.", "Two."))

    assert [type(block) for block in page] == [
        Text,
        Text,
        Text,
        Divider,
        SourceEntry,
        FeedbackButtons,
    ]
    assert page[0] == Text("**handbook.md** says:\n> One. [1]")
    assert page[1] == Text("> Two. [2]")
    assert page[2] == Text(answer_pages.QUOTED_VERBATIM)


def test_the_words_that_an_answer_quotes_stand_there_once() -> None:
    [page] = answer_pages.answer_pages(answer("One.", "Two."))

    assert entries(page) == ["**[1][2]** handbook.md · Opening hours"]


def test_who_speaks_is_told_by_its_title_or_where_they_are_several_in_general() -> None:
    titled = answer(
        statements=(Statement("One.", (1,)),), citations=(citation(title="House *rules*"),)
    )
    several = answer(
        statements=(Statement("One.", (1,)), Statement("Two.", (2,))),
        citations=(citation(1), citation(2, path="other.md")),
    )

    assert "**House \\*rules\\*** says:\n> One. [1]" in text(answer_pages.answer_pages(titled)[0])
    assert "The documents say:\n> One. [1]\n> Two. [2]" in text(
        answer_pages.answer_pages(several)[0]
    )


def test_quoted_markdown_is_rendered_and_plain_text_is_not() -> None:
    words = "You **need**:\n- a `key`\n- a [form](<f 1.md>)"
    shown = {
        path: text(
            answer_pages.answer_pages(
                answer(statements=(Statement(words, (1,)),), citations=(citation(path=path),))
            )[0]
        )
        for path in ("a.md", "a.docx")
    }

    assert "> You **need**:\n> - a `key`\n> - a form [1]" in shown["a.md"]
    assert "> You \\*\\*need\\*\\*:\n> - a \\`key\\`\n> - a \\[form\\]" in shown["a.docx"]


def test_the_marker_of_quoted_code_stands_below_it() -> None:
    said = answer("Run:\n```sh\nmake\n```")

    assert "> Run:\n> ```sh\n> make\n> ```\n> [1]" in text(answer_pages.answer_pages(said)[0])


def test_a_written_answer_shows_the_quotes_that_it_rests_on() -> None:
    written = answer(
        statements=(Statement("It is one or two.", (1, 2)),),
        citations=(citation(1, "## One\n\nand **one**."), citation(2, "Two.")),
        mode="generative",
    )

    [page] = answer_pages.answer_pages(written)

    assert entries(page) == ["**[1][2]** handbook.md · Opening hours\n> One and one.\n> Two."]


def test_of_a_mixed_answer_only_what_is_written_has_its_quotes_below() -> None:
    mixed = answer(
        statements=(Statement("It is one.", (1,)), Statement("Two.", (2,), quoted=True)),
        citations=(citation(1, "One."), citation(2, "Two.")),
        mode="generative",
    )

    [page] = answer_pages.answer_pages(mixed)

    assert page[0] == Text("It is one. [1]")
    assert "> Two. [2]" in text(page)
    assert answer_pages.WRITTEN_BY_MODEL in text(page)
    assert entries(page) == ["**[1][2]** handbook.md · Opening hours\n> One."]


def test_what_a_model_could_not_prove_is_not_called_its_writing() -> None:
    quoted = answer(
        statements=(Statement("Two.", (1,), quoted=True),),
        citations=(citation(1, "Two."),),
        mode="generative",
    )

    [page] = answer_pages.answer_pages(quoted)

    assert answer_pages.QUOTED_VERBATIM in text(page)
    assert answer_pages.WRITTEN_BY_MODEL not in text(page)


def test_long_quotes_below_an_answer_are_cut() -> None:
    many = answer(*("word " * 300 for _ in range(20)), mode="generative")

    shown = [entry for page in answer_pages.answer_pages(many) for entry in entries(page)]

    assert len(shown) == 1
    assert shown[0].count("…") == answer_pages.QUOTES_OF_A_PLACE
    assert len(shown[0]) < 1200


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


def test_a_growing_answer_fits_one_message_and_says_that_more_may_come() -> None:
    page = answer_pages.growing_page(answer(*(f"Statement {n} {'x' * 100}." for n in range(60))))

    assert page[-1] == Text(answer_pages.SEARCHING)
    assert len(text(page)) < 4000


def test_an_excerpt_shows_the_quote_in_bold_even_among_markdown() -> None:
    words = "# Fees\n* A lost *book* costs 20."
    excerpt = Excerpt(FILE, "current", words, quote=Span(words.index("A"), len(words)))

    shown = text(source_pages.excerpt_page(excerpt, 1))

    assert "\n__Fees__\n- **A lost *book* costs 20.**" in shown


def test_an_excerpt_of_plain_text_keeps_its_lines() -> None:
    words = "# Fees\n* A lost *book* costs 20."
    excerpt = Excerpt(
        Source("f.txt", "d1"), "current", words, quote=Span(words.index("A"), len(words))
    )

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


def test_an_excerpt_without_the_quote_is_rendered_as_markdown() -> None:
    excerpt = Excerpt(FILE, "current", "- a *hat*\n- a coat", has_previous=True, has_next=True)

    assert "…\n- a *hat*\n- a coat …" in text(source_pages.excerpt_page(excerpt, 1))


def test_an_excerpt_that_begins_and_ends_in_code_shows_it_as_code() -> None:
    words = "  make\n```\nDone.\n```\nmake test"
    excerpt = Excerpt(
        FILE,
        "current",
        words,
        quote=Span(words.index("Done"), words.index("Done") + 5),
        has_previous=True,
        has_next=True,
        fence="```sh",
    )

    shown = text(source_pages.excerpt_page(excerpt, 1))

    assert "…\n```sh\n  make\n```\n**Done.**\n```\nmake test\n```\n…" in shown


def test_an_excerpt_is_headed_by_title_and_heading_and_ends_with_the_file() -> None:
    source = Source("rules/f.md", "d1", "The rules", date="2025-03-01")
    excerpt = Excerpt(
        source,
        "current",
        "One.",
        quote=Span(0, 4),
        location=Location(2, heading="The rules > Fees"),
        indexed_at=INDEXED_AT,
    )

    page = source_pages.excerpt_page(excerpt, 1, "https://docs.example")

    assert page[0] == Text("**[1]** [The rules](<https://docs.example/rules/f.md>) · Fees")
    assert page[-1] == Text(
        "-# rules/f.md · document dated 2025-03-01\n-# as indexed <t:1767225600:f>"
    )


@pytest.mark.parametrize(
    ("generation", "told"),
    [
        (4, "Answered <t:1767139200:f> from generation 4 · shown as indexed <t:1767225600:f>"),
        (6, "Answered <t:1767139200:f> · as indexed <t:1767225600:f>"),
        (None, "Answered <t:1767139200:f> · as indexed <t:1767225600:f>"),
    ],
)
def test_an_excerpt_tells_of_what_the_answer_and_it_were_made(
    generation: int | None, told: str
) -> None:
    excerpt = Excerpt(FILE, "moved", "One.", indexed_at=INDEXED_AT, generation=6)
    origin = AnswerOrigin(INDEXED_AT - timedelta(days=1), generation, 7, "When?")

    page = source_pages.excerpt_page(excerpt, 1, origin=origin)

    assert page[-1] == Text(f"-# f.md\n-# {told} (generation 6)")


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ((), ""),
        ((2,), ": source [2] no longer says this."),
        ((3, 1), ": sources [1][3] no longer say this."),
        (range(1, 31), ": 30 of its sources no longer say this."),
    ],
)
def test_a_mark_names_the_sources_that_changed_and_has_its_room(
    numbers: Collection[int], told: str
) -> None:
    mark = stale_mark(numbers)

    assert mark.endswith(told)
    assert bool(mark) == bool(numbers)
    assert len(mark) <= MARK_COST.text


def test_passages_that_are_close_are_suggested_in_a_line_each() -> None:
    close = refusal(
        passage("## Fees\n\nIt is free.", location=Location(3, heading="Rules > Fees")),
        passage("It costs *nothing*.", location=Location(5, heading="Rules > Fees")),
        passage("| a_b | `c` |\n" * 40, title="The # rules"),
        passage("Not shown."),
    )

    [page] = answer_pages.answer_pages(replace(close, nearly=True))

    assert page[0] == Text(f"{REFUSAL} Perhaps you mean:")
    assert [block.number for block in page if isinstance(block, SourceEntry)] == [1, 3]
    first, second = entries(page)
    assert first == "Fees · handbook.md"
    assert second.startswith("a\\_b · c a\\_b · c")
    assert second.endswith("… · The # rules")
    assert len(second) < 150
    assert page[-1] == FeedbackButtons(closest=False)


def test_passages_that_are_not_close_are_left_to_a_button() -> None:
    assert answer_pages.answer_pages(refusal(passage("# Long"))) == [
        (Text(REFUSAL), FeedbackButtons(closest=True))
    ]


@pytest.mark.parametrize(
    ("language", "refused", "suggested"),
    [
        ("de", "Die Dokumente beantworten", "Vielleicht meinst du:"),
        ("fr", "Les documents ne répondent", "Vous pensez peut-être à :"),
        ("es", "Los documentos no responden", "Quizá te refieres a:"),
        ("it", "I documenti non rispondono", "Forse intendi:"),
        ("pt", "Os documentos não respondem", "Talvez queira dizer:"),
        ("nl", "De documenten beantwoorden", "Misschien bedoel je:"),
    ],
)
def test_a_question_in_another_language_is_refused_in_it(
    language: str, refused: str, suggested: str
) -> None:
    close = replace(refusal(passage("One.")), language=language, nearly=True)

    said, hint, suggestion = text(answer_pages.answer_pages(close)[0]).split("\n")

    assert said.startswith(refused)
    assert said.endswith(suggested)
    assert hint.startswith("-# ")
    assert suggestion == "One. · handbook.md"


def test_a_language_without_phrases_is_answered_in_english() -> None:
    [page] = answer_pages.answer_pages(replace(refusal(), language="fi"))

    assert text(page).startswith(f"{REFUSAL}\n-# The documents are in another language.")
