"""Re-indexing, rolling back and looking after the index from Discord."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from simcord.backend.errors import SetupError

from bot.bot_settings import BotSettings
from bot.replies.buttons.admin_buttons import ReindexButton
from bot.services.reindex_replies import is_current
from bot.services.reindexing import ReindexRun
from retrieval import CorpusError, Failure, Progress, ReindexRefused, Status, StoreError
from tests.bot import wire
from tests.bot.cogs.conftest import managing
from tests.bot.said import said
from tests.fakes import INDEXED_AT, FakeLibrary, report

if TYPE_CHECKING:
    from simcord.actors import MemberActor
    from simcord.results import ResponseMessage

    from tests.bot.conftest import World

RUN = "a1b2c3d4"
PLAN = report(dry_run=True, added=("a.md", "b.md"), removed=("old.md",))


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
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    library.plans.append(PLAN)
    other = world.join("otto", roles=[managing(world)])
    previewed = await admin.slash(world.channel, "reindex")
    assert previewed.response is not None

    refused = await other.click(previewed.response, label="Re-index")
    assert refused.ephemeral
    await world.env.advance_time(901)
    late = await admin.click(previewed.response, label="Re-index")

    assert "Only the person who asked" in said(world, refused)
    assert "too old" in said(world, late)
    assert library.forced == []


async def test_the_age_of_a_preview_is_discords_and_not_that_of_this_machines_clock(
    world: World, admin: MemberActor, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.plans.append(PLAN)
    previewed = await admin.slash(world.channel, "reindex")
    assert previewed.response is not None

    monkeypatch.setattr("time.time", lambda: 1.0)
    await admin.click(previewed.response, label="Re-index")

    assert library.forced == [False]


@pytest.mark.parametrize(
    ("seconds", "current"), [(0, True), (900, True), (901, False), (-30, True), (-61, False)]
)
def test_a_preview_is_decided_about_for_a_quarter_of_an_hour(seconds: int, current: bool) -> None:
    assert is_current(INDEXED_AT, INDEXED_AT + timedelta(seconds=seconds)) is current


@pytest.mark.parametrize("label", ["Re-index", "Leave it", "Remove 12 documents", "Stop"])
async def test_every_press_needs_the_right_at_that_moment(
    world: World, library: FakeLibrary, label: str
) -> None:
    role = managing(world)
    admin = world.join("ada", roles=[role])
    shown = await shown_with(world, admin, library, label)
    asked_before = list(library.forced)
    world.env.backend.remove_member_role(world.guild.id, admin.id, role.id)

    refused = await admin.click(shown, label=label)

    assert "may manage the server" in said(world, refused)
    assert library.forced == asked_before
    assert label in world.buttons(shown)


async def shown_with(
    world: World, admin: MemberActor, library: FakeLibrary, label: str
) -> ResponseMessage:
    """A message of the bot with a button of this label, and a re-index under way where it says Stop."""
    library.plans.append(PLAN)
    previewed = await admin.slash(world.channel, "reindex")
    assert previewed.response is not None
    if label.startswith("Remove"):
        library.reindexes.append([ReindexRefused("Too many.", removed=12, documents=15)])
        await admin.click(previewed.response, label="Re-index")
    if label == "Stop":
        show(world, previewed.response, ReindexButton("stop", RUN))
        world.bot.reindexing._run = ReindexRun("ada", stop_id=RUN)
    return previewed.response


def show(world: World, message: ResponseMessage, button: ReindexButton) -> None:
    """Put this button in the place of those that a message has."""
    [row] = [item for item in world.raw(message).components if item["type"] == 1]
    row["components"] = [button.item.to_component_dict()]


@pytest.mark.parametrize("subject", ["another-run", "5:1700000000", "", "9" * 70])
async def test_a_stop_of_another_time_stops_nothing(
    world: World, admin: MemberActor, library: FakeLibrary, subject: str
) -> None:
    shown = await shown_with(world, admin, library, "Stop")
    run = world.bot.reindexing._run
    assert run is not None
    show(world, shown, ReindexButton("stop", subject))

    pressed = await admin.click(shown, label="Stop")

    assert "is over" in said(world, pressed)
    assert not run.stop.is_set()


async def test_whoever_has_the_right_stops_a_reindex(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    shown = await shown_with(world, admin, library, "Stop")
    run = world.bot.reindexing._run
    assert run is not None

    pressed = await world.join("otto", roles=[managing(world)]).click(shown, label="Stop")

    assert "being stopped" in said(world, pressed)
    assert run.stop.is_set()


@pytest.mark.parametrize("subject", ["5", "5:1700000000", "", "9" * 70, "-1", "\u0665"])
async def test_an_asker_that_was_made_up_decides_nothing(
    world: World, admin: MemberActor, library: FakeLibrary, subject: str
) -> None:
    shown = await shown_with(world, admin, library, "Re-index")
    show(world, shown, ReindexButton("force", subject, "Go on"))

    pressed = await admin.click(shown, label="Go on")

    assert "Only the person who asked" in said(world, pressed)
    assert library.forced == []


async def test_an_asker_that_was_made_up_gives_no_right(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    shown = await shown_with(world, admin, library, "Re-index")
    show(world, shown, ReindexButton("force", str(world.alice.id), "Go on"))

    pressed = await world.alice.click(shown, label="Go on")

    assert "may manage the server" in said(world, pressed)
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
    assert "may manage the server" in said(world, refused)
    assert library.forced == []


@pytest.mark.parametrize("command", ["reindex", "rollback", "status"])
async def test_the_check_in_the_bot_holds_where_discord_lets_someone_through(
    world: World, library: FakeLibrary, command: str
) -> None:
    let_through(world)

    refused = await world.alice.slash(world.channel, command)

    assert world.sent("POST", "/callback") == [{"type": 5, "data": {"flags": 64}}]
    assert refused.ephemeral
    assert "may manage the server" in said(world, refused)


async def test_a_command_is_acknowledged_before_discord_is_asked_for_the_right(
    world: World, library: FakeLibrary
) -> None:
    let_through(world)

    await world.alice.slash(world.channel, "reindex")

    [acknowledged] = [n for n, path in enumerate(paths(world)) if path.endswith("/callback")]
    [asked] = [n for n, path in enumerate(paths(world)) if path.endswith("/permissions")]
    assert acknowledged < asked


async def test_where_discord_does_not_tell_of_the_right_nothing_is_done(
    world: World, library: FakeLibrary
) -> None:
    let_through(world)
    world.env.inject_error("GET", "*/permissions", status=403, code=50001)

    refused = await world.alice.slash(world.channel, "rollback")

    assert "Please try again" in said(world, refused)


def let_through(world: World) -> None:
    """Let everybody use the commands, as far as Discord is concerned."""
    for command in world.env.backend.visible_commands(
        user_id=world.guild.owner.id, channel_id=world.channel.id
    ):
        command["default_member_permissions"] = None


def paths(world: World) -> list[str]:
    return [request.path for request in world.env.http_requests]


async def grant(world: World, allowed: bool) -> None:
    """Allow Alice /reindex in the server's integration settings, or deny it."""
    commands = await world.bot.tree.fetch_commands()
    [reindex] = [command for command in commands if command.name == "reindex"]
    world.guild.set_command_permissions(reindex, {world.alice: allowed})


async def test_a_server_can_grant_a_command_in_its_integration_settings(
    world: World, library: FakeLibrary
) -> None:
    await grant(world, allowed=True)

    library.plans.append(PLAN)
    result = await world.alice.slash(world.channel, "reindex")

    assert result.ephemeral
    [previewed] = result.followups
    assert "settings allow you this" in world.text(result.response)
    assert "**2 added**" in world.text(previewed)
    assert "**2 added**" in world.said()[-1]  # for all to see

    await world.alice.click(previewed, label="Re-index")
    assert library.forced == [False]


async def test_a_grant_that_was_withdrawn_holds_for_the_buttons_too(
    world: World, library: FakeLibrary
) -> None:
    await grant(world, allowed=True)
    library.plans.append(PLAN)
    result = await world.alice.slash(world.channel, "reindex")
    await grant(world, allowed=False)

    refused = await world.alice.click(result.followups[-1], label="Re-index")

    assert "may manage the server" in said(world, refused)
    assert library.forced == []


async def test_a_server_that_is_served_no_more_can_not_press(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    shown = await shown_with(world, admin, library, "Re-index")
    world.settings = BotSettings(servers=frozenset({4711}))
    await world.restart()

    refused = await admin.click(shown, label="Re-index")

    assert "do not answer in this server" in said(world, refused)
    assert library.forced == []


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
    library.plans.append(CorpusError("The folder docs is missing."))
    previewed = await admin.slash(world.channel, "reindex")
    assert "The folder docs is missing." in world.text(
        previewed.followups[0] if previewed.followups else previewed.response
    )


@pytest.mark.parametrize("part", ["plan", "reindex", "rollback"])
async def test_an_error_names_no_path_where_others_read_it(
    world: World,
    admin: MemberActor,
    library: FakeLibrary,
    part: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    error = CorpusError("There is no folder /srv/papers.", public="The folder is missing.")
    library.plans.append(error if part == "plan" else PLAN)
    library.reindexes.append([error])
    library.rollbacks.append(error)
    caplog.set_level("INFO")

    result = await admin.slash(world.channel, "rollback" if part == "rollback" else "reindex")
    if part == "reindex":
        assert result.response is not None
        await admin.click(result.response, label="Re-index")

    assert "The folder is missing." in said(world, result)
    assert "/srv" not in json.dumps([request.json for request in world.env.http_requests])
    assert "There is no folder /srv/papers." in caplog.text


async def test_a_rollback_says_what_changed(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    library.rollbacks.append(report(generation=1, removed=("b.md",)))

    done = await admin.slash(world.channel, "rollback")
    assert "Generation 1 is live again" in world.text(done.response)
    assert "**1 removed**: b.md" in world.text(done.response)


async def test_a_rollback_with_nothing_before_says_so(
    world: World, admin: MemberActor, library: FakeLibrary
) -> None:
    library.rollbacks.append(StoreError("There is no generation before the live one."))

    refused = await admin.slash(world.channel, "rollback")

    assert said(world, refused) == "There is no generation before the live one."


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
    button = ReindexButton("force", "5", "Remove 3 documents")

    match = re.fullmatch(button.template, button.custom_id)
    assert match is not None
    assert match.groupdict() == {"name": "force", "subject": "5"}
