"""What was not answered, in Discord's words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.gaps.gap_list import ClosestDocument, Gap, GapList, QuotedAnswer, StaleDocument
from bot.replies import paging
from bot.replies.blocks import Text
from bot.replies.gap_pages import GAPS_PER_PAGE, check_line, digest_page, gap_pages, gap_text
from bot.services.gap_finding import GapCheck
from bot.state.gap_records import Activity

GAP = Gap(
    id="00000000a1",
    question="How much is the fee?",
    typical=1,
    answers=(1, 2, 3),
    askers=2,
    first=0.0,
    last=86_400.0,
    refused=2,
    not_helpful=1,
    reasons=("out of date",),
    closest=(
        ClosestDocument("fees.md", "Fees", 3, gone=False),
        ClosestDocument("a.md", None, 1, gone=True),
    ),
    cited=frozenset(),
    done=False,
)


def test_a_gap_says_how_often_it_was_asked_and_what_came_close() -> None:
    assert gap_text(GAP).split("\n") == [
        "**How much is the fee?**",
        "asked 3 times by 2 people · 2 refused · 1 not helpful · <t:0:d> – <t:86400:d>",
        "-# Reasons: “out of date”",
        "-# Closest: Fees (3), a.md (1, gone)",
    ]


def test_one_that_is_answered_now_says_where() -> None:
    now = QuotedAnswer("fees.md", "The fee is *12* pounds.", line=3)
    text = gap_text(replace(GAP, answered_now=now))
    assert "✅ Answered now: fees.md, line 3: “The fee is \\*12\\* pounds.”" in text


def test_what_members_wrote_pings_links_and_heads_nothing() -> None:
    nasty = "# @everyone <@1> [x](https://evil.example) **bold**\n> quote"
    text = gap_text(replace(GAP, question=nasty, reasons=(nasty,)))
    assert "@everyone" not in text
    assert "<@1>" not in text
    assert "](https" not in text
    assert "\n>" not in text


def test_pages_fit_into_a_message_however_long_everything_is() -> None:
    long = "*_" * 500
    closest = tuple(ClosestDocument(long, None, 1, gone=True) for _ in range(5))
    gaps = tuple(
        replace(GAP, question=long, reasons=(long,) * 9, closest=closest) for _ in range(11)
    )
    stale = tuple(StaleDocument(long, 3, "gone") for _ in range(40))
    pages = gap_pages(GapList(gaps, 2, stale))
    assert [len(page.entries) for page in pages] == [GAPS_PER_PAGE, GAPS_PER_PAGE, 1, 0]
    for page in pages:
        words = page.heading + page.below + "".join(each.text for each in page.entries)
        assert paging.size(words) <= paging.TEXT_LIMIT


def test_nothing_is_said_to_be_nothing() -> None:
    [page] = gap_pages(GapList(without_words=2))
    assert page.heading.startswith("### 0 questions without an answer\n-# And 2 that were private")
    assert page.below.startswith("Nothing is listed")


@pytest.mark.parametrize(
    ("answered", "checked", "line"),
    [
        (0, 12, ""),
        (3, 12, "3 of 12 gaps are answered now: /gaps"),
        (1, 1, "1 of 1 gap is answered now: /gaps"),
    ],
)
def test_a_reindex_says_how_many_are_answered(answered: int, checked: int, line: str) -> None:
    assert check_line(GapCheck(answered, checked)) == line


def test_the_digest_counts_and_lists_the_biggest() -> None:
    [block] = digest_page(GapList((GAP,) * 7), Activity(20, 17, 3, 1))
    assert isinstance(block, Text)
    assert (
        "Since the last digest: 20 questions, 17 answers, 3 refusals, 1 not helpful." in block.text
    )
    assert block.text.count("- **How much is the fee?** · asked 3 times") == 5
    assert "- and 2 more" in block.text
