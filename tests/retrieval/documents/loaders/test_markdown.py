"""Markdown: the file's own characters; front matter tells about it, headings are where they stand."""

from __future__ import annotations

import pytest

from retrieval.documents.loaders import parse
from retrieval.types import Document, Heading

RULES = """---
title: Pool rules
url: https://example.org/pool
date: 2024-05-01
---
# Rules

Shower first.

## Fees
Adults pay four pounds.
"""


def headings(text: str) -> list[tuple[str, int, str]]:
    """The words at each heading's start, its level and its title."""
    document = parse("a.md", text.encode())
    return [(document.text[each.start :][:8], each.level, each.title) for each in document.headings]


def test_front_matter_tells_title_link_and_date_and_is_no_part_of_the_body() -> None:
    document = parse("rules.md", RULES.encode())
    assert document.text == RULES
    assert (document.title, document.url, document.date) == (
        "Pool rules",
        "https://example.org/pool",
        "2024-05-01",
    )
    assert document.text[document.body.start : document.body.end].startswith("# Rules\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_headings_are_found_whatever_ends_a_line(end: str) -> None:
    text = (
        RULES.replace("\n", end) if end != "\r" else RULES[RULES.index("# R") :].replace("\n", end)
    )
    document = parse("rules.md", text.encode())
    assert document.text == text
    assert document.headings == (
        Heading(text.index("# Rules"), 1, "Rules"),
        Heading(text.index("## Fees"), 2, "Fees"),
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Rules\n=====\n\nFees\n----\n", [("Rules\n==", 1, "Rules"), ("Fees\n---", 2, "Fees")]),
        ("```sh\n# no heading\n```\n# One\n", [("# One\n", 1, "One")]),
        ("    # indented code\n\n# One\n", [("# One\n", 1, "One")]),
        ("<!--\n# a comment\n-->\n\n# One\n", [("# One\n", 1, "One")]),
        ("> # quoted\n\n- # in a list\n\n# One\n", [("# One\n", 1, "One")]),
        ("#hashtag\n\n####### seven\n\n# One\n", [("# One\n", 1, "One")]),
        ("# *New* `fees` & [rules](x) ##\n", [("# *New* ", 1, "New fees & rules")]),
        ("words\x0cmore\u2028words\n# One\n", [("# One\n", 1, "One")]),
        ("#\n\n# One\n", [("# One\n", 1, "One")]),
    ],
)  # fmt: skip
def test_only_what_a_reader_sees_as_a_heading_is_one(
    text: str, found: list[tuple[str, int, str]]
) -> None:
    assert headings(text) == found


def test_without_a_title_the_first_great_heading_is_it() -> None:
    assert parse("a.md", b"## Small\n\n# Great\n\n# Second\n").title == "Great"


def test_a_byte_order_mark_does_not_hide_the_front_matter() -> None:
    document = parse("a.md", b"\xef\xbb\xbf---\ntitle: Pool\n---\n# One\n")
    assert document.title == "Pool"
    assert document.text[document.body.start :] == "# One\n"


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: 'It''s: new'", "It's: new"),
        ("TITLE: Loud", "Loud"),
        ("title: 2024", "2024"),
        ("title: no", "no"),
        ("# a remark\n\ntitle: Pool", "Pool"),
        ("title: >\n  Over two\n  lines", "Over two lines"),
        ("title: [a, list]", "One"),
        pytest.param("title: not: valid: yaml", "One", id="invalid"),
        pytest.param("title: !!python/name:os.system x", "x", id="a tag makes no object"),
        pytest.param('title: "a\\u202Eb\\uD800\\u0007c"', "a b c", id="tricks"),
        pytest.param("title: " + "[" * 5000, "One", id="too deep"),
    ],
)
def test_front_matter_is_read_with_care(front: str, title: str) -> None:
    document = parse("a.md", f"---\n{front}\n---\n# One\n".encode())
    assert document.title == title
    assert document.text[document.body.start :] == "# One\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\n\nA line above.\n\n---\n", id="two rules"),
        pytest.param("---\ntitle: never closed\n", id="never closed"),
        pytest.param("\n---\ntitle: too late\n---\n", id="not at the top"),
        pytest.param("--- \n- one\n- two\n---\n", id="a list"),
    ],
)
def test_what_is_no_front_matter_belongs_to_the_body(text: str) -> None:
    assert parse("a.md", text.encode()).body.start == 0


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "file:///etc/passwd", "//example.org", "https://", "https://a b",
     "pool.html", "https://[bad", "https://example.org/) [x](https://other.example"],
)  # fmt: skip
def test_only_a_web_address_is_a_link(url: str) -> None:
    document = parse("a.md", f"---\nurl: '{url}'\n---\nwords".encode())
    assert document.url is None


def test_a_billion_laughs_stay_small() -> None:
    levels = "\n".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    document: Document = parse(
        "a.md", f"---\na: &a [lol]\n{levels}\ntitle: *i\ndate: 2024\n---\nwords".encode()
    )
    assert (document.title, document.date) == (None, "2024")


def test_a_line_of_hashes_in_the_front_matter_is_read_at_once() -> None:
    document = parse("a.md", b"---\n" + b"# " * 5000 + b"x\n---\nwords")
    assert document.body.start == 0
