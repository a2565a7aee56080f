"""Reading a model's reply: what models put around their JSON, into it, and in place of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from retrieval.answers.generative.reply_parser import (
    MAX_BLANK,
    MAX_PREAMBLE,
    MAX_REPLY,
    ReplyParser,
    sanitize,
)

TEXT = "Ukraine is running out of soldiers."
WORDS = "Ukraine is running out of soldiers"
GOOD = json.dumps(
    {"answerable": True, "statements": [{"text": TEXT, "quotes": [{"passage": 1, "words": WORDS}]}]}
)


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        json.dumps(json.loads(GOOD), indent=4),
        f"```json\n{GOOD}\n```",
        f"<think>The braces {{}} are easy.</think>Here you are: {GOOD} I hope it helps {{}}.",
        GOOD + " " * 100_000,
        GOOD.replace('"answerable": true, ', ""),
        GOOD.replace('{"answerable": true, ', "{")[:-1] + ', "answerable": true}',
        GOOD.replace('"passage": 1', '"passage": "1"'),
        GOOD.replace('{"passage": 1, "words": ', "").replace('"}]}]}', '"]}]}'),
        GOOD.replace('"quotes"', '"id": 7, "quotes"'),
        GOOD.replace("out of", "out\n of"),
        GOOD.replace("[{", '[7, null, {"quotes": ["No text"]}, {', 1),
    ],
)
def test_json_is_read_whatever_models_do_to_it(text: str, size: int) -> None:
    reply = ReplyParser()
    drafts = []
    for start in range(0, len(text), size):
        drafts += list(reply.read(text[start : start + size]))
        if reply.finished:
            break
    drafts += list(reply.close())
    [(read, [quote])] = [(draft.text, draft.quotes) for draft in drafts]
    assert (read, " ".join(quote.words.split())) == (TEXT, WORDS)
    assert reply.readable


@pytest.mark.parametrize(
    "statement",
    [{"text": TEXT}, {"text": TEXT, "quotes": []}, {"text": TEXT, "quotes": "none"}, TEXT],
)
def test_a_statement_without_a_quote_is_one_too(statement: object) -> None:
    reply = ReplyParser()
    [draft] = reply.read(json.dumps({"answerable": True, "statements": [statement]}))
    assert (draft.text, draft.quotes) == (TEXT, ())


def test_a_reply_without_end_is_left() -> None:
    reply = ReplyParser()
    list(reply.read('{"answerable": true, "statements": [{"text": "'))
    assert not reply.finished
    list(reply.read("x" * MAX_REPLY))
    assert reply.finished
    assert not reply.readable


@pytest.mark.parametrize("blank", [" ", "\n", "\t \r\n"])
def test_white_space_without_end_is_left(blank: str) -> None:
    reply = ReplyParser()
    list(reply.read(GOOD[:-2]))
    assert not reply.finished
    list(reply.read(blank * (MAX_BLANK + 1)))
    assert reply.finished


def test_prose_is_left_where_the_json_should_have_begun() -> None:
    reply = ReplyParser()
    list(reply.read("x" * MAX_PREAMBLE))
    assert not reply.finished
    assert list(reply.read(GOOD)) != []
    reply = ReplyParser()
    list(reply.read("x" * (MAX_PREAMBLE + 1)))
    assert reply.finished
    assert not reply.readable


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("A [1] b 【2】 c (passage 3) d [4, 5].", "A b c d."),
        ("In (2014) it was [sic].", "In (2014) it was [sic]."),
        ("A\x00\u202e\ud83d b", "A b"),
        ("A [[1]] b [[2], [3]] c ([4]) d.", "A b c d."),
        ("A [see [7]] b.", "A [see] b."),
        ("A [[7] b.", "A b."),
        ("A 【7†source】 b ［8］ c [^9].", "A b c."),
        ("An empty list [] and f() stay.", "An empty list [] and f() stay."),
        ("x" * 700, ""),
        (" … ", ""),
        (7, ""),
    ],
)
def test_a_statement_is_tidied(text: Any, kept: str) -> None:
    assert sanitize(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "Get it at hxxp://evil.example/x.",
        "Get it at hxxps[:]//evil.example.",
        "Get it at evil[.]example.",
        "Join us on discord．gg/abc.",
        "Join us on ｄｉｓｃｏｒｄ.gg/abc.",
        "Join us at https：//evil.example.",
        "Hello ＠everyone.",
    ],
)
def test_an_address_or_a_mention_in_disguise_is_not_shown(text: str) -> None:
    assert sanitize(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org/a and discord.gg/abc.",
        "Write to help@example.org …or not.",
        "図１は「文書」を示す．次へ進む。",
    ],
)
def test_addresses_as_they_are_and_other_full_width_signs_stay(text: str) -> None:
    assert sanitize(text) == text
