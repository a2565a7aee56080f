"""What text becomes before Discord shows it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies import formatting

Z = formatting.ZERO_WIDTH


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words, (really) 100 %!", "plain words, (really) 100 %!"),
        ("*bold* _it_ ~no~ `code` ||boo||", r"\*bold\* \_it\_ \~no\~ \`code\` \|\|boo\|\|"),
        ("# Big\n-# small\n> said\n>>> more", "\\# Big\n\\-# small\n\\> said\n\\>>> more"),
        ("- one\n  + two\n3. three", "\\- one\n  \\+ two\n3\\. three"),
        ("@everyone @here @sam", f"@{Z}everyone @{Z}here @sam"),
        (
            "<@1> <@&2> <#3> </ask:4> <t:5> <:x:6>",
            rf"\<@{Z}1> \<@{Z}&2> \<#3> \</ask:4> \<t:5> \<:x:6>",
        ),
        ("[free](https://evil.example)", r"\[free\](`https://evil.example`)"),
        ("see HTTPS://a.example/b_c.", "see `HTTPS://a.example/b_c.`"),
        ("set `http://a.example` there", "set `http://a.example` there"),
        ("come to discord.gg/abc", "come to `discord.gg/abc`"),
        ("```\ncode\n```", "\\`\\`\\`\ncode\n\\`\\`\\`"),
        ("a\\[b](c)", r"a\\\[b\](c)"),
        ("one\r\ntwo\x00\u202ethree", "one\ntwothree"),
    ],
)
def test_literal_text_reads_as_it_stands(text: str, shown: str) -> None:
    assert formatting.literal(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**bold** and *it*\n- one\n1. two", "**bold** and *it*\n- one\n1. two"),
        ("`a < b` and ```py\nx = '@everyone'\n```", "`a < b` and ```py\nx = '@everyone'\n```"),
        (
            "# Big [x](http://y.example) @everyone",
            rf"\# Big \[x\](`http://y.example`) @{Z}everyone",
        ),
        ("an open ``` fence", "an open \\`\\`\\` fence"),
        ("\\[x](y) ||boo||", r"\\\[x\](y) \|\|boo\|\|"),
        ("> quoted\n>>> all", "\\> quoted\n\\>>> all"),
    ],
)
def test_prose_keeps_emphasis_lists_and_code_alone(text: str, shown: str) -> None:
    assert formatting.prose(text) == shown


PIECES = [
    *(
        "http://",
        "https://",
        "x.y",
        "@everyone",
        "@here",
        "<@1>",
        "<#",
        "</",
        "discord.gg/",
        "```",
        "||",
    ),
    *"ab1*_`[]()<>@#\\|~ \n!/:.->",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_text_makes_a_mention_a_link_or_a_fence(text: str) -> None:
    shown = re.sub(r"\\.|`[^`\n]*`", "\x01", formatting.literal(text))

    assert not re.search(
        r"@(everyone|here|[!&]?\d)|<[@#:/t]|\]\(|```|\|\||https?://\w|gg/\w", shown
    )
    assert not re.search(r"^\s*(#{1,3}|>|-#)\s", shown, re.MULTILINE)


def test_bold_goes_line_by_line() -> None:
    assert formatting.bold("one *x*\n\n  two ") == "**one \\*x\\***\n\n  **two**"


def test_wrapped_lines_run_on_and_keep_their_length() -> None:
    long = "This line was wrapped by an editor at about seventy characters,"
    text = f"Short\n{long}\r\nand goes on.\n\n{long}\n- an item\n{long}\n# Heading\n{long}\n`a`"

    shown = formatting.unwrapped(text)

    assert len(shown) == len(text)
    assert shown == (
        f"Short\n{long}  and goes on.\n\n{long}\n- an item\n{long}\n# Heading\n{long} `a`"
    )


@pytest.mark.parametrize(
    ("label", "address", "shown"),
    [
        ("Rules", "https://a.example/x y(1)", "[Rules](<https://a.example/x%20y%281%29>)"),
        ("Rules", None, "Rules"),
        ("Rules", "javascript:alert(1)", "Rules"),
        ("Rules", "https://[broken", "Rules"),
        (
            "a](https://b.example) `c",
            "https://d.example",
            r"[a\](https:/b.example) 'c](<https://d.example>)",
        ),
    ],
)
def test_links_come_from_metadata_only(label: str, address: str | None, shown: str) -> None:
    assert formatting.link(label, address) == shown


def test_clipping_ends_after_a_word() -> None:
    assert formatting.clip("short", 10) == "short"
    assert formatting.clip("one two three", 9) == "one two…"
    assert formatting.clip("one two. three", 10) == "one two…"
    assert formatting.clip("x" * 20, 9) == "x" * 8 + "…"
