"""JSON: each value with the name that leads to it, like objects as the rows of a table."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents.loaders import parse
from retrieval.errors import DocumentError
from retrieval.types import Document, Position

from ..shown import check_blocks, leads, shown


def written(value: object) -> Document:
    document = parse("a.json", json.dumps(value).encode())
    check_blocks(document)
    return document


def test_each_value_is_a_line_with_its_name() -> None:
    document = written({"pool": {"opens": 9, "lanes": {"deep": True, "count": 4.50}, "note": None}})
    assert shown(document) == [
        ("heading", "pool"),
        ("paragraph", "pool.opens: 9"),
        ("paragraph", "pool.lanes.deep: true"),
        ("paragraph", "pool.lanes.count: 4.5"),
    ]


def test_numbers_stay_as_they_are_written() -> None:
    data = b'{"fee": 4.50, "id": 123456789012345678901234567890, "big": 1e400, "none": NaN}'
    assert parse("a.json", data).text == (
        "fee: 4.50\nid: 123456789012345678901234567890\nbig: 1e400\nnone: NaN"
    )


def test_keys_of_the_outermost_object_are_headings_where_they_hold_others() -> None:
    document = written({"title": "Pool", "fees": {"raft": 3}, "tags": ["wet", "cold"]})
    assert document.title == "Pool"
    assert [(each.level, each.title) for each in document.headings] == [(1, "fees")]
    assert document.text == "title: Pool\n\nfees\n\nfees.raft: 3\ntags: wet, cold"


def test_objects_that_are_alike_are_rows_below_their_keys() -> None:
    document = written(
        {"fees": [{"boat": name, "of": {"day": fee}} for name, fee in (("Raft", 3), ("Skiff", 4))]}
    )
    assert shown(document)[1:] == [
        ("header", "boat | of.day"), ("row", "Raft | 3"), ("row", "Skiff | 4"),
    ]  # fmt: skip
    assert leads(document)["Skiff | 4"] == "boat | of.day"


def test_a_table_further_in_is_introduced_by_its_name() -> None:
    document = written({"a": {"fees": [["boat", "fee", "hour"], ["Raft", 3, 1]]}})
    assert [words for _, words in shown(document)] == [
        "a", "a.fees:", "boat | fee | hour", "Raft | 3 | 1",
    ]  # fmt: skip
    assert leads(document)["boat | fee | hour"] == "a.fees:"


def test_short_objects_that_differ_are_a_line_each() -> None:
    document = written([{"boat": "Raft", "fee": 3}, {"lane": 4}])
    assert shown(document) == [("row", "boat: Raft; fee: 3"), ("row", "lane: 4")]


def test_a_question_leads_its_answer() -> None:
    answer = "No, since the floor is wet. " * 12
    document = written([{"question": "May I run?", "answer": answer}])
    assert [kind for kind, _ in shown(document)] == ["question", "paragraph"]
    assert leads(document)[f"answer: {answer.strip()}"] == "question: May I run?"


def test_a_long_list_of_words_is_a_list() -> None:
    document = written({"rules": ["No running on the wet floor, please. " * 3, "Shower first."]})
    assert [kind for kind, _ in shown(document)] == ["heading", "item 0", "item 0"]


def test_a_text_of_paragraphs_keeps_them() -> None:
    document = written({"note": "It is cold.\n\nBring a coat."})
    assert [words for _, words in shown(document)] == ["note: It is cold.", "Bring a coat."]


def test_each_record_of_json_lines_is_a_position() -> None:
    data = b'{"boat": "Raft", "fee": 3}\r\n\r\n{"boat": "Skiff", "fee": 4}\r\n'
    document = parse("a.ndjson", data)
    assert document.text == "boat | fee\nRaft | 3\nSkiff | 4"
    assert document.positions == (
        (document.text.index("Raft"), Position(1, "row")),
        (document.text.index("Skiff"), Position(3, "row")),
    )


def test_records_that_differ_are_positions_too() -> None:
    document = parse("a.jsonl", b'{"a": {"b": ["x", {"c": 1}]}}\n{"d": 2}\n"e"\n')
    check_blocks(document)
    words = [document.text[start:].split("\n")[0] for start, _ in document.positions]
    assert words == ["x", "d: 2", "e"]


@pytest.mark.parametrize("depth", [99, 101])
def test_depth_is_bounded(depth: int) -> None:
    data = b'{"a":' * depth + b'"x"' + b"}" * depth
    if depth < 100:
        assert parse("a.json", data).text.endswith(".a.a: x")
    else:
        with pytest.raises(DocumentError, match="too deeply"):
            parse("a.json", data)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just("a\n\nb | c"),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["a", "b", "", "c d", "\n", "|"]), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(VALUES)
def test_blocks_of_any_value_keep_their_promises(value: object) -> None:
    with suppress(DocumentError):  # it may hold no text
        written(value)
