"""What is said to messages that ask nothing of the documents' contents."""

from __future__ import annotations

from typing import get_args

import pytest

from bot.replies.about_pages import LISTED_DOCUMENTS, about_blocks
from bot.replies.blocks import SourceEntry, Text, pages
from retrieval import About, DocumentOutline, Heading, Source
from retrieval.types import AboutTopic
from tests.fakes import citation

RULES = Source("house/rules.md", "d1", "House rules")


def lines(about: About, source_url: str | None = None) -> list[str]:
    blocks = about_blocks(about, source_url)
    assert all(isinstance(block, Text | SourceEntry) for block in blocks)
    return "\n".join(b.text for b in blocks if isinstance(b, Text | SourceEntry)).split("\n")


@pytest.mark.parametrize("topic", get_args(AboutTopic))
def test_there_is_something_to_say_about_every_topic(topic: AboutTopic) -> None:
    about = About(topic, (DocumentOutline(RULES),), (RULES,))

    assert len(pages(about_blocks(about, None))) == 1


def test_help_names_the_command_that_tells_more() -> None:
    assert lines(About("help"))[-1] == "-# `/help` tells more."
    assert len(lines(About("thanks"))) == 1


def test_documents_are_listed_by_folder_and_title() -> None:
    sources = (
        RULES,
        Source("a_b.txt", "d2"),
        Source("house/fees.pdf", "d3", "Fees", "https://f.example"),
    )

    assert lines(About("documents", sources=sources)) == [
        "These are the 3 documents:",
        "- a\\_b.txt",
        "",
        "**house/**",
        "- [Fees](<https://f.example>)",
        "- House rules",
    ]
    assert "- [House rules](<https://d.example/house/rules.md>)" in lines(
        About("documents", sources=sources), "https://d.example"
    )


def test_one_document_and_none_are_told_as_such() -> None:
    assert lines(About("documents", sources=(RULES,)))[0] == "This is the only document:"
    assert lines(About("documents")) == ["There are no documents yet."]


def test_a_long_list_is_cut_and_fills_messages() -> None:
    sources = tuple(Source(f"f{n:04}/a.md", "d", "*" * 80) for n in range(300))
    blocks = about_blocks(About("documents", sources=sources), None)

    assert len(pages(blocks)) > 1
    assert all(len(block.text) <= 4000 for block in blocks if isinstance(block, Text))
    assert lines(About("documents", sources=sources))[-1] == (
        f"… and {300 - LISTED_DOCUMENTS} more."
    )


def test_a_summary_is_the_title_the_first_sentences_and_the_sections() -> None:
    opening = citation(1, "All are *welcome*.\nPlease\nbe kind.", path="house/rules.md")
    headings = (Heading(0, 2, "Quiet *hours*"), Heading(5, 3, "Nights"), Heading(9, 2, "Guests"))
    about = About("summary", (DocumentOutline(RULES, headings, opening),))

    quote, sections = about_blocks(about, None)

    assert quote == SourceEntry(1, "**House rules** begins:\n> All are *welcome*. Please be kind.")
    assert sections == Text("Its sections:\n- Quiet \\*hours\\*\n  - Nights\n- Guests")


def test_a_document_may_lack_sections_or_a_beginning() -> None:
    image = citation(1, "<img>", path="house/rules.md")
    headings = tuple(Heading(n, 1, f"Part {n}") for n in range(20))

    assert lines(About("summary", (DocumentOutline(RULES, headings),)))[:2] == [
        "**House rules**",
        "Its sections:",
    ]
    assert lines(About("summary", (DocumentOutline(RULES, headings),)))[-1] == "- … and 8 more"
    assert "no headings" in lines(About("summary", (DocumentOutline(RULES),)))[-1]
    assert lines(About("summary", (DocumentOutline(RULES, (), image),)))[-1] == "> …"


def test_what_is_listed_can_not_ping_link_or_head() -> None:
    hostile = Source("@everyone/[a](https://b.example)/x", "d", "# <@1> [t](https://t.example)")
    shown = "\n".join(
        [
            *lines(About("documents", sources=(hostile,))),
            *lines(About("summary", (DocumentOutline(hostile, (Heading(0, 1, "# <@2>"),)),))),
        ]
    )

    assert "@everyone" not in shown
    assert "](h" not in shown.replace("\\](", "")
    assert "<@" not in shown.replace("\\<@", "")
