"""The check of requests itself: it must be able to fail."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot import wire

CHANNEL = "/channels/1/messages"
QUIET = {"flags": 1 << 15, "allowed_mentions": {"parse": []}}


def text(content: str) -> dict[str, Any]:
    return {"type": 10, "content": content}


def test_a_good_message_passes() -> None:
    wire.check("POST", CHANNEL, {"components": [text("Hello")], **QUIET})


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"content": "x" * 2001, "allowed_mentions": {"parse": []}}, "2,000"),
        ({"components": [text("x" * 2500), text("y" * 2500)], **QUIET}, "4,000"),
        ({"components": [text(" ")], **QUIET}, "empty"),
        (
            {"components": [{"type": 17, "components": [text("x")] * 2}] * 14, **QUIET},
            "42 components",
        ),
        ({"components": [text("x")], "flags": 1 << 15}, "may ping"),
        ({"components": [text("x")], "allowed_mentions": {"parse": []}}, "flag"),
        ({"content": "", "allowed_mentions": {"parse": []}}, "empty"),
    ],
)
def test_what_the_specification_leaves_out_is_checked(body: dict[str, Any], said: str) -> None:
    with pytest.raises(AssertionError, match=said):
        wire.check("POST", CHANNEL, body)


@pytest.mark.skipif(not wire.SPECIFICATION.exists(), reason="the specification is not here")
@pytest.mark.parametrize(
    "component",
    [
        {"type": 9, "components": [text("x")]},
        {"type": 10, "content": 5},
        {"type": 1, "components": [{"type": 2, "label": "x", "custom_id": "y" * 101, "style": 1}]},
    ],
)
def test_what_the_specification_says_is_checked(component: dict[str, Any]) -> None:
    with pytest.raises(AssertionError, match="components"):
        wire.check("POST", CHANNEL, {"components": [component], **QUIET})
