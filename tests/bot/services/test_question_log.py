"""The line that the log has for each question: enough to find it again, and no word of it."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest

from retrieval import Timings
from tests.fakes import FakeLibrary, answer

if TYPE_CHECKING:
    from tests.bot.conftest import World

LOGGER = "bot.services.question_log"
QUESTION = "When does the vault open?"


@pytest.fixture(autouse=True)
def informative(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="bot")


def lines(caplog: pytest.LogCaptureFixture) -> list[Any]:
    """The fields of each question's line."""
    return [vars(record)["fields"] for record in caplog.records if record.name == LOGGER]


async def test_it_tells_where_how_and_how_long(
    world: World, library: FakeLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    timings = Timings(retrieve=20.0, answer=45.5, total=65.5)
    library.answers.append(answer("It opens.", "It closes.", tokens=30, timings=timings))

    await world.alice.slash(world.channel, "ask", question=QUESTION)

    [line] = lines(caplog)
    [(stored,)] = world.bot.store.database.read("SELECT id FROM answers")
    assert line.pop("queue_ms") <= line.pop("whole_ms")
    assert len(line.pop("reference")) == 6
    assert line == {
        "outcome": "answered",
        "mode": "extractive",
        "answer_id": stored,
        "server": world.guild.id,
        "channel": world.channel.id,
        "retrieve_ms": 20.0,
        "answer_ms": 45.5,
        "tokens": 30,
        "citations": 2,
    }


@pytest.mark.settings(log_texts=True)
async def test_the_texts_are_told_where_the_settings_ask_for_them(
    world: World, library: FakeLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    library.answers.append(answer("It opens."))
    await world.alice.slash(world.channel, "ask", question=QUESTION)

    [line] = lines(caplog)
    assert line["question"] == QUESTION
    assert "It opens." in line["answer"]


@pytest.mark.settings(log_texts=True)
async def test_but_not_of_what_is_asked_privately(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.alice.slash(world.channel, "ask", question=QUESTION, private=True)

    [line] = lines(caplog)
    assert not {"question", "answer"} & line.keys()


async def test_of_what_is_asked_directly_not_even_the_channel_is_told(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    await world.alice.send_dm(QUESTION)

    [line] = lines(caplog)
    assert (line["outcome"], line["server"], line["channel"]) == ("answered", None, None)


@pytest.mark.faulty
async def test_a_failure_has_the_reference_that_its_asker_was_told(
    world: World, library: FakeLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    library.answers.append([answer("It opens.", tokens=9), ValueError("nobody foresaw it")])

    result = await world.alice.slash(world.channel, "ask", question=QUESTION)

    [line] = lines(caplog)
    assert (line["outcome"], line["mode"], line["answer_id"]) == ("failed", None, None)
    assert f"`{line['reference']}`" in world.text(result.response)
    assert f"(reference {line['reference']})" in caplog.text
