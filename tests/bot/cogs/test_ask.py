"""Asking by command, from the first keystroke to the sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval import About, Answer, DocumentOutline, Heading, Source
from tests.fakes import FakeLibrary, answer, citation, passage, refusal

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
    assert "**[1][2]** handbook.md · Opening hours" in text
    assert world.buttons(result.response) == ["Show", "Helpful", "Not helpful"]
    assert library.asked == ["When does it close?"]


async def test_a_private_answer_is_for_the_asker_alone(world: World) -> None:
    result = await world.alice.slash(world.channel, "ask", question="When?", private=True)

    assert result.ephemeral


async def test_a_refusal_is_one_sentence_with_the_closest_passages_behind_a_button(
    world: World, library: FakeLibrary
) -> None:
    library.answers.append(refusal(*(passage(f"Passage {n}.") for n in range(5))))

    result = await world.alice.slash(world.channel, "ask", question="Who was king?")

    text = world.text(result.response)
    assert text.endswith("The documents do not answer this question.")
    assert world.buttons(result.response) == ["Closest passages", "Helpful", "Not helpful"]


async def test_a_refusal_that_is_nearly_an_answer_suggests_three_passages(
    world: World, library: FakeLibrary
) -> None:
    near = refusal(*(passage(f"Passage {n}.") for n in range(5)), nearly=True)
    library.answers.append(near)

    result = await world.alice.slash(world.channel, "ask", question="Who was king?")

    text = world.text(result.response)
    assert "Passage 2." in text
    assert "Passage 3." not in text
    assert world.buttons(result.response).count("Show") == 3


async def test_what_asks_nothing_of_the_documents_gets_a_short_reply_without_buttons(
    world: World, library: FakeLibrary
) -> None:
    library.answers.append(Answer("hi", "extractive", about=About("greeting")))

    result = await world.alice.slash(world.channel, "ask", question="hi")

    assert "Hello!" in world.text(result.response)
    assert world.buttons(result.response) == []


async def test_a_document_that_is_summed_up_can_be_opened_at_its_beginning(
    world: World, library: FakeLibrary
) -> None:
    opening = citation(quote="These rules hold for all.")
    outline = DocumentOutline(opening.source, (Heading(0, 1, "Fees"),), opening)
    about = About("summary", outlines=(outline,))
    library.answers.append(Answer("summarise the rules", "extractive", about=about))

    result = await world.alice.slash(world.channel, "ask", question="summarise the rules")

    text = world.text(result.response)
    assert "**handbook.md**\n- Fees\nIt begins:\n> These rules hold for all." in text
    assert world.buttons(result.response) == ["Show"]


async def test_the_documents_are_listed_by_folder_and_title(
    world: World, library: FakeLibrary
) -> None:
    sources = (Source("a.md", "1", "Alpha"), Source("club/b.txt", "2"))
    about = About("documents", sources=sources)
    library.answers.append(Answer("which documents", "extractive", about=about))

    result = await world.alice.slash(world.channel, "ask", question="which documents")

    text = world.text(result.response)
    assert "I answer from 2 documents:\n- Alpha\n**club**\n- club/b.txt" in text


@pytest.mark.parametrize("question", ["  ", "x" * 2001])
async def test_a_question_that_cannot_be_asked_is_answered_with_what_to_do(
    world: World, library: FakeLibrary, question: str
) -> None:
    result = await world.alice.slash(world.channel, "ask", question=question)

    assert result.ephemeral
    assert library.asked == []
