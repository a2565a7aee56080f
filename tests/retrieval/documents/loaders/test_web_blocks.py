"""Web pages: what their elements say about lists, tables, questions and code."""

from __future__ import annotations

import pytest

from retrieval.documents.loaders import parse
from retrieval.types import Document

from ..shown import leads, shown


def page(content: str) -> Document:
    return parse("a.html", f"<body><main>{content}</main></body>".encode())


def test_every_block_is_of_its_elements_kind() -> None:
    document = page(
        "<h1>Harbour</h1><p>Boats, <b>small</b> ones.<br>No ships.</p><div>Ask<p>us</p>now.</div>"
        "<figure><figcaption>The quay</figcaption></figure><blockquote>It is old.</blockquote>"
    )
    assert shown(document) == [
        ("heading", "Harbour"),
        ("paragraph", "Boats, small ones.\nNo ships."),
        ("paragraph", "Ask"),
        ("paragraph", "us"),
        ("paragraph", "now."),
        ("paragraph", "The quay"),
        ("paragraph", "It is old."),
    ]


def test_items_have_levels_numbers_and_lead_ins() -> None:
    document = page(
        "<p>To moor:</p><ol start='3'><li>Call.<li><p>Wait for:</p><ul><li>green<li>red</ul>"
        "<p>Not amber.</p></li><li value='9'>Go.</ol><p>Done.</p>"
    )
    assert shown(document) == [
        ("paragraph", "To moor:"),
        ("item 0 #3", "Call."),
        ("item 0 #4", "Wait for:"),
        ("item 1", "green"),
        ("item 1", "red"),
        ("item 0", "Not amber."),
        ("item 0 #9", "Go."),
        ("paragraph", "Done."),
    ]
    led = leads(document)
    assert (led["Go."], led["red"]) == ("To moor:", "Wait for:")
    assert (led["Not amber."], led["Done."]) == ("Wait for:", None)


@pytest.mark.parametrize(
    "header",
    [
        "<thead><tr><td>Boat<td>Where</thead>",
        "<tr><th>Boat<th>Where</tr>",
        "<caption>Fees</caption><tr><th colspan=2>All</th></tr><tr><th>Boat<th>Where</tr>",
    ],
)
def test_rows_are_read_with_the_header(header: str) -> None:
    document = page(f"<table>{header}<tr><td>Raft<td>north quay</tr></table>")
    assert shown(document)[-2:] == [("header", "Boat | Where"), ("row", "Raft | north quay")]
    assert leads(document)["Raft | north quay"] == "Boat | Where"


def test_a_first_row_without_numbers_above_numbers_is_a_header() -> None:
    table = "<table><tr><td>Boat<td>Fee<tr><td>Raft<td>£3</table>"
    assert [kind for kind, _ in shown(page(table))] == ["header", "row"]


def test_empty_and_wide_cells_keep_the_columns_in_line() -> None:
    document = page(
        "<table><tr><th><th>Sat<th>Sun<tr><th rowspan=2>Pool<td colspan=2>open<td>all day"
        "<tr><td><td>closed<tr><th>Shed<td><td>9 to 5<tr><td><td></table>"
    )
    assert shown(document) == [
        ("header", "| | Sat | Sun"),
        ("row", "Pool | open | | all day"),
        ("row", "| | | closed"),
        ("row", "Shed | | 9 to 5"),
    ]


def test_a_first_row_in_bold_is_a_header() -> None:
    table = "<table><tr><td><b>Boat</b><td><b>Where</b><tr><td>Raft<td>north quay</table>"
    assert [kind for kind, _ in shown(page(table))] == ["header", "row"]


def test_a_button_that_asks_unfolds_its_answer_and_another_is_no_text() -> None:
    document = page(
        "<button aria-controls='menu'>Menu</button><p>Boats of all sizes may moor at the quay.</p>"
        "<button aria-controls='a1'>May I moor?</button><div id='a1' hidden>For two nights.</div>"
        "<h3><button aria-controls='a2'>Fees</button></h3><div id='a2' aria-hidden='true'>None.</div>"
    )
    assert shown(document) == [
        ("paragraph", "Boats of all sizes may moor at the quay."),
        ("question", "May I moor?"),
        ("paragraph", "For two nights."),
        ("heading", "Fees"),
        ("paragraph", "None."),
    ]


def test_a_caption_is_a_paragraph_and_rows_with_their_own_names_are_rows() -> None:
    document = page("<table><caption>Us</caption><tr><th>Chair<td>Ada<tr><th>Bank<td>No. 4</table>")
    assert [kind for kind, _ in shown(document)] == ["paragraph", "row", "row"]


def test_what_is_folded_away_answers_its_summary_and_nothing_else_does() -> None:
    document = page(
        "<details><summary>May I moor?</summary><p>For two nights:</p><ul><li>north</ul></details>"
        "<details><summary>Fees</summary>Three pounds.</details><p>Ask us.</p>"
    )
    assert shown(document)[0] == ("question", "May I moor?")
    assert leads(document) == {
        "May I moor?": None,
        "For two nights:": "May I moor?",
        "north": "For two nights:",
        "Fees": None,
        "Three pounds.": "Fees",
        "Ask us.": None,
    }


def test_what_is_explained_is_read_with_its_word() -> None:
    document = page(
        "<dl><dt>Mole<dd>A wall.<dt>How deep?<dd>Very.<dd>Two metres.</dl><p>That is all.</p>"
    )
    assert [kind for kind, _ in shown(document)].count("question") == 1
    assert leads(document) == {
        "Mole": None, "A wall.": "Mole", "How deep?": None, "Very.": "How deep?",
        "Two metres.": "How deep?", "That is all.": None,
    }  # fmt: skip


def test_a_question_above_its_answer_is_one_and_one_above_a_heading_is_none() -> None:
    document = page(
        "<p><b>Is it deep?</b><br>Very.</p><p>Anything else?</p><h2>Fees</h2><p>None.</p>"
    )
    assert [kind for kind, _ in shown(document)] == [
        "question", "paragraph", "paragraph", "heading", "paragraph",
    ]  # fmt: skip


def test_code_keeps_its_lines_and_is_read_with_what_introduces_it() -> None:
    document = page("<p>Ask the tide:</p><pre>tide --now\n  --here\n\nbye</pre>")
    assert shown(document)[1] == ("code", "tide --now\n  --here\n\nbye")
    assert leads(document)["tide --now\n  --here\n\nbye"] == "Ask the tide:"
