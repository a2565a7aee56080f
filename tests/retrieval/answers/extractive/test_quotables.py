"""What an answer may quote, and what it is read with."""

from __future__ import annotations

from retrieval.answers.extractive.quotables import (
    MAX_QUOTABLES,
    Quotable,
    quotables,
    row_in_words,
)
from tests.search_results import found_in

HANDBOOK = """\
# Boat house

## Is there parking?

Yes. There are four bays behind the shed. Do not block the slipway.

## Fees

Fees are due in May.

| Member | Per year | Guests |
|--------|----------|--------|
| Junior | £40      | none   |
| Senior | £90      | 2      |

## Before you row

Do this each time:

1. Sign the log book.
2. Check the hull.
   - Look for cracks below the waterline.

```
oar --check
```
"""


def of(text: str, path: str = "boats.md") -> list[Quotable]:
    found = found_in({path: text})
    return quotables(found.passages, found.documents)


def texts(text: str) -> list[str]:
    return [quotable.shown for quotable in of(text)]


def test_sentences_items_rows_and_code_can_be_quoted_and_headings_and_header_rows_cannot() -> None:
    assert texts(HANDBOOK) == [
        "Yes. There are four bays behind the shed.",
        "Do not block the slipway.",
        "Fees are due in May.",
        "Junior: Per year £40, Guests none",
        "Senior: Per year £90, Guests 2",
        "Do this each time:",
        "1. Sign the log book.",
        "2. Check the hull.",
        "- Look for cracks below the waterline.",
        "```\noar --check\n```",
    ]


def test_a_quotable_is_its_documents_own_text() -> None:
    for quotable in of(HANDBOOK):
        assert HANDBOOK[quotable.span.start : quotable.span.end] == quotable.text


def test_a_quotable_knows_what_it_is_read_with() -> None:
    found = {quotable.shown: quotable for quotable in of(HANDBOOK)}
    bays = found["Yes. There are four bays behind the shed."]
    assert (bays.heading, bays.above, bays.position) == (
        "Is there parking?",
        "Boat house Boat house",
        0,
    )
    assert found["Senior: Per year £90, Guests 2"].lead.startswith("| Member | Per year")
    assert found["1. Sign the log book."].lead == "Do this each time:"
    assert found["1. Sign the log book."].block.number == 1
    nested = found["- Look for cracks below the waterline."]
    assert nested.lead.splitlines() == ["2. Check the hull.", "Do this each time:"]


def test_the_label_of_a_row_or_an_item_is_what_it_is_about() -> None:
    labels = [
        quotable.label for quotable in of("- **Cox** – steers the boat.\n- Bow: the front.\n")
    ]
    assert labels == ["Cox", "Bow"]
    assert {"Junior", "Senior"} <= {quotable.label for quotable in of(HANDBOOK)}


def test_an_item_that_is_only_a_link_says_nothing_itself() -> None:
    links = of("- [Fees](#fees)\n- See [the log](#log) first.\n")
    assert [quotable.is_link for quotable in links] == [True, False]


def test_a_row_without_a_header_is_its_cells() -> None:
    assert row_in_words([], ["Junior", "", "£40"]) == "Junior, £40"
    assert row_in_words(["", "Price"], ["Junior", "£40"]) == "Junior: Price £40"


def test_of_very_much_text_only_the_best_chunks_are_read() -> None:
    long = "\n\n".join(f"This is paragraph number {number} of many." for number in range(300))
    assert len(of(long)) == MAX_QUOTABLES
