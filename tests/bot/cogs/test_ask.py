"""Asking by command, from the first keystroke to the sources."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from retrieval import About, Answer, DocumentOutline, Excerpt, Source, Span
from tests.fakes import FakeLibrary, answer, citation, passage, refusal

if TYPE_CHECKING:
    from tests.bot.conftest import World


async def test_an_answer_comes_with_its_sources_and_a_button_for_each_place(
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


async def test_a_refusal_is_a_sentence_and_the_closest_passages_are_behind_a_button(
    world: World, library: FakeLibrary
) -> None:
    library.answers.append(refusal(*(passage(f"Passage {n}.", start=n) for n in range(5))))

    result = await world.alice.slash(world.channel, "ask", question="Who was king?")

    text = world.text(result.response)
    assert text == "-# Who was king?\nThe documents do not answer this question."
    assert world.buttons(result.response) == ["Closest passages", "Helpful", "Not helpful"]


async def test_what_is_nearly_asked_is_suggested_in_a_line_each(
    world: World, library: FakeLibrary
) -> None:
    close = refusal(*(passage(f"Passage {n}.") for n in range(5)))
    library.answers.append(replace(close, nearly=True))

    result = await world.alice.slash(world.channel, "ask", question="Who was king?")

    text = world.text(result.response)
    assert "do not answer this question. Perhaps you mean:\nPassage 0. · handbook.md\n" in text
    assert "Passage 3." not in text
    assert world.buttons(result.response) == ["Show", "Show", "Show", "Helpful", "Not helpful"]


async def test_a_greeting_is_returned_without_buttons(world: World, library: FakeLibrary) -> None:
    library.answers.append(Answer("hi", "extractive", about=About("greeting")))

    result = await world.alice.slash(world.channel, "ask", question="hi")

    assert "Hello! Ask me a question" in world.text(result.response)
    assert world.buttons(result.response) == []


async def test_a_summary_opens_the_words_that_it_quotes(world: World, library: FakeLibrary) -> None:
    outline = DocumentOutline(Source("handbook.md", "d1", "The handbook"), (), citation(1))
    library.answers.append(Answer("", "extractive", about=About("summary", (outline,))))
    quote = outline.opening.quote if outline.opening else ""
    library.excerpts["handbook.md", 100, 100 + len(quote), 0] = Excerpt(
        outline.source, "current", quote, quote=Span(0, len(quote))
    )

    result = await world.alice.slash(world.channel, "ask", question="summarise the handbook")
    assert result.response is not None
    shown = await world.alice.click(result.response, label="Show")

    assert f"**The handbook** begins:\n> {quote}" in world.text(result.response)
    assert world.buttons(result.response) == ["Show"]
    assert f"**{quote}**" in world.text(shown.response)


@pytest.mark.parametrize("answered", [True, False])
async def test_members_are_told_no_address_of_what_hinders_an_answer(
    world: World, library: FakeLibrary, answered: bool, caplog: pytest.LogCaptureFixture
) -> None:
    notices = {"notice": "The server at http://10.0.0.5 failed.", "public_notice": "It failed."}
    library.answers.append(answer("At 8 pm.", **notices) if answered else refusal(**notices))

    result = await world.alice.slash(world.channel, "ask", question="When does it close?")

    assert "-# ⚠ It failed." in world.text(result.response)
    assert "10.0.0.5" not in world.text(result.response)
    assert "http://10.0.0.5 failed" in caplog.text


@pytest.mark.parametrize("question", ["  ", "x" * 2001])
async def test_a_question_that_cannot_be_asked_is_answered_with_what_to_do(
    world: World, library: FakeLibrary, question: str
) -> None:
    result = await world.alice.slash(world.channel, "ask", question=question)

    assert result.ephemeral
    assert library.asked == []
