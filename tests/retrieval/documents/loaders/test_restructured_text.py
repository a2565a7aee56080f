"""reStructuredText: headings by their rules, code by its marks, all else as in a plain text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents.loaders import parse
from retrieval.types import Document

from ..shown import check_blocks, leads, shown


def restructured(content: str) -> Document:
    document = parse("a.rst", content.encode())
    check_blocks(document)
    assert document.text == content
    return document


def headings(content: str) -> list[tuple[int, str]]:
    return [(each.level, each.title) for each in restructured(content).headings]


def test_levels_follow_the_order_in_which_rules_are_used() -> None:
    text = "====\nPool\n====\n\nFees\n----\n\nAdults\n~~~~~~\n\nFour.\n\nHours\n-----\n\nNine.\n"
    assert headings(text) == [(1, "Pool"), (2, "Fees"), (3, "Adults"), (2, "Hours")]
    assert restructured(text).title == "Pool"


def test_a_rule_below_and_two_rules_are_two_kinds() -> None:
    assert headings("=====\nTitle\n=====\n\nPart\n=====\n\nWords.\n") == [(1, "Title"), (2, "Part")]


@pytest.mark.parametrize(
    "text",
    [
        "Words\n\n----\n\nmore.\n",
        "A long line of words\n---\n",
        "One\ntwo\n-----\n",
        "==== ====\na b\n",
    ],
)
def test_other_rules_make_no_heading(text: str) -> None:
    assert headings(text) == []


def test_roles_and_links_in_a_title_are_shown_as_their_words() -> None:
    text = "Using ``pump`` with :ref:`the valve <valve>`\n============================================\n"
    assert headings(f"{text}\nWords.\n") == [(1, "Using pump with the valve")]


def test_code_is_what_two_colons_or_a_directive_announce() -> None:
    document = restructured(
        "Run this::\n\n    pump --on\n\n    pump --off\n\nThen:\n\n.. code-block:: sh\n   :linenos:\n\n"
        "   valve\n\n>>> open()\nTrue\n\n.. note:: Mind the gap.\n"
    )
    assert shown(document) == [
        ("paragraph", "Run this::"),
        ("code", "pump --on\n\n    pump --off"),
        ("paragraph", "Then:"),
        ("code", ".. code-block:: sh\n   :linenos:\n\n   valve"),
        ("code", ">>> open()\nTrue"),
        ("paragraph", ".. note:: Mind the gap."),
    ]
    assert leads(document)["pump --on\n\n    pump --off"] == "Run this::"


def test_lists_are_those_of_a_plain_text() -> None:
    document = restructured("Bring:\n\n- a towel\n- shoes\n\n1. Up\n2. Down\n")
    assert [kind for kind, _ in shown(document)[1:]] == [
        "item 0",
        "item 0",
        "item 0 #1",
        "item 0 #2",
    ]


def test_a_short_line_that_nothing_underlines_is_no_heading() -> None:
    assert headings("OPENING HOURS\n\nThe pool opens at nine o'clock in the morning.\n") == []


def test_the_date_stands_in_a_field_at_the_beginning() -> None:
    assert restructured("Pool\n====\n\n:Date: 2024-05-01\n\nWords.\n").date == "2024-05-01"
    assert restructured("word\n\n" * 50 + ":Date: 2024-05-01\n").date is None


def test_nothing_is_included() -> None:
    document = restructured(".. include:: /etc/passwd\n\n.. raw:: html\n   :file: /etc/passwd\n")
    assert "root" not in document.text


PIECES = st.lists(
    st.sampled_from(
        ["Word", "end.", "\n", "\n\n", "\r\n", "    ", "====", "----", "~~~~~~", "::", ".. note:: ",
         ".. code::", ">>> ", "- ", "1. ", "`", ":ref:`a`", "\x0c", "+---+", "| a |", ":Date: x"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@given(PIECES)
def test_blocks_of_any_text_keep_their_promises(content: str) -> None:
    if content.strip():
        restructured(content)
