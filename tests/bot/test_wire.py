"""The check of requests itself: it must be able to fail."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bot import wire

CHANNEL = "/channels/1/messages"
COMMANDS = "/applications/1/commands"
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


def button(**fields: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "x", "custom_id": "y"} | fields


@pytest.fixture(params=["with the specification", "by our own rules"])
def specification(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Discord's own specification where it is at hand, and once without it in any case."""
    if request.param == "by our own rules":
        monkeypatch.setattr(wire, "_templates", list)


@pytest.mark.usefixtures("specification")
class TestShapes:
    @pytest.mark.parametrize(
        "component",
        [
            {"type": 9, "components": [text("x")]},
            {"type": 9, "components": [text("x")] * 4, "accessory": button()},
            {"type": 9, "components": [text("x")], "accessory": text("y")},
            {"type": 10, "content": 5},
            {"type": 10},
            {"type": 99, "content": "x"},
            {"type": 1, "components": [button(custom_id="y" * 101)]},
            {"type": 1, "components": [button(label="x" * 81)]},
            {"type": 1, "components": [button(style=7)]},
            {"type": 1, "components": [button(custom_id=str(n)) for n in range(6)]},
            {"type": 1, "components": []},
            {"type": 13, "file": {}},
        ],
    )
    def test_a_component_that_discord_would_refuse_is_refused(
        self, component: dict[str, Any]
    ) -> None:
        with pytest.raises(AssertionError, match="components"):
            wire.check("POST", CHANNEL, {"components": [component], **QUIET})

    def test_what_the_bot_sends_passes(self) -> None:
        components = [
            {"type": 9, "components": [text("x")], "accessory": button()},
            {"type": 14, "divider": True, "spacing": 1},
            {"type": 1, "components": [button(custom_id="z", emoji={"name": "👍"})]},
            {"type": 13, "file": {"url": "attachment://list.txt"}},
        ]
        wire.check("POST", CHANNEL, {"components": components, **QUIET})

    @pytest.mark.parametrize(
        "change",
        [{"name": "Ask"}, {"name": "a" * 33}, {"description": ""}, {"description": "x" * 101}],
    )
    def test_a_command_that_discord_would_refuse_is_refused(self, change: dict[str, Any]) -> None:
        command = {"type": 1, "name": "ask", "description": "Ask a question.", "options": []}
        wire.check("PUT", COMMANDS, [command])
        with pytest.raises(AssertionError, match=r"name|description"):
            wire.check("PUT", COMMANDS, [command | change])
