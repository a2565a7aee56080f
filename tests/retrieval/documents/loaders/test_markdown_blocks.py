"""Markdown: its blocks are where its marks say, and every character of the file is in one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents.loaders import parse
from retrieval.types import Document

from ..shown import check_blocks, leads, shown


def markdown(content: str) -> Document:
    document = parse("a.md", content.encode())
    check_blocks(document)
    return document


def test_blocks_hold_their_marks() -> None:
    document = markdown(
        "# Rules\n\nOne\nparagraph.\n\nFees\n----\n\n> quoted\n> on\n\n***\n<p>html</p>\n"
    )
    assert shown(document) == [
        ("heading", "# Rules"),
        ("paragraph", "One\nparagraph."),
        ("heading", "Fees\n----"),
        ("paragraph", "> quoted\n> on"),
        ("paragraph", "***"),
        ("paragraph", "<p>html</p>"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_item_ends_before_those_nested_in_it(end: str) -> None:
    text = "Bring:\n\n- a towel\n  or two\n  1. dry\n  2. clean\n\n     and new\n- shoes\n\nBye.\n"
    document = markdown(text.replace("\n", end))
    assert [(kind, words.replace(end, "\n")) for kind, words in shown(document)] == [
        ("paragraph", "Bring:"),
        ("item 0", "- a towel\n  or two"),
        ("item 1 #1", "1. dry"),
        ("item 1 #2", "2. clean"),
        ("item 1", "and new"),
        ("item 0", "- shoes"),
        ("paragraph", "Bye."),
    ]
    led = leads(document)
    assert (led["- shoes"], led["and new"], led["Bye."]) == ("Bring:", "2. clean", None)
    assert led["2. clean"] == f"- a towel{end}  or two"


@pytest.mark.parametrize(
    ("before", "leads_it"),
    [
        ("You need:\n\n", True),
        ("**You need:**\n\n", True),
        ("You need\n", True),
        ("You need\n\n", True),
        ("It is cold. You need the following things.\n\n", True),
        ("It is cold. You need:\n\n{% image 'a.png' %}\n\n", True),
        ("It is cold. You need shoes.\n\n", False),
        ("# You need\n\n", False),
    ],
)
def test_a_paragraph_that_introduces_a_list_is_its_lead_in(before: str, leads_it: bool) -> None:
    document = markdown(f"{before}- a towel\n- shoes\n")
    lead = leads(document)["- shoes"]
    assert (lead is not None and lead in before) if leads_it else lead is None


def test_an_item_that_announces_bullets_leads_them_though_they_are_not_indented() -> None:
    document = markdown("1. Check:\n- rudder\n- seats\n2. Go.\n")
    assert shown(document)[2] == ("item 1", "- seats")
    assert leads(document)["- seats"] == "1. Check:"


def test_items_that_are_all_called_one_are_counted() -> None:
    document = markdown(
        "1. Up\n1. Down\n   1. Left\n   1. Right\n1. Out\n\nBut:\n\n7. In\n9. Off\n"
    )
    assert [block.number for block in document.blocks] == [1, 2, 1, 2, 3, None, 7, 9]


def test_code_in_an_item_is_read_with_it() -> None:
    document = markdown("1. Open:\n   ```\n   up\n   ```\n2. Close.\n\nOr run\n\n```\ndown\n```\n")
    assert [kind for kind, _ in shown(document)] == [
        "item 0 #1", "code", "item 0 #2", "paragraph", "code",
    ]  # fmt: skip
    assert list(leads(document).values()) == [None, "1. Open:", None, None, "Or run"]


def test_the_rule_of_a_table_belongs_to_its_header() -> None:
    document = markdown("Fees:\n\n| Boat | Fee |\n|------|-----|\n| Raft | 3 |\n| Skiff | 4 |\n")
    header = "| Boat | Fee |\n|------|-----|"
    assert shown(document)[1:] == [
        ("header", header), ("row", "| Raft | 3 |"), ("row", "| Skiff | 4 |"),
    ]  # fmt: skip
    assert list(leads(document).values()) == [None, "Fees:", header, header]


def test_a_table_without_titles_has_no_header_to_read() -> None:
    document = markdown("| | |\n|-|-|\n| Raft | 3 |\n")
    assert leads(document)["| Raft | 3 |"] is None


@pytest.mark.parametrize(
    "text",
    [
        "**May I?**\n\nYes.\n",
        "**May I?**\nYes.\n",
        "May I?\n\nYes.\n",
        "Q: May I?\nA: Yes.\n",
        "**Q: May I?**\n\nYes.\n",
        "<details>\n<summary>May I?</summary>\n\nYes.\n",
    ],
)
def test_a_question_leads_its_answer(text: str) -> None:
    document = markdown(text)
    assert [kind for kind, _ in shown(document)] == ["question", "paragraph"]
    assert list(leads(document).values())[1] == shown(document)[0][1]


@pytest.mark.parametrize(
    "text", ["“May I?”\n\nYes.\n", "# May I?\n\nYes.\n", "Yes.\n\nAny more?\n"]
)
def test_speech_headings_and_last_words_are_no_questions(text: str) -> None:
    assert "question" not in {kind for kind, _ in shown(markdown(text))}


PIECES = st.lists(
    st.sampled_from(
        ["Word", "end.", "So?", "\n", "\n", "\n\n", "\r\n", "\r", "  ", "    ", "1. ", "- ", "> ",
         "===", "---", "```", "|a|b|\n|-|-|\n|c|d|\n", "# ", "**So?**", "[a]: b", "<p>", "\x0c",
         "\u2028", "{% a %}", "Q: ", "A: ", "\t"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@given(PIECES | st.text(st.characters(exclude_categories=["C"]), max_size=200))
def test_blocks_of_any_text_keep_their_promises(content: str) -> None:
    if content.strip():
        markdown(content)
