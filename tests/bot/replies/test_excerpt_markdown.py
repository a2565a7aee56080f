"""A part of a Markdown document, with the quoted words in bold."""

from __future__ import annotations

import pytest

from bot.replies.excerpt_markdown import emphasised, without_quote

DOCUMENT = """# Rules

Bring a **key**. Wash the boat.
- a `coat`
- a [hat](hat.md)

## Fees

| Who | Price |
|---|---|
| Guest | *free* |

Ask *us*.
"""
SHOWN = """__Rules__

Bring a **key**. Wash the boat.
- a `coat`
- a hat

__Fees__

Who · Price
Guest · *free*

Ask *us*."""


@pytest.mark.parametrize(
    ("quote", "plain", "bold"),
    [
        ("Bring a **key**.", "Bring a **key**.", "**Bring a key.**"),
        ("Wash the boat.", "Wash the boat.", "**Wash the boat.**"),
        ("- a `coat`", "- a `coat`", "- **a `coat`**"),
        ("a [hat](hat.md)", "- a hat", "- **a hat**"),
        ("## Fees", "__Fees__", "**Fees**"),
        ("| Guest | *free* |", "Guest · *free*", "**Guest · *free***"),
        ("Ask *us*.", "Ask *us*.", "**Ask *us*.**"),
        (
            "- a `coat`\n- a [hat](hat.md)",
            "- a `coat`\n- a hat",
            "- **a `coat`**\n- **a hat**",
        ),
    ],
)
def test_the_quote_is_bold_and_the_rest_is_rendered(quote: str, plain: str, bold: str) -> None:
    before, after = DOCUMENT.split(quote)

    assert emphasised(before, quote, after) == SHOWN.replace(plain, bold)


def test_code_that_is_quoted_whole_stays_code() -> None:
    shown = emphasised("Then:\n\n", "```sh\nmake\n```", "\n\nDone.")

    assert shown == "Then:\n\n```sh\nmake\n```\n\nDone."


@pytest.mark.parametrize(
    "parts", [("```\na", "b", "c\n```"), ("a", "![](b.png)", "c"), ("a", "", "c")]
)
def test_cut_code_and_quotes_without_words_are_left_to_be_shown_as_they_stand(
    parts: tuple[str, str, str],
) -> None:
    assert emphasised(*parts) is None


def test_code_in_which_the_part_begins_or_ends_stays_code() -> None:
    shown = emphasised("make\n```\n\nThen ", "wait.", "\n\n```\nmake test\nmake", fence="```sh")

    assert shown == "```sh\nmake\n```\n\nThen **wait.**\n\n```\nmake test\nmake\n```"


def test_a_part_without_a_quote_is_rendered_too() -> None:
    shown = without_quote("## Fees\n\n- a *hat*\n- `coat`\n\n```\nmake")

    assert shown == "__Fees__\n- a *hat*\n- `coat`\n\n```\nmake\n```"


def test_a_part_that_begins_in_code_is_code_at_first() -> None:
    assert without_quote("# no heading\n```\nDone.", "```sh") == (
        "```sh\n# no heading\n```\n\nDone."
    )


def test_rows_that_are_cut_at_the_edges_are_shown_like_the_others() -> None:
    shown = without_quote("est | 20 |\n| Member | *free* |\n| Child | half the")

    assert shown == "est · 20\nMember · *free*\nChild · half the"


def test_so_are_those_around_a_quote() -> None:
    shown = emphasised("est | 20 |\n", "| Member | free |", "\n| Child | half the")

    assert shown == "est · 20\n**Member · free**\nChild · half the"
