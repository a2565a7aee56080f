"""`/gaps`: what was asked here and not answered, for those who manage the server."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from bot.replies.buttons.admin_buttons import GapButton
from bot.state.store import AnswerRecord, SourceReference
from retrieval import Library
from tests.bot import wire
from tests.bot.cogs.test_admin import let_through
from tests.bot.said import said
from tests.folders import Folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from simcord.actors import MemberActor

    from tests.bot.conftest import World

QUESTIONS = (
    "Who repairs broken chairs?",
    "What is the capital of Peru?",
    "How tall is the tower?",
    "May children use the workshop?",
    "Is there a wireless network?",
    "Which bus goes to the airport?",
)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    root = tmp_path / "library"
    root.mkdir()
    made = Folder.at(root)
    made.write("rules.md", "# Fees\n\nThe fee is 40 euros.\n")
    return made


@pytest.fixture
def library(folder: Folder) -> Iterator[Library]:
    """The real one, on one document."""
    with folder.library(chat_model="none") as opened:
        opened.reindex()
        yield opened


def record(world: World, question: str | None, **fields: Any) -> AnswerRecord:
    """A refusal in the channel, with whatever fields matter to a test."""
    kept = AnswerRecord(
        server=world.guild.id,
        channel=world.channel.id,
        asker=world.alice.id,
        question=question,
        mode="extractive",
        answered=False,
        sources=(SourceReference(1, "rules.md", "old", 0, 5),),
    )
    return replace(kept, **fields)


def keep(world: World, question: str | None, **fields: Any) -> int:
    return world.bot.store.keep(record(world, question, **fields))


async def test_admins_see_what_was_asked_and_not_answered_and_nobody_else_sees_the_list(
    world: World, admin: MemberActor
) -> None:
    keep(world, "When does the ferry leave?")
    keep(world, "when does the ferry leave", asker=admin.id)
    answered = keep(world, "Who repairs broken chairs?", answered=True)
    world.bot.store.rate(answered, admin.id, helpful=False, reason="*out* of date")
    keep(world, None, asker=None)

    result = await admin.slash(world.channel, "gaps")

    text = world.text(result.response)
    assert result.ephemeral
    assert "### 2 questions without an answer" in text
    assert "And 1 that were private or are forgotten" in text
    assert "When does the ferry leave?**\nasked 2 times by 2 people · 2 refused" in text
    assert "1 not helpful" in text
    assert "“\\*out\\* of date”" in text
    assert "Closest: Fees (2)" in text
    assert "alice" not in text
    assert "ada" not in text
    assert world.buttons(result.response) == ["Done", "Done", "Next →", "As a table"]


async def test_a_question_from_asking_to_the_list(world: World, admin: MemberActor) -> None:
    await world.alice.slash(world.channel, "ask", question="When does the ferry leave?")
    await world.alice.slash(world.channel, "ask", question="Hello!")

    result = await admin.slash(world.channel, "gaps")

    text = world.text(result.response)
    assert "### 1 question without an answer" in text
    assert "**When does the ferry leave?**" in text


async def test_who_does_not_manage_the_server_sees_nothing(world: World) -> None:
    keep(world, "When does the ferry leave?")
    let_through(world)
    result = await world.alice.slash(world.channel, "gaps")
    assert result.ephemeral
    assert "may manage the server" in said(world, result)


async def test_whom_the_servers_settings_allow_it_may_see_them(world: World) -> None:
    keep(world, "When does the ferry leave?")
    await grant(world, allowed=True)
    result = await world.alice.slash(world.channel, "gaps")
    assert "ferry" in said(world, result)


@pytest.mark.parametrize("name", ["turn", "done", "table"])
async def test_every_press_needs_the_right_at_that_moment(world: World, name: str) -> None:
    keep(world, "When does the ferry leave?")
    await grant(world, allowed=True)
    shown = await world.alice.slash(world.channel, "gaps")
    assert shown.response is not None
    [done, _] = wire.buttons(world.raw(shown.response).components)
    done["custom_id"] = done["custom_id"].replace(":done:", f":{name}:")
    await grant(world, allowed=False)

    result = await world.alice.click(shown.response, label="Done")

    assert "may manage the server" in said(world, result)
    [question] = world.bot.gap_actions.finder.records.unanswered()
    assert not question.done


async def grant(world: World, *, allowed: bool) -> None:
    """Allow Alice /gaps in the server's integration settings, or deny it."""
    commands = await world.bot.tree.fetch_commands()
    [gaps] = [command for command in commands if command.name == "gaps"]
    world.guild.set_command_permissions(gaps, {world.alice: allowed})


async def test_another_servers_questions_are_not_shown(world: World, admin: MemberActor) -> None:
    keep(world, "When does the ferry leave?", server=world.guild.id + 1)
    keep(world, "When does the train leave?", server=None)
    result = await admin.slash(world.channel, "gaps")
    assert "### 0 questions" in world.text(result.response)
    assert world.buttons(result.response) == []


async def test_one_that_is_done_goes_and_comes_again_when_it_is_asked_again(
    world: World, admin: MemberActor
) -> None:
    keep(world, "When does the ferry leave?")
    shown = await admin.slash(world.channel, "gaps")
    assert shown.response is not None

    await admin.click(shown.response, label="Done")
    assert "### 0 questions" in world.text(shown.response)

    keep(world, "When does the ferry leave?")
    again = await admin.slash(world.channel, "gaps")
    assert "ferry leave?**\nasked 1 time" in world.text(again.response)


async def test_pages_are_turned_and_outlive_a_restart(world: World, admin: MemberActor) -> None:
    for question in QUESTIONS:
        keep(world, question)
    shown = await admin.slash(world.channel, "gaps")
    assert shown.response is not None
    assert "Page 1 of 2" in world.text(shown.response)
    assert QUESTIONS[0] not in world.text(shown.response)  # the newest come first

    await world.restart()
    await admin.click(shown.response, label="Next →")

    assert f"**{QUESTIONS[0]}**" in world.text(shown.response)
    assert "← Previous" in world.buttons(shown.response)


async def test_a_press_on_what_is_gone_is_told(world: World, admin: MemberActor) -> None:
    keep(world, "When does the ferry leave?")
    first = await admin.slash(world.channel, "gaps")
    second = await admin.slash(world.channel, "gaps")
    assert first.response is not None
    assert second.response is not None
    await admin.click(first.response, label="Done")

    result = await admin.click(second.response, label="Done")

    assert "no longer among the gaps" in said(world, result)


async def test_the_table_is_sent_to_the_one_who_presses_alone(
    world: World, admin: MemberActor
) -> None:
    keep(world, "=1+1 ferry?")
    shown = await admin.slash(world.channel, "gaps")
    assert shown.response is not None

    result = await admin.click(shown.response, label="As a table")

    assert result.ephemeral
    message = result.followups[-1] if result.followups else result.response
    [attachment] = world.raw(message).attachments
    content = world.env.backend.cdn.get(attachment["url"])
    assert content is not None
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"'=1+1 ferry?" in content


async def test_after_a_reindex_the_report_says_what_is_answered_now(
    world: World, admin: MemberActor, folder: Folder
) -> None:
    keep(world, "When does the ferry leave?")
    keep(world, "What is the capital of Peru?")
    folder.write("ferry.md", "# Ferry\n\nThe ferry leaves at noon.\n")
    previewed = await admin.slash(world.channel, "reindex")
    assert previewed.response is not None

    await admin.click(previewed.response, label="Re-index")

    text = world.text(previewed.response)
    assert "The new index is live" in text
    assert "1 of 2 gaps is answered now: /gaps" in text
    listed = await admin.slash(world.channel, "gaps")
    shown = world.text(listed.response)
    assert "✅ Answered now: ferry.md, line 3: “The ferry leaves at noon.”" in shown


async def test_documents_that_changed_since_they_were_cited_come_last(
    world: World, admin: MemberActor
) -> None:
    keep(world, "How much is it?", answered=True)
    shown = await admin.slash(world.channel, "gaps")
    assert shown.response is not None
    await admin.click(shown.response, label="Next →")
    assert "- rules.md: changed, cited in 1 answer" in world.text(shown.response)


async def test_what_somebody_has_had_forgotten_is_not_listed(
    world: World, admin: MemberActor
) -> None:
    keep(world, "When does the ferry leave?")
    await world.alice.slash(world.channel, "forget-me")
    result = await admin.slash(world.channel, "gaps")
    assert "ferry" not in world.text(result.response)
    assert "And 1 that were private or are forgotten" in world.text(result.response)


def test_the_buttons_fit_into_a_custom_id() -> None:
    assert len(GapButton("table", 99_999, "f" * 10).item.custom_id or "") <= 100
