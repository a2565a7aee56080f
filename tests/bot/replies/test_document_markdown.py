"""What a document writes in Markdown is shown as Discord shows it, and does no harm."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies.document_markdown import as_discord


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Bring **boots** and *gloves*.", "Bring **boots** and *gloves*."),
        ("Run `make tidy` first.", "Run `make tidy` first."),
        ("- one\n- two\n  - half", "- one\n- two\n  - half"),
        ("3. third\n4. fourth", "3. third\n4. fourth"),
        ("Do:\n\n```sh\nls -l\n```", "Do:\n```\nls -l\n```"),
        ("> Quoted **words**", "Quoted **words**"),
        ("# A heading", "A heading"),
        ("See [the form](https://forms.example/a).", "See the form (`https://forms.example/a`)."),
        ("See [below](#below) or [mail](mailto:a@b.example).", "See below or mail."),
        ("![a map](map.png) of it", "a map of it"),
        ("Made by <b>us</b> {% include x %}today", "Made by us today"),
        ("a * b_c | d", "a \\* b\\_c \\| d"),
        ("wrapped\nline", "wrapped line"),
    ],
)
def test_markdown_is_shown_as_discord_shows_it(written: str, shown: str) -> None:
    assert as_discord(written) == shown


@pytest.mark.parametrize(
    "written",
    [
        "@everyone",
        "**@here**",
        "<@123>",
        "<#1>",
        "`<@123>` @everyone",
        "[@everyone](https://a.example)",
    ],
)
def test_it_pings_nobody(written: str) -> None:
    assert not re.search(
        r"@(?:everyone|here)|(?<!\\)<[@#]", re.sub(r"`[^`]*`", "", as_discord(written))
    )


@pytest.mark.parametrize(
    "written",
    [
        "[safe](javascript:alert(1))",
        "[a](https://x.example/`b)",
        "||hidden||",
        "-# small",
        "https://x.example",
    ],
)
def test_it_neither_links_nor_hides(written: str) -> None:
    outside_code = re.sub(r"`[^`]*`", "", as_discord(written))
    assert "http" not in outside_code
    assert not re.search(r"(?<!\\)\]\(", outside_code)
    assert not re.search(r"(?<!\\)\|\||^-#", outside_code)


@given(st.text(alphabet="ab*_`~|[]()<>@#-1. \n\\!{}%:/", max_size=80))
def test_whatever_is_written_code_is_closed_and_nothing_links(written: str) -> None:
    shown = as_discord(written)
    assert shown.count("```") % 2 == 0
    assert not re.search(r"(?<!\\)\]\(", re.sub(r"`[^`]*`", "", shown.replace("```", "")))
