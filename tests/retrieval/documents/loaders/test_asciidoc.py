"""AsciiDoc: headings, items, rows and code by their marks, all else as in a plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents.loaders import parse
from retrieval.types import Document

from ..shown import check_blocks, leads, shown

RULES = """= Pool rules
Ada Lock <ada@example.org>
v1.2, 2024-05-01

The pool opens at nine.

== Fees

Adults pay four pounds.
"""


def asciidoc(content: str) -> Document:
    document = parse("a.adoc", content.encode())
    check_blocks(document)
    assert document.text == content
    return document


def test_headings_begin_with_equals_signs() -> None:
    document = asciidoc(RULES)
    found = [(each.level, each.title) for each in document.headings]
    assert found == [(1, "Pool rules"), (2, "Fees")]
    assert (document.title, document.date) == ("Pool rules", "2024-05-01")


def test_attributes_tell_the_date_and_the_address() -> None:
    document = asciidoc("= Pool\n:revdate: 2024-06-02\n:url: https://example.org/pool\n\nWords.\n")
    assert (document.date, document.url) == ("2024-06-02", "https://example.org/pool")


def test_items_are_nested_by_their_marks_and_counted() -> None:
    document = asciidoc("Bring:\n\n* a towel\nor two\n** dry\n* shoes\n\nThen:\n\n. Up\n. Down\n")
    assert shown(document) == [
        ("paragraph", "Bring:"),
        ("item 0", "* a towel\nor two"),
        ("item 1", "** dry"),
        ("item 0", "* shoes"),
        ("paragraph", "Then:"),
        ("item 0 #1", ". Up"),
        ("item 0 #2", ". Down"),
    ]
    assert leads(document)["** dry"] == "* a towel\nor two"
    assert leads(document)[". Down"] == "Then:"


def test_code_stands_between_fences_and_may_belong_to_an_item() -> None:
    document = asciidoc(
        "* Open:\n+\n[source,sh]\n----\nvalve = open\n\n* up\n----\n\nRun:\n\n....\n== down\n....\n"
    )
    code = "+\n[source,sh]\n----\nvalve = open\n\n* up\n----"
    assert [kind for kind, _ in shown(document)] == ["item 0", "code", "paragraph", "code"]
    assert leads(document)[code] == "* Open:"
    assert document.headings == ()


def test_the_first_row_of_a_table_is_its_header_above_a_blank_line() -> None:
    document = asciidoc("|===\n|Boat |Fee\n\n|Raft |3\n|Skiff |4\n|===\n")
    assert shown(document) == [
        ("header", "|===\n|Boat |Fee"), ("row", "|Raft |3"), ("row", "|Skiff |4\n|==="),
    ]  # fmt: skip
    assert leads(document)["|Raft |3"] == "|===\n|Boat |Fee"


def test_a_row_with_a_cell_a_line_ends_with_a_blank_line() -> None:
    document = asciidoc("|===\n|Raft\n|3\n\n|Skiff\n|4\n|===\n")
    assert shown(document) == [("row", "|===\n|Raft\n|3"), ("row", "|Skiff\n|4\n|===")]


def test_a_term_is_an_item_with_what_explains_it() -> None:
    assert shown(asciidoc("Lane:: where one swims\nstraight on\n")) == [
        ("item 0", "Lane:: where one swims\nstraight on")
    ]


@pytest.mark.parametrize("text", ["====\nAn example.\n====\n", "----\nno end\n", "|===\n", "+\n"])
def test_what_is_left_open_costs_nothing(text: str) -> None:
    assert asciidoc(text).headings == ()


PIECES = st.lists(
    st.sampled_from(
        ["Word", "end.", "\n", "\n\n", "\r\n", "    ", "= ", "== ", "----", "....", "* ", "** ", ". ",
         "|===", "|a", "+", "[source]", ".Title", "a:: b", "////", "```sh", "1. ", "\x0c", "\u2028"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@given(PIECES)
def test_blocks_of_any_text_keep_their_promises(content: str) -> None:
    if content.strip():
        asciidoc(content)
