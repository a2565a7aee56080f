"""Where long answers are cut."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.replies import paging
from bot.replies.paging import Cost


def test_what_fits_is_left_alone() -> None:
    assert paging.split_text("A short answer. [1]") == ["A short answer. [1]"]
    assert paging.split_text("") == []


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("one two three.\n\nfour five", ["one two three.", "four five"]),
        ("one two three\nfour five", ["one two three", "four five"]),
        ("One two three. Four five", ["One two three.", "Four five"]),
        ("one two three four five six", ["one two three four", "five six"]),
        ("abcdefghijklmn word [1]", ["abcdefghijklmn", "word [1]"]),
        ("aaaa bbbb `code and more` c", ["aaaa bbbb", "`code and more` c"]),
        ("aaaa [a long label](<b>) c", ["aaaa", "[a long label](<b>)", "c"]),
        ("x" * 45, ["x" * 20, "x" * 20, "x" * 5]),
        (r"aaaaaaaaaaaaaaaaaaa\*b", [r"aaaaaaaaaaaaaaaaaaa", r"\*b"]),
    ],
)
def test_texts_are_cut_at_the_best_place(text: str, pieces: list[str]) -> None:
    assert paging.split_text(text, 20) == pieces


def test_a_long_code_block_is_closed_and_opened_again() -> None:
    code = "\n".join(f"line {n}" for n in range(20))

    pieces = paging.split_text(f"Before.\n```py\n{code}\n```\nAfter.", 60)

    assert len(pieces) > 2
    assert all(piece.count("```") % 2 == 0 for piece in pieces)
    assert [int(n) for n in re.findall(r"line (\d+)", "\n".join(pieces))] == list(range(20))


@pytest.mark.parametrize(
    ("code", "pieces"),
    [
        ("aa\nbb\ncc", ["aa\nbb", "cc"]),
        ("aa\nbbb\ncc", ["aa\nbbb", "cc"]),  # to the last character of what fits
        ("aa\nbbbb\ncc", ["aa", "bbbb", "cc"]),
        ("aaaaaaaaa\nb", ["aaaaaa", "aaa\nb"]),
    ],
)
def test_each_part_of_a_code_block_is_as_long_as_fits(code: str, pieces: list[str]) -> None:
    fenced = [f"```py\n{piece}\n```" for piece in pieces]
    assert paging.split_text(f"```py\n{code}\n```", 17) == fenced


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("aaaa\n\nbb\ncc dd", ["aaaa", "bb\ncc dd"]),  # a paragraph before a line
        ("aaaa bb\ncc. dd ee", ["aaaa bb", "cc. dd ee"]),  # a line before a sentence
        ("aa bb. cc dd ee", ["aa bb.", "cc dd ee"]),  # a sentence before a word
        ("aaaa bb [1][2] cc", ["aaaa", "bb [1][2] cc"]),  # no marker without its sentence
        ("x\n\nb c d e f g h i", ["x\n\nb c d e f", "g h i"]),  # not in the first half
        ("aaaa bb\n\ncc\n\ndd ee", ["aaaa bb\n\ncc", "dd ee"]),  # the last of equal places
    ],
)
def test_a_better_place_is_preferred_if_it_is_late_enough(text: str, pieces: list[str]) -> None:
    assert paging.split_text(text, 13) == pieces


def test_length_is_counted_as_discord_may_count_it() -> None:
    assert paging.size("a😀") == 3
    assert all(paging.size(piece) <= 10 for piece in paging.split_text("😀" * 30, 10))


@given(st.text(alphabet="ab `[]1().\n\\*", max_size=300), st.integers(30, 60))
def test_pieces_fit_and_lose_nothing_but_white_space(text: str, limit: int) -> None:
    pieces = paging.split_text(text, limit)

    assert all(paging.size(piece) <= limit for piece in pieces)
    if "```" not in text:
        assert "".join("".join(pieces).split()) == "".join(text.split())


def test_blocks_fill_messages_in_order() -> None:
    text, source = ("text", Cost(3000, 1)), ("source", Cost(100, 3))

    assert paging.pack([]) == []
    assert paging.pack([text, text]) == [["text"], ["text"]]
    assert [len(message) for message in paging.pack([source] * 30)] == [13, 13, 4]


def test_a_message_is_filled_to_its_limits_and_not_beyond() -> None:
    half, letter = ("half", Cost(2000, 1)), ("letter", Cost(1, 1))
    assert paging.pack([half, half]) == [["half", "half"]]
    assert paging.pack([half, half, letter]) == [["half", "half"], ["letter"]]
    assert [len(message) for message in paging.pack([letter] * 41)] == [40, 1]
