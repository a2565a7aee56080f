"""The buttons under an answer: sources in their context, and feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import discord
import pytest

from retrieval import Excerpt, Location, Source, Span
from tests.bot import wire
from tests.bot.feedback import opinions
from tests.fakes import INDEXED_AT, FakeLibrary, answer, passage, refusal

if TYPE_CHECKING:
    from simcord.results import ResponseMessage

    from tests.bot.conftest import World

HANDBOOK = Source("handbook.md", "d1")
QUOTE = "The library closes at 8 pm."
TEXT = f"Opening hours.\n\n{QUOTE} On Sundays it stays shut."


def excerpt(state: Literal["current", "moved"] = "current", **fields: Any) -> Excerpt:
    values: dict[str, Any] = {
        "text": TEXT,
        "quote": Span(TEXT.index(QUOTE), TEXT.index(QUOTE) + len(QUOTE)),
        "location": Location(line=12),
        "indexed_at": INDEXED_AT,
    }
    return Excerpt(HANDBOOK, state, **(values | fields))


async def ask(world: World) -> ResponseMessage:
    """Ask, and get the message of the answer."""
    result = await world.alice.slash(world.channel, "ask", question="When does it close?")
    assert result.response is not None
    return result.response


async def test_show_opens_the_passage_in_its_context_with_the_quote_in_bold(
    world: World, library: FakeLibrary
) -> None:
    library.excerpts["handbook.md", 100, 127, 0] = excerpt()

    shown = await world.alice.click(await ask(world), label="Show")

    assert shown.ephemeral
    text = world.text(shown.response)
    assert f"Opening hours.\n\n**{QUOTE}** On Sundays it stays shut." in text
    assert "\n-# handbook.md\n-# Answered <t:" in text
    assert text.endswith(":f> · as indexed <t:1767225600:f>")
    assert library.excerpted == [("handbook.md", "d1", 100, 127, 0)]


async def test_anyone_may_open_a_source_and_turn_to_what_stands_before_and_after(
    world: World, library: FakeLibrary
) -> None:
    library.excerpts["handbook.md", 100, 127, 0] = excerpt(has_previous=True, has_next=True)
    library.excerpts["handbook.md", 100, 127, 1] = excerpt(
        text="Fees.", quote=None, has_previous=True
    )
    bob = world.join("bob")
    shown = await bob.click(await ask(world), label="Show")
    assert shown.response is not None
    assert world.buttons(shown.response) == ["← Previous", "Next →"]

    await bob.click(shown.response, label="Next →")

    assert "Fees." in world.text(shown.response)
    assert world.buttons(shown.response) == ["← Previous"]


async def test_the_buttons_of_an_old_answer_work_after_a_restart(
    world: World, library: FakeLibrary
) -> None:
    library.excerpts["handbook.md", 100, 127, 0] = excerpt()
    message = await ask(world)

    await world.restart()
    shown = await world.alice.click(message, label="Show")

    assert f"**{QUOTE}**" in world.text(shown.response)


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (excerpt("moved"), "has changed since this answer; the quoted words still stand"),
        (Excerpt(HANDBOOK, "changed"), "the quoted words no longer stand in it"),
        (Excerpt(HANDBOOK, "gone"), "no longer among those that I answer from"),
    ],
)
async def test_show_says_when_the_document_has_changed_or_gone(
    world: World, library: FakeLibrary, found: Excerpt, said: str
) -> None:
    library.excerpts["handbook.md", 100, 127, 0] = found

    shown = await world.alice.click(await ask(world), label="Show")

    assert said in world.text(shown.response)


async def test_a_refusal_opens_its_closest_passages_for_whoever_asks_for_them(
    world: World, library: FakeLibrary
) -> None:
    library.answers.append(
        refusal(passage("It opens at 9 am.", start=40, end=57), passage("It is shut."))
    )
    library.excerpts["handbook.md", 40, 57, 0] = excerpt(
        text="It opens at 9 am.", quote=Span(0, 17)
    )
    refused = await ask(world)

    await world.restart()
    bob = world.join("bob")
    closest = await bob.click(refused, label="Closest passages")
    assert closest.response is not None
    shown = await bob.click(closest.response, label="Show")

    assert closest.ephemeral
    assert world.text(closest.response) == (
        "These passages come closest:\nIt opens at 9 am. · handbook.md"
    )
    assert world.buttons(closest.response) == ["Show"]
    assert "**It opens at 9 am.**" in world.text(shown.response)


@pytest.mark.parametrize(
    ("forgotten", "said"), [(True, "This answer is too old"), (False, "have changed since")]
)
async def test_closest_passages_that_are_no_longer_there_are_not_shown(
    world: World, library: FakeLibrary, forgotten: bool, said: str
) -> None:
    library.answers.append(refusal(passage()))
    refused = await ask(world)
    if forgotten:
        world.bot.store.forget(days=0)

    closest = await world.alice.click(refused, label="Closest passages")

    assert said in world.text(closest.response)


async def test_an_answer_that_was_forgotten_says_so(world: World) -> None:
    message = await ask(world)
    world.bot.store.forget(days=0)

    shown = await world.alice.click(message, label="Show")

    assert "This answer is too old" in world.text(shown.response)


async def test_helpful_is_stored_once_a_person_and_can_be_changed(world: World) -> None:
    message = await ask(world)
    bob = world.join("bob")

    await world.alice.click(message, label="Helpful")
    await world.alice.click(message, label="Helpful")
    await bob.click(message, label="Helpful")
    assert opinions(world.folder) == {world.alice.id: (True, None), bob.id: (True, None)}

    shown = await world.alice.click(message, label="Not helpful")
    assert opinions(world.folder)[world.alice.id] == (False, None)
    assert shown.modal is not None
    reason = shown.modal["components"][0]["component"]["custom_id"]
    thanked = await world.alice.submit_modal(shown, {reason: "It is about the museum."})

    assert opinions(world.folder)[world.alice.id] == (False, "It is about the museum.")
    assert thanked.ephemeral


async def test_a_form_that_was_opened_before_a_restart_is_not_lost(world: World) -> None:
    shown = await world.alice.click(await ask(world), label="Not helpful")
    assert shown.modal is not None
    reason = shown.modal["components"][0]["component"]["custom_id"]

    await world.restart()
    thanked = await world.alice.submit_modal(shown, {reason: "It is about the museum."})

    assert opinions(world.folder) == {world.alice.id: (False, "It is about the museum.")}
    assert "Thank you" in world.text(thanked.response)


class TestElsewhere:
    """Buttons that a person forged: they name an answer that stands in another channel."""

    @staticmethod
    async def forged(world: World, *, seen_by_all: bool) -> ResponseMessage:
        """An answer in the general channel with the buttons of one that alice got among the board."""
        everyone = discord.PermissionOverwrite(view_channel=seen_by_all)
        board = world.guild.create_text_channel(
            "board",
            overwrites={
                world.guild.default_role: everyone,
                world.alice: discord.PermissionOverwrite(view_channel=True, send_messages=True),
            },
        )
        there = await world.alice.slash(board, "ask", question="When does it close?")
        here = await ask(world)
        ids = [button["custom_id"] for button in wire.buttons(world.raw(there.response).components)]
        for button, custom_id in zip(wire.buttons(world.raw(here).components), ids, strict=True):
            button["custom_id"] = custom_id
        return here

    @pytest.mark.parametrize("label", ["Show", "Helpful"])
    async def test_they_do_nothing_for_those_who_can_t_see_that_channel(
        self, world: World, library: FakeLibrary, label: str
    ) -> None:
        message = await self.forged(world, seen_by_all=False)

        result = await world.join("bob").click(message, label=label)

        assert "in a channel that you can't see" in world.text(result.response)
        assert library.excerpted == []
        assert opinions(world.folder) == {}

    async def test_they_work_for_those_who_can(self, world: World, library: FakeLibrary) -> None:
        library.excerpts["handbook.md", 100, 127, 0] = excerpt()
        message = await self.forged(world, seen_by_all=True)

        result = await world.join("bob").click(message, label="Show")

        assert f"**{QUOTE}**" in world.text(result.response)


async def test_a_private_question_is_not_stored_and_its_buttons_work(
    world: World, library: FakeLibrary
) -> None:
    library.excerpts["handbook.md", 100, 127, 0] = excerpt()

    asked = await world.alice.slash(
        world.channel, "ask", question="Am I behind with my kingfisher fees?", private=True
    )
    assert asked.response is not None
    shown = await world.alice.click(asked.response, label="Show")

    files = [path.read_bytes() for path in world.folder.iterdir()]
    assert f"**{QUOTE}**" in world.text(shown.response)
    assert not any(b"kingfisher" in content for content in files)
    assert not any(world.alice.id.to_bytes(8) in content for content in files)


async def test_the_store_keeps_no_word_of_the_documents(world: World, library: FakeLibrary) -> None:
    library.answers.append(answer("The heron nests in March."))

    await ask(world)

    files = [path.read_bytes() for path in world.folder.iterdir()]
    assert any(b"handbook.md" in content for content in files)
    assert not any(b"heron" in content for content in files)
