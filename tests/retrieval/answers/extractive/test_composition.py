"""How much is quoted of what was chosen."""

from __future__ import annotations

import numpy as np

from retrieval.answers.extractive.composition import LONGEST_LIST, Composer, Quotation, readable
from retrieval.answers.extractive.quotables import quotables
from tests.search_results import found_in


def quoted(
    text: str,
    words: str,
    scores: dict[str, float] | None = None,
    asked_above: bool = False,
    wants_list: bool = False,
) -> Quotation:
    """Quote for the quotable that holds `words`; others score 9 less unless `scores` tells."""
    found = found_in({"notes.md": text})
    chosen_from = quotables(found.passages, found.documents)
    chosen = next(i for i, each in enumerate(chosen_from) if words in each.text)
    values = np.full(len(chosen_from), -9.0, np.float32)
    values[chosen] = 0
    for said, score in (scores or {}).items():
        values[next(i for i, each in enumerate(chosen_from) if said in each.text)] = score
    composer = Composer(
        chosen_from, values, [asked_above] * len(chosen_from), wants_list=wants_list
    )
    quotation = composer.quotation(chosen, found.passages[0].blocks, text)
    assert text[quotation.span.start : quotation.span.end].strip()
    return quotation


FERRY = (
    "The ferry sails at noon. It takes an hour. Tickets are sold on board. Dogs must wear a lead. "
    "Bicycles are stowed below deck. Children travel free with one of their parents. The bar on the "
    "upper deck sells tea, coffee and sandwiches. Cars drive on from the northern pier."
)


def test_one_sentence_is_quoted_alone() -> None:
    assert quoted(FERRY, "Dogs").text == "Dogs must wear a lead."


def test_a_sentence_is_quoted_with_what_it_depends_on_or_what_depends_on_it() -> None:
    assert quoted(FERRY, "It takes").text == "The ferry sails at noon. It takes an hour."
    assert quoted(FERRY, "at noon").text == "The ferry sails at noon. It takes an hour."


def test_a_sentence_beside_it_that_answers_nearly_as_well_is_quoted_along() -> None:
    text = quoted(FERRY, "Dogs", scores={"Tickets": -1.5, "Bicycles": -5}).text
    assert text == "Tickets are sold on board. Dogs must wear a lead."


def test_below_a_heading_that_asks_the_same_the_whole_short_paragraph_is_the_answer() -> None:
    assert quoted(FERRY, "Dogs", asked_above=True).text == FERRY


def test_of_a_paragraph_of_a_few_words_nothing_is_left_out() -> None:
    text = "The bar sells tea. Coffee is sold out."
    assert quoted(text, "tea").text == text


def test_yes_stays_with_what_explains_it() -> None:
    text = "## May I smoke?\n\nNo. The deck is dry timber.\n"
    assert quoted(text, "timber").text == "No. The deck is dry timber."


STEPS = "To moor:\n\n1. Slow down.\n2. Throw the line.\n3. Make it fast.\n"


def test_a_list_is_quoted_whole_where_a_list_or_a_procedure_is_asked_for() -> None:
    whole = "To moor:\n1. Slow down.\n2. Throw the line.\n3. Make it fast."
    assert quoted(STEPS, "Throw", wants_list=True).text == whole
    assert quoted(STEPS, "To moor", wants_list=True).text == whole


def test_one_item_is_quoted_alone_and_read_behind_its_lead_in() -> None:
    quotation = quoted(STEPS, "Throw")
    assert STEPS[quotation.span.start : quotation.span.end] == "2. Throw the line."
    assert quotation.text == "To moor:\n2. Throw the line."


def test_of_a_list_that_is_too_long_the_item_alone_is_quoted() -> None:
    items = "".join(
        f"- Item {number} of the inventory of the boat house.\n" for number in range(60)
    )
    text = quoted("We own:\n\n" + items, "Item 55 ", wants_list=True).text
    assert "Item 55 " in text
    assert len(text) < 100
    first = quoted("We own:\n\n" + items, "Item 2 ", wants_list=True).text
    assert first.startswith("We own:\n- Item 0")
    assert len(first) <= LONGEST_LIST


def test_a_nested_item_is_quoted_with_the_item_that_it_belongs_to() -> None:
    text = "- Harbour North\n  - Deep water.\n- Harbour South\n  - Fuel pump.\n"
    assert quoted(text, "Fuel").text == "- Harbour South\n- Fuel pump."


def test_a_lead_in_is_quoted_with_the_code_that_it_leads_to() -> None:
    text = "Run this on board:\n\n```\nbilge --pump\n```\n"
    assert quoted(text, "Run this").text == "Run this on board:\n```\nbilge --pump\n```"
    assert quoted(text, "bilge").text == "Run this on board:\n```\nbilge --pump\n```"


def test_a_row_is_read_with_its_header_and_cited_without_it() -> None:
    text = "| Boat | Seats |\n|---|---|\n| Heron | 4 |\n| Swift | 2 |\n"
    quotation = quoted(text, "Swift")
    assert quotation.text == "Swift: Seats 2"
    assert text[quotation.span.start : quotation.span.end] == "| Swift | 2 |"


def test_a_lead_in_to_a_table_is_quoted_with_its_rows() -> None:
    text = (
        "We have these boats:\n\n| Boat | Seats |\n|---|---|\n| Heron | 4 |\n| Swift | 2 |\n\nAsk."
    )
    quotation = quoted(text, "these boats")
    assert quotation.text == "We have these boats:\nHeron: Seats 4\nSwift: Seats 2"
    assert text[quotation.span.start : quotation.span.end].endswith("| Swift | 2 |")


def test_white_space_is_folded_for_reading_but_for_the_lines_of_lists_and_code() -> None:
    assert readable("A  wrapped\n  line.") == "A wrapped line."
    assert readable("Bring:\n- a   hat\n- gloves") == "Bring:\n- a hat\n- gloves"
    assert readable("    if wet:\n        bail()") == "    if wet:\n        bail()"
