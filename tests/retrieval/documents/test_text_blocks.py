"""What a reader sees in a plain text: paragraphs, lists, tables, headings, questions, code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents.loaders import parse
from retrieval.documents.text_blocks import text_blocks
from retrieval.types import Document, Span

from .shown import check_blocks, leads, shown

LONG = "The rowing club keeps its boats in the shed by the lower lock, where the key hangs too."


def text(content: str) -> Document:
    return parse("a.txt", content.encode())


def test_a_blank_line_ends_a_paragraph_and_a_wrapped_line_does_not() -> None:
    wrapped = (
        "The shed is opened at eight in the morning by whoever is first\n"
        "and locked by whoever is last. The key hangs behind the door of\n"
        "the boatman's office."
    )
    assert shown(text(f"{wrapped}\n\n{LONG}\n")) == [("paragraph", wrapped), ("paragraph", LONG)]


def test_a_line_that_ends_early_with_a_stop_ends_its_paragraph() -> None:
    first = (
        "The shed is opened at eight in the morning by whoever is first\nand locked by the last."
    )
    second = "Guests sign the book that lies on the table in the boat shed now."
    assert shown(text(f"{first}\n{second}\n")) == [("paragraph", first), ("paragraph", second)]


def test_lines_without_wrapping_are_a_paragraph_each() -> None:
    longer = f"{LONG} {LONG}"
    assert shown(text(f"{longer}\n{LONG}\n")) == [("paragraph", longer), ("paragraph", LONG)]


def test_lines_that_name_what_they_say_stand_apart() -> None:
    assert [kind for kind, _ in shown(text("Place: the boat shed\nStart: 19:00\n"))] == [
        "paragraph",
        "paragraph",
    ]


def test_a_list_is_read_with_its_lead_in() -> None:
    document = text("Bring these:\n- a towel\n- dry shoes,\n  two pairs\n\nThank you all.\n")
    assert shown(document) == [
        ("paragraph", "Bring these:"),
        ("item 0", "- a towel"),
        ("item 0", "- dry shoes,\n  two pairs"),
        ("paragraph", "Thank you all."),
    ]
    assert leads(document) == {
        "Bring these:": None,
        "- a towel": "Bring these:",
        "- dry shoes,\n  two pairs": "Bring these:",
        "Thank you all.": None,
    }


def test_numbered_items_have_numbers_and_nested_ones_the_item_above() -> None:
    document = text(
        "To row out, do this:\n\n"
        "1. Check the boat:\n   a) the rudder\n   b) the seats\n"
        "2) Sign the book.\n\n   Use a pen.\n\n3. Go.\n"
    )
    assert shown(document)[1:] == [
        ("item 0 #1", "1. Check the boat:"),
        ("item 1", "a) the rudder"),
        ("item 1", "b) the seats"),
        ("item 0 #2", "2) Sign the book."),
        ("item 0", "Use a pen."),
        ("item 0 #3", "3. Go."),
    ]
    led = leads(document)
    assert led["b) the seats"] == "1. Check the boat:"
    assert led["Use a pen."] == "2) Sign the book."
    assert led["3. Go."] == "To row out, do this:"


def test_bullets_below_a_number_that_announces_them_are_read_with_it() -> None:
    document = text("1. Check the boat:\n- the rudder\n- the seats\n2. Go.\n")
    assert leads(document)["- the seats"] == "1. Check the boat:"
    assert leads(document)["2. Go."] is None


def test_a_list_that_a_note_interrupts_keeps_its_lead_in() -> None:
    note = "Note that in winter the lower lock is closed for boats. Ask first."
    document = text(f"To row out:\n\n1. Sign.\n2. Wait.\n\n{note}\n\n3. Go.\n")
    assert leads(document)["3. Go."] == "To row out:"


def test_initials_and_numbers_in_running_text_begin_no_item() -> None:
    wrapped = (
        "The race was won by the boat of our member, who is called like\n"
        "A. Miller the elder, and after him came the eight that had won\n"
        "12. It was a good day."
    )
    assert [kind for kind, _ in shown(text(wrapped))] == ["paragraph"]
    assert [kind for kind, _ in shown(text(f"A. Miller is our treasurer. {LONG}"))] == ["paragraph"]


TABLE = """Boat         Seats   Fee
Skiff        1       £4
Double       2       £6
Old eight            free
"""


@pytest.mark.parametrize(
    "table",
    [
        TABLE,
        "Boat\tSeats\tFee\nSkiff\t1\t£4\nDouble\t2\t£6\nOld eight\t8\tfree\n",
        "Boat | Seats | Fee\nSkiff | 1 | £4\nDouble | 2 | £6\nOld eight | 8 | free\n",
        "Boat   Seats  Fee\n-----------------\nSkiff  one    £4\nPair   two    £6\nEight  all    £8\n",
    ],
)
def test_rows_are_read_with_their_header(table: str) -> None:
    document = text(f"What a boat costs:\n\n{table}\n{LONG}\n")
    assert [kind for kind, _ in shown(document)] == [
        "paragraph", "header", "row", "row", "row", "paragraph",
    ]  # fmt: skip
    header = shown(document)[1][1]
    assert header.startswith("Boat")
    assert list(leads(document).values())[1:5] == ["What a boat costs:", header, header, header]


def test_a_table_of_names_and_values_has_no_header() -> None:
    document = text("Monday      closed\nTuesday     nine to five\nFriday      closed\n")
    assert [kind for kind, _ in shown(document)] == ["row"] * 3


def test_a_cell_that_goes_on_below_stays_in_its_row() -> None:
    document = text(
        "Boat      Who       Fee\nSkiff     members   £4\n          only\nDouble    all       £6\n"
    )
    assert [words.split()[0] for _, words in shown(document)] == ["Boat", "Skiff", "Double"]


def test_two_spaces_after_a_sentence_make_no_table() -> None:
    prose = "It is late.  We go home now, all of us.\nIt is late.  They went home, the others.\n"
    assert "row" not in {kind for kind, _ in shown(text(prose))}


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("BOAT SHED RULES", "BOAT SHED RULES"),
        ("Boat shed rules\n===============", "Boat shed rules"),
        ("Boats, oars\n-----------\n", "Boats, oars"),
        ("3. Finances", "3. Finances"),
        ("2.1 The shed\n", "2.1 The shed"),
        ("Section 4: Guests", "Section 4: Guests"),
        ("§ 4 Guests", "§ 4 Guests"),
        ("Opening hours\n", "Opening hours"),
        ("Opening hours", "Opening hours"),
        ("Parking:\n", "Parking"),
        ("## Parking\n", "Parking"),
    ],
)
def test_a_line_that_is_clearly_a_heading_is_one(line: str, title: str) -> None:
    document = text(f"{LONG}\n\n{line}\n{LONG}\n")
    assert shown(document) == [
        ("paragraph", LONG), ("heading", line.rstrip("\n")), ("paragraph", LONG),
    ]  # fmt: skip
    assert [(each.start, each.title) for each in document.headings] == [(len(LONG) + 2, title)]


@pytest.mark.parametrize(
    "line",
    [
        "We row.",
        "Dear members",
        "we row at nine",
        "The shed, the lock",
        "12 May 2026",
        "Yours, Ada\nThe boatman",
        "1. Sign the book\n2. Wait for the green light",
        "It is a line that is by far too long to be a heading without a mark",
    ],
)
def test_what_is_not_clearly_a_heading_is_none(line: str) -> None:
    assert not text(f"{LONG}\n\n{line}\n\n{LONG}\n").headings


def test_headings_have_levels_by_their_look() -> None:
    document = text(
        f"ROWING CLUB\n\n{LONG}\n\n1. Boats\n{LONG}\n\n1.1 Skiffs\n{LONG}\n\n2. Oars\n{LONG}\n"
    )
    assert [(each.level, each.title) for each in document.headings] == [
        (1, "ROWING CLUB"), (2, "1. Boats"), (3, "1.1 Skiffs"), (2, "2. Oars"),
    ]  # fmt: skip


def test_questions_lead_their_answers() -> None:
    document = text(
        "Q: May I bring a guest?\nA: Yes. Guests sign the book.\n\nThey pay nothing.\n\n"
        "Q: Where is the key?\nA: In the office.\n\nOTHER THINGS\n\nAsk the boatman.\n"
    )
    assert [kind for kind, _ in shown(document)] == [
        "question", "paragraph", "paragraph", "question", "paragraph", "heading", "paragraph",
    ]  # fmt: skip
    assert leads(document) == {
        "Q: May I bring a guest?": None,
        "A: Yes. Guests sign the book.": "Q: May I bring a guest?",
        "They pay nothing.": "Q: May I bring a guest?",
        "Q: Where is the key?": None,
        "A: In the office.": "Q: Where is the key?",
        "OTHER THINGS": None,
        "Ask the boatman.": None,
    }


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_question_that_stands_alone_leads_what_follows(gap: str) -> None:
    document = text(f"May I bring a guest?{gap}Yes, you may. Guests sign the book.\n")
    assert shown(document)[0] == ("question", "May I bring a guest?")
    assert list(leads(document).values()) == [None, "May I bring a guest?"]


def test_a_question_within_running_text_is_no_block_of_its_own() -> None:
    wrapped = (
        "Nobody had ever asked the boatman where he had found his key?\n"
        "Perhaps nobody dared, for he was a man of few words, they say."
    )
    assert [kind for kind, _ in shown(text(wrapped))] == ["paragraph"]
    assert [kind for kind, _ in shown(text(f"{LONG}\n\n“Who has it?”\n\n{LONG}"))] == [
        "paragraph"
    ] * 3


def test_short_lines_are_not_wrapped_so_that_a_question_ends_with_its_line() -> None:
    document = text("2) How much is it?\nSingle: 20 a month\nFamily: 35 a month\n")
    assert [kind for kind, _ in shown(document)] == ["question", "paragraph", "paragraph"]


def test_a_rule_that_is_drawn_with_stars_is_no_item() -> None:
    assert [kind for kind, _ in shown(text("- one\n- two\n\n* * *\n\nBye.\n"))][2] == "paragraph"


def test_a_question_in_a_speech_is_none_that_the_rest_of_it_answers() -> None:
    speech = "\n\n".join(["What have we won?", *[LONG] * 20])
    assert {kind for kind, _ in shown(text(speech))} == {"paragraph"}
    marked = "\n\n".join(["Q: What have we won?", *[LONG] * 20])
    assert shown(text(marked))[0] == ("question", "Q: What have we won?")


def test_code_is_read_with_what_introduces_it() -> None:
    document = text(
        "Run this:\n\n```\nnet up\n\nnet show\n```\n\nOr this:\n\n    $ net up\n    $ net show\n"
    )
    assert shown(document) == [
        ("paragraph", "Run this:"),
        ("code", "```\nnet up\n\nnet show\n```"),
        ("paragraph", "Or this:"),
        ("code", "$ net up\n    $ net show"),
    ]
    assert list(leads(document).values()) == [None, "Run this:", None, "Or this:"]


PIECES = st.lists(
    st.sampled_from(
        ["Word", "word,", "end.", "So?", "Q: ", "A: ", "CAPS", "\n", "\n", "\n\n", "\r\n", "   ",
         "1. ", "2) ", "a) ", "- ", "* ", "===", "---", "```", "|", "\t", "# ", "£4", "x" * 150,
         "\x0c", "\u2028", "> ", "<p>", "{% a %}", "    x = 1"]
    ),
    max_size=80,
).map("".join)  # fmt: skip


@given(PIECES | st.text(max_size=300), st.data())
def test_blocks_are_in_order_apart_and_cover_the_body(content: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(content)))
    body = Span(begin, data.draw(st.integers(begin, len(content))))
    blocks, headings = text_blocks(content, body)
    check_blocks(Document("a.txt", content, body, headings=headings, blocks=blocks))


@pytest.mark.parametrize(
    "piece",
    ["- ", "```\n", "~~~\na\n", "1. a\n", "a | b\n", "a  b\n", "  a  b\n", "Who?\n", "Who?\n\n", "a\n",
     "A. b\n", "= ", "=-", "a:\n", "    x = 1\n", "Q: a\n", "A" * 9 + "\n", "|", "\t", ". . ", "...."],
)  # fmt: skip
def test_a_long_hostile_text_is_read_to_its_end(piece: str) -> None:
    # A pass that is not linear in its length would take minutes.
    content = piece * (200_000 // len(piece))
    body = Span(0, len(content))
    blocks, headings = text_blocks(content, body)
    check_blocks(Document("a.txt", content, body, headings=headings, blocks=blocks))
