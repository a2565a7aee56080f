"""Re-indexing, rolling back and looking after the index from Discord."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import discord
import pytest
from simcord.backend.errors import SetupError

from bot.replies.buttons import ReindexButton
from retrieval import Failure, Progress, ReindexRefused, Status
from tests.bot import wire
from tests.fakes import INDEXED_AT, FakeLibrary, report

if TYPE_CHECKING:
    from simcord.actors import MemberActor

    from tests.bot.conftest import World

PLAN = report(dry_run=True, added=("a.md", "b.md"), removed=("old.md",))


@pytest.fixture
def admin(world: World) -> MemberActor:
    """Someone who may manage the server."""
    role = world.guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    return world.join("ada", roles=[role])


def status(**fields: Any) -> Status:
    values: dict[str, Any] = {
        "generation": 3,
        "created": INDEXED_AT,
        "rollback": 2,
        "documents": 12,
        "chunks": 340,
        "bytes_on_disk": 2_345_678,
        "embedding_model": "local:wordllama",
        "chat_model": None,
        "vector_store": "embedded",
    }
    return Status(**(values | fields))


async def test_a_reindex_is_previewed_confirmed_and_reported(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    library.plans.append(PLAN)
    library.reindexes.append([report(added=("a.md", "b.md"), removed=("old.md",), generation=4)])

    previewed = await admin.slash(world.channel, "reindex")
    text = world.text(previewed.response)
    assert "**2 added**: a.md, b.md" in text
    assert "**1 removed**: old.md" in text
    assert world.buttons(previewed.response) == ["Re-index", "Leave it"]
    assert library.forced == []

    assert previewed.response is not None
    await admin.click(previewed.response, label="Re-index")
    assert library.forced == [False]
    assert "The new index is live" in world.text(previewed.response)
    assert "generation 4" in world.text(previewed.response)
    assert world.buttons(previewed.response) == []


async def test_nothing_to_do_asks_nothing(world: World, admin: MemberActor) -> None:
    previewed = await admin.slash(world.channel, "reindex")

    assert "up to date: 3 documents" in world.text(previewed.response)
    assert world.buttons(previewed.response) == []


async def test_a_preview_can_be_dismissed(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    library.plans.append(PLAN)
    previewed = await admin.slash(world.channel, "reindex")
    assert previewed.response is not None

    await admin.click(previewed.response, label="Leave it")

    assert world.text(previewed.response) == "Nothing was changed."
    assert library.forced == []


async def test_only_the_one_who_asked_decides_and_only_for_a_while(
    world: World, admin: MemberActor, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.plans.append(PLAN)
    role = world.guild.create_role("More", permissions=discord.Permissions(manage_guild=True))
    other = world.join("otto", roles=[role])
    previewed = await admin.slash(world.channel, "reindex")
    assert previewed.response is not None

    refused = await other.click(previewed.response, label="Re-index")
    assert refused.ephemeral
    monkeypatch.setattr("bot.cogs.admin.PREVIEW_SECONDS", -1)
    late = await admin.click(previewed.response, label="Re-index")

    assert "Only the person who asked" in world.text(
        refused.followups[0] if refused.followups else refused.response
    )
    assert "too old" in world.text(late.followups[0] if late.followups else late.response)
    assert library.forced == []


async def test_others_neither_see_the_commands_nor_get_through(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    for command in ("reindex", "rollback", "status"):
        with pytest.raises(SetupError, match="default-member-permissions"):
            await world.alice.slash(world.channel, command)

    library.plans.append(PLAN)
    previewed = await admin.slash(world.channel, "reindex")
    assert previewed.response is not None
    refused = await world.alice.click(previewed.response, label="Re-index")
    assert "may manage the server" in world.text(refused.response)
    assert library.forced == []


async def test_the_check_in_the_bot_holds_where_discord_lets_someone_through(
    world: World, library: FakeLibrary
) -> None:
    for command in world.env.backend.visible_commands(
        user_id=world.guild.owner.id, channel_id=world.channel.id
    ):
        command["default_member_permissions"] = None

    refused = await world.alice.slash(world.channel, "reindex")

    assert refused.ephemeral
    assert "may manage the server" in world.text(refused.response)


async def test_a_server_can_grant_a_command_in_its_integration_settings(
    world: World, library: FakeLibrary
) -> None:
    commands = await world.bot.tree.fetch_commands()
    [reindex] = [command for command in commands if command.name == "reindex"]
    world.guild.set_command_permissions(reindex, {world.alice: True})

    result = await world.alice.slash(world.channel, "reindex")

    assert "up to date" in world.text(result.response)


async def test_progress_is_shown_and_a_second_reindex_hears_of_the_first(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    library.plans.append(PLAN)
    library.reindexes.append(
        [Progress("index", 5, 20, share=0.25), world.shown("Indexing"), report(generation=9)]
    )
    previewed = await admin.slash(world.channel, "reindex")
    assert previewed.response is not None

    await admin.click(previewed.response, label="Re-index")

    shown = [wire.texts(body["components"]) for body in world.sent("PATCH")]
    assert "Indexing: 5 of 20 files\n`█████░░░░░░░░░░░░░░░`\n-# Started by ada" in shown[1]
    assert "generation 9" in shown[2]
    assert [b["label"] for b in wire.buttons(world.sent("PATCH")[1]["components"])] == ["Stop"]


async def test_a_second_reindex_says_who_started_the_first_and_how_far_it_is(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    from bot.services.reindexing import ReindexRun

    world.bot.reindexing._run = ReindexRun("otto", Progress("index", 3, 8))

    result = await admin.slash(world.channel, "reindex")

    assert result.ephemeral
    assert "started by otto. Indexing: 3 of 8 files." in world.text(result.response)


async def test_stop_leaves_the_old_index_live(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    library.plans.append(PLAN)
    shown = world.shown("Indexing")
    library.reindexes.append([Progress("index", 1, 9), shown, Progress("index", 2, 9), report()])
    previewed = await admin.slash(world.channel, "reindex")
    assert previewed.response is not None

    original = library.reindex

    def reindex(**options: Any) -> Any:
        """Press stop while the library is at work."""
        cancelled = options["cancelled"]

        def stopped() -> bool:
            if shown.is_set():
                world.bot.reindexing.stop()
            return bool(cancelled())

        return original(**(options | {"cancelled": stopped}))

    library.reindex = reindex  # type: ignore[method-assign]
    await admin.click(previewed.response, label="Re-index")

    assert "The re-index was stopped" in world.text(previewed.response)
    assert "the old index is live" in world.text(previewed.response)


async def test_removing_most_documents_asks_again_with_the_number(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    library.plans.append(PLAN)
    library.reindexes.append([ReindexRefused("Too many.", removed=12, documents=15)])
    previewed = await admin.slash(world.channel, "reindex")
    assert previewed.response is not None

    await admin.click(previewed.response, label="Re-index")
    assert "This would remove 12 of 15 documents" in world.text(previewed.response)

    await admin.click(previewed.response, label="Remove 12 documents")
    assert library.forced == [False, True]
    assert "The new index is live" in world.text(previewed.response)


async def test_many_failures_come_as_a_file(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    library.plans.append(PLAN)
    failed = tuple(Failure(f"scan{n}.pdf", "It holds no text.") for n in range(30))
    library.reindexes.append([report(failed=failed)])
    previewed = await admin.slash(world.channel, "reindex")
    assert previewed.response is not None

    await admin.click(previewed.response, label="Re-index")

    assert "**30 could not be read**" in world.text(previewed.response)
    [attachment] = previewed.response.attachments
    content = (await attachment.read()).decode()
    assert content.count("\n") == 30
    assert "scan29.pdf\tIt holds no text." in content


async def test_thousands_of_files_with_odd_names_fit_a_message(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    names = tuple(f"{'_*' * 90}{n}.md" for n in range(2_000))
    failed = tuple(Failure(name, "`" * 500) for name in names)
    many = report(added=names, changed=names, removed=names, failed=failed)
    library.plans.append(many)
    library.reindexes.append([many])
    library.current = status(pending=many)

    previewed = await admin.slash(world.channel, "reindex")
    assert previewed.response is not None
    await admin.click(previewed.response, label="Re-index")
    await admin.slash(world.channel, "status")

    assert "The new index is live" in world.text(previewed.response)


async def test_a_report_that_comes_after_fifteen_minutes_goes_to_the_channel(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    library.plans.append(PLAN)
    previewed = await admin.slash(world.channel, "reindex")
    assert previewed.response is not None
    world.env.inject_error("PATCH", "/webhooks/*", status=401, code=50027, times=None)

    await admin.click(previewed.response, label="Re-index")

    assert "The new index is live" in world.said()[-1]


async def test_what_goes_wrong_in_a_reindex_is_said(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    from retrieval import CorpusError

    library.plans.append(CorpusError("The folder docs is missing."))
    previewed = await admin.slash(world.channel, "reindex")
    assert "The folder docs is missing." in world.text(
        previewed.followups[0] if previewed.followups else previewed.response
    )


async def test_a_rollback_says_what_changed_or_that_there_is_nothing_before(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    library.rollbacks.append(report(generation=1, removed=("b.md",)))

    done = await admin.slash(world.channel, "rollback")
    assert "Generation 1 is live again" in world.text(done.response)
    assert "**1 removed**: b.md" in world.text(done.response)


async def test_status_tells_the_state_of_the_index(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    library.current = status(pending=PLAN)

    result = await admin.slash(world.channel, "status")

    text = world.text(result.response)
    assert result.ephemeral
    assert "12 documents in 340 passages, 2 MB on disk" in text
    assert "**2 added**" in text


def test_every_button_reads_back_what_it_was_made_for() -> None:
    button = ReindexButton("force", 5, 7, "Remove 3 documents")

    match = re.fullmatch(button.template, button.custom_id)
    assert match is not None
    assert match.groupdict() == {"name": "force", "asker": "5", "created": "7"}
