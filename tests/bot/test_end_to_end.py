"""The whole way: a question in Discord, answered by the real library from a folder of documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from retrieval import Library, Settings
from tests.bot import wire

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.bot.conftest import World

HANDBOOK = """---
title: The town library
url: https://library.example/handbook
---
# Opening hours

The library opens at nine in the morning. It closes at eight in the evening.

# Fees

A lost book costs twenty euros. Late returns are free of charge for children.
"""


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """The real one, on one document."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "handbook.md").write_text(HANDBOOK, encoding="utf-8")
    values: dict[str, Any] = {
        "corpus": folder,
        "data": tmp_path / "index",
        "chat_model": "none",
        "_env_file": None,
    }
    with Library.open(Settings(**values)) as opened:
        opened.reindex()
        yield opened


async def test_a_question_is_answered_and_its_source_opened(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question="When does the library close?")

    text = world.text(result.response)
    assert "It closes at eight in the evening." in text
    assert "[The town library](<https://library.example/handbook>) · Opening hours" in text
    assert "Opening hours" in text

    assert result.response is not None
    [number] = re.findall(r"It closes at eight in the evening\. \[(\d)\]", text)
    source = next(
        block
        for block in world.raw(result.response).components
        if block["type"] == 9 and wire.texts([block]).startswith(f"**[{number}]**")
    )
    shown = await world.alice.click(result.response, custom_id=source["accessory"]["custom_id"])
    assert re.search(r"\*\*[^*]*It closes at eight in the evening.\*\*", world.text(shown.response))
    assert "A lost book costs twenty euros." in world.text(shown.response)


async def test_what_the_documents_do_not_answer_is_refused(world: World) -> None:
    result = await world.alice.slash(
        world.channel, "ask", question="Which team won the football championship in 1998?"
    )

    assert "The documents do not answer this question." in world.text(result.response)
