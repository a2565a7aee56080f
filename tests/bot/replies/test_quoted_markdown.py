"""What a document's own words become before Discord shows them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies import formatting
from bot.replies.excerpt_markdown import emphasised
from bot.replies.quoted_markdown import bare_words, quoted_words, short_words
from tests.bot.replies.test_formatting import PIECES

Z = formatting.ZERO_WIDTH


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**Bring** a *coat* and ~~no~~ `key`.", "**Bring** a *coat* and ~~no~~ `key`."),
        ("__Bring__ a _coat_, snake_case.", r"**Bring** a *coat*, snake\_case."),
        ("an **open mark and a * star", r"an \*\*open mark and a \* star"),
        ("**bold *and* both**", "**bold *and* both**"),
        ("# Fees\n\nIt is free.", "Fees\nIt is free."),
        ("Bring:\n- a **coat**\n- a key", "Bring:\n- a **coat**\n- a key"),
        ("- a\n\nBring it.", "- a\n\nBring it."),
        ("* one\n  * nested\n* two", "- one\n  - nested\n- two"),
        ("1. one\n2. two", "1. one\n2. two"),
        ("3. three\n4. four", "3\\. three\n4\\. four"),
        ("0. none", "0\\. none"),
        ("Then:\n3. three\n4. four", "Then:\n3\\. three\n4\\. four"),
        ("- one\n\n  still one\n- two", "- one\n  still one\n- two"),
        ("-\n\ntext", "text"),
        ("wrapped at\nseventy", "wrapped at seventy"),
        ("two  \nlines<br>and more", "two\nlines and more"),
        ("Run:\n```sh\nmake  all\n```", "Run:\n```sh\nmake  all\n```"),
        ("~~~a b\nx ``` y\n~~~", f"```\nx `{Z}`{Z}` y\n```"),
        ("```\n```", ""),
        ("1. one\n   ```\n   x\n   ```\n2. two", "1. one\n```\nx\n```\n2\\. two"),
        ("> [!NOTE]\n> Be quick.", "Be quick."),
        ("a ``b`c``", "a b\\`c"),
        ("`a`**`b`**`c`", "`a`**`b`**`c`"),
        (
            "| Day | **Hours** |\n|---|---|\n| Mon \\| Tue | 9 to 5 |",
            "Day · **Hours**\nMon \\| Tue · 9 to 5",
        ),
    ],
)
def test_markdown_is_shown_with_discords_own_marks(text: str, shown: str) -> None:
    assert quoted_words(text, markdown=True) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[the *form*](https://a.example/f_1)", "[the form](<https://a.example/f_1>)"),
        ("[the form](forms/f.md#a) and [top](#top)", "the form and top"),
        ("[run](javascript:alert(1)) [load](data:text/html,x)", "run load"),
        ("[the form][forms] and [help][]", "the form and help"),
        ("[the form][f]\n\n[f]: https://a.example", "[the form](<https://a.example>)"),
        ("as in [1][2]", r"as in \[1\]\[2\]"),
        (
            "![a plan](plan.png) of [![it](i.png)](https://a.example)",
            "a plan of [it](<https://a.example>)",
        ),
        ("<https://a.example> or https://b.example", "`https://a.example` or `https://b.example`"),
        ("[https://a.example](https://b.example)", "[https:/a.example](<https://b.example>)"),
        ("[](https://a.example)", ""),
        ("<b>bold</b> <!-- no --> and\n\n<div>\nmore</div>", "bold and\nmore"),
        ("{% note %}\n\nMind `{% if %}` it.\n\n{% endnote %}", "Mind `{% if %}` it."),
        ("[the form]({% link f.md %})", "the form"),
    ],
)
def test_only_web_addresses_are_links_and_tags_are_left_out(text: str, shown: str) -> None:
    assert quoted_words(text, markdown=True) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@everyone <@1> <#5> <:x:6> <t:5>", rf"@{Z}everyone \<@{Z}1> \<#5> \<:x:6> \<t:5>"),
        ("@<b></b>everyone", f"@{Z}everyone"),
        ("@![](x)everyone", f"@{Z}everyone"),
        ("@[](x)here", f"@{Z}here"),
        ("&#64;everyone \\<@1> ||boo||", rf"@{Z}everyone \<@{Z}1> \|\|boo\|\|"),
        ("\\# Big\n\\> said", "\\# Big > said"),
        ("x<br>\n# Big", "x\nBig"),
        ("**a**  \n-# small", "**a**\n\\-# small"),
        ("&#35; Big", "\\# Big"),
        ("- &#35; Big", "- \\# Big"),
        ("ht[](x)tps://a.example", "`https://a.example`"),
    ],
)
def test_what_a_document_hides_between_marks_is_found(text: str, shown: str) -> None:
    assert quoted_words(text, markdown=True) == shown


HIDING_PLACES = [
    *PIECES,
    "<b>",
    "</b>",
    "](",
    "<!--",
    "-->",
    "{%",
    "%}",
    "~~",
    "    ",
    "![",
    "&#64;",
]
documents = st.lists(st.sampled_from(HIDING_PLACES), max_size=30).map("".join)


def assert_harmless(shown: str) -> None:
    """Fail if anything but our own marks, code and links to the web could be left in it."""
    outside = re.sub(r"```[\w+-]*\n.*?\n```", "\x01", shown, flags=re.DOTALL)
    outside = re.sub(r"\[(?:\\.|`[^`\n]*`|[^\]\\])*\]\(<https?://[^<>\s]*>\)", "\x01", outside)
    outside = re.sub(r"\\.|`[^`\n]*`", "\x01", outside)
    assert not re.search(
        r"@(everyone|here|[!&]?\d)|<[@#:/t]|\]\(|```|`|\|\||https?://\w|gg/\w", outside
    )
    assert not re.search(r"^\s*(?:- |\d+\. )?(#{1,3}|>|-#)\s", outside, re.MULTILINE)


@given(documents)
def test_no_document_makes_a_mention_a_foreign_link_or_a_heading(text: str) -> None:
    assert_harmless(quoted_words(text, markdown=True))


@given(documents, documents, documents)
def test_nor_does_any_that_is_shown_around_a_quote(before: str, words: str, after: str) -> None:
    assert_harmless(emphasised(before, words, after) or "")


def test_plain_text_reads_as_it_stands_but_for_the_dash_of_an_item() -> None:
    text = "Bring *it*:\n- a | b\n3. @here\n# no"

    assert quoted_words(text, markdown=False) == (
        f"Bring \\*it\\*:\n- a \\| b\n3\\. @{Z}here\n\\# no"
    )


def test_bare_words_have_no_marks() -> None:
    text = "## Fees\n\nA **lost** [book](b.md) costs `20`:\n- [x](https://a.example)"

    assert bare_words(text, markdown=True) == "Fees\nA lost book costs 20:\n- x"
    assert bare_words("3. three\n\nAnd.", markdown=True) == "3. three\nAnd."
    assert bare_words("a **b**", markdown=False) == "a **b**"


def test_short_words_are_one_safe_line() -> None:
    assert short_words("## Fees\n\nA *lost* book_costs 20.", 18, markdown=True) == r"Fees A lost…"
    assert short_words("# a_b", 18, markdown=False) == r"\# a\_b"
