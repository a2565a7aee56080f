"""Misspelt words of a question are mended by the words of the index, and by nothing else."""

from __future__ import annotations

import pytest

from retrieval.search.spelling import mend

STEMS = {"locker": 4, "membership": 9, "committe": 3, "meet": 6, "notic": 2, "refund": 1, "paus": 1}


def mended(question: str) -> str:
    """Mend a question by `STEMS`; it knows them and a few English words."""
    return mend(
        question,
        lambda first, shortest, longest: {
            stem: count
            for stem, count in STEMS.items()
            if stem[0] == first and shortest <= len(stem) <= longest
        },
        lambda word: word.lower() in {"small", "wear", "helmet", "lunch", "the", *STEMS},
    )


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("how mutch is a lockr", "how much is a locker"),
        ("cancel my membrship", "cancel my membership"),
        ("Comitee meating", "committee meeting"),
        ("teh notise", "the notice"),
        ("get it refundet?", "get it refunded?"),
        ("can i pasue", "can i pause"),
    ],
)
def test_a_slip_is_mended(asked: str, meant: str) -> None:
    assert mended(asked) == meant


@pytest.mark.parametrize(
    "question",
    [
        "a small locker",
        "do I wear a helmet at lunch",  # words that the index need not hold
        "on B12 at 10:30",
        "xyzzy",
        "",
        "Größe der Schränke",
    ],
)
def test_what_is_no_slip_or_near_to_nothing_stays(question: str) -> None:
    assert mended(question) == question
