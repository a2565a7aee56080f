"""Asking by command, from the first keystroke to the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes import FakeLibrary, answer, passage, refusal

if TYPE_CHECKING:
    from tests.bot.conftest import World


async def test_an_answer_comes_with_its_sources_and_a_button_for_each(
    world: World, library: FakeLibrary
) -> None:
    library.answers.append(answer("The library closes at 8 pm.", "On Sundays it stays shut."))

    result = await world.alice.slash(world.channel, "ask", question="When does it close?")

    assert world.sent("POST", "/callback") == [{"type": 5}]
    text = world.text(result.response)
    assert "When does it close?" in text
    assert "> The library closes at 8 pm. [1]\n> On Sundays it stays shut. [2]" in text
    assert "**[1]** handbook.md · line 12 · Opening hours\n**[2]** handbook.md" in text
    assert world.buttons(result.response) == ["Show", "Show", "Helpful", "Not helpful"]
    assert library.asked == ["When does it close?"]


async def test_a_private_answer_is_for_the_asker_alone(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question="When?", private=True)

    assert result.ephemeral


async def test_a_refusal_shows_the_three_closest_passages(
    world: World, library: FakeLibrary
) -> None:
    library.answers.append(refusal(*(passage(f"Passage {n}.") for n in range(5))))

    result = await world.alice.slash(world.channel, "ask", question="Who was king?")

    text = world.text(result.response)
    assert "The documents do not answer this question." in text
    assert "Passage 2." in text
    assert "Passage 3." not in text
    assert world.buttons(result.response).count("Show") == 3


@pytest.mark.parametrize("question", ["  ", "x" * 2001])
async def test_a_question_that_cannot_be_asked_is_answered_with_what_to_do(
    world: World, library: FakeLibrary, question: str
) -> None:
    result = await world.alice.slash(world.channel, "ask", question=question)

    assert result.ephemeral
    assert library.asked == []
