"""Answers whose sources have changed: they are marked, and can be asked again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.services import stale_answers
from bot.state.store import FILE_NAME, STORED_QUESTION_LIMIT
from retrieval import FollowedQuote, Library, QuotePlace, Settings, Statement
from tests.bot import wire
from tests.bot.cogs.conftest import managing
from tests.bot.cogs.test_messages import mention
from tests.bot.said import said
from tests.fakes import FakeLibrary, answer, citation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from simcord.actors import MemberActor
    from simcord.results import ResponseMessage

    from tests.bot.conftest import World

HOURS = "# Opening hours\n\nThe library closes at eight in the evening.\n"
FEES = "# Fees\n\nA lost book costs twenty euros.\n"
RULES = "# Rules\n\nDogs must wait outside the reading room.\n"
CLOSING, COST = "When does the library close?", "What does a lost book cost?"
MARK = "⚠ The documents have changed since this answer: source [1] no longer says this."

pytestmark = pytest.mark.settings(mark_stale_answers=True)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder of three documents."""
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, text in (("hours.md", HOURS), ("fees.md", FEES), ("rules.md", RULES)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path, documents: Path) -> Iterator[Library]:
    """The real one, on these documents."""
    values: dict[str, Any] = {
        "corpus": documents,
        "data": tmp_path / "index",
        "chat_model": "none",
        "_env_file": None,
    }
    with Library.open(Settings(**values)) as opened:
        opened.reindex()
        yield opened


@pytest.fixture
def admin(world: World) -> MemberActor:
    """Someone who may re-index."""
    world.bot.stale_answers.pause = 0.0
    return world.join("ada", roles=[managing(world)])


async def ask(world: World, question: str = CLOSING, **options: Any) -> ResponseMessage:
    """Ask, and get the message of the answer."""
    asked = await world.alice.slash(world.channel, "ask", question=question, **options)
    assert asked.response is not None
    return asked.response


async def reindex(world: World, admin: MemberActor) -> None:
    """Re-index as admins do, and wait until the answers were looked at."""
    previewed = await admin.slash(world.channel, "reindex")
    assert previewed.response is not None
    await admin.click(previewed.response, label="Re-index")
    assert "The new index is live" in world.text(previewed.response)
    await world.bot.stale_answers.ended()


async def roll_back(world: World, admin: MemberActor) -> None:
    """Roll back as admins do, and wait until the answers were looked at."""
    await admin.slash(world.channel, "rollback")
    await world.bot.stale_answers.ended()


def is_marked(world: World, message: ResponseMessage) -> bool:
    """Whether a message has the mark, with its button."""
    marked = MARK in world.text(message)
    assert ("Ask again" in world.buttons(message)) == marked
    return marked


def shown(world: World, message: ResponseMessage) -> list[Any]:
    """The components of a message as they stand now, without the numbers that Discord gives them."""
    components: list[Any] = deepcopy(world.raw(message).components)
    for component in wire.walk(components):
        component.pop("id", None)
    return components


async def test_an_answer_whose_words_have_changed_is_marked_and_no_other(
    world: World, admin: MemberActor, documents: Path
) -> None:
    of_hours, of_fees = await ask(world), await ask(world, COST)
    before = shown(world, of_hours)
    (documents / "hours.md").write_text(HOURS.replace("eight", "nine"), encoding="utf-8")

    await reindex(world, admin)

    assert is_marked(world, of_hours)
    assert shown(world, of_hours)[:-1] == before
    assert wire.texts(shown(world, of_hours)[-1:]) == MARK
    assert world.buttons(of_hours) == ["Show", "Helpful", "Not helpful", "Ask again"]
    assert not is_marked(world, of_fees)


async def test_an_answer_whose_document_was_removed_is_marked(
    world: World, admin: MemberActor, documents: Path
) -> None:
    of_hours = await ask(world)
    (documents / "hours.md").unlink()

    await reindex(world, admin)

    assert is_marked(world, of_hours)


async def test_words_that_still_stand_are_followed_through_every_change(
    world: World, admin: MemberActor, documents: Path
) -> None:
    of_hours = await ask(world)
    for preface in ("One word before.", "Some more words before."):
        (documents / "hours.md").write_text(f"{preface}\n\n{HOURS}", encoding="utf-8")
        await reindex(world, admin)
        assert not is_marked(world, of_hours)
    await roll_back(world, admin)
    assert not is_marked(world, of_hours)
    shown = await world.alice.click(of_hours, label="Show")
    assert "**The library closes at eight in the evening.**" in world.text(shown.response)

    (documents / "hours.md").write_text("# Opening hours\n\nClosed.\n", encoding="utf-8")
    await reindex(world, admin)

    assert is_marked(world, of_hours)


async def test_a_mark_stays_when_the_document_changes_once_more(
    world: World, admin: MemberActor, documents: Path
) -> None:
    of_hours = await ask(world)
    for text in ("# Opening hours\n\nClosed.\n", "# Opening hours\n\nClosed for good.\n"):
        (documents / "hours.md").write_text(text, encoding="utf-8")
        await reindex(world, admin)
        assert is_marked(world, of_hours)


async def test_an_answer_whose_words_nobody_knows_any_more_is_not_marked(
    world: World, library: Library, documents: Path
) -> None:
    of_hours = await ask(world)
    for preface in ("One word before.", "Some more words before."):
        (documents / "hours.md").write_text(f"{preface}\n\n{HOURS}", encoding="utf-8")
        library.reindex()

    await world.restart()
    await world.bot.stale_answers.ended()

    assert not is_marked(world, of_hours)


async def test_a_renamed_document_makes_no_answer_stale(
    world: World, admin: MemberActor, documents: Path
) -> None:
    of_hours = await ask(world)
    (documents / "hours.md").rename(documents / "opening.md")

    await reindex(world, admin)

    assert not is_marked(world, of_hours)


@pytest.mark.parametrize("way", ["rollback", "reindex"])
async def test_the_mark_goes_when_the_words_are_back(
    world: World, admin: MemberActor, documents: Path, way: str
) -> None:
    of_hours = await ask(world)
    before = shown(world, of_hours)
    (documents / "hours.md").write_text(HOURS.replace("eight", "nine"), encoding="utf-8")
    await reindex(world, admin)
    assert is_marked(world, of_hours)

    if way == "rollback":
        await roll_back(world, admin)
    else:
        (documents / "hours.md").write_text(HOURS, encoding="utf-8")
        await reindex(world, admin)

    assert shown(world, of_hours) == before


async def test_ask_again_answers_anew_for_all_to_see_as_the_question_of_who_pressed(
    world: World, admin: MemberActor, documents: Path
) -> None:
    of_hours = await ask(world)
    (documents / "hours.md").write_text(HOURS.replace("eight", "nine"), encoding="utf-8")
    await reindex(world, admin)

    await world.restart()
    bob = world.join("bob")
    pressed = await bob.click(of_hours, label="Ask again")

    assert not pressed.ephemeral
    text = world.text(pressed.response)
    assert f"-# {CLOSING}" in text
    assert "The library closes at nine in the evening." in text
    assert MARK not in text
    assert is_marked(world, of_hours)
    with closing(sqlite3.connect(world.folder / FILE_NAME)) as store:
        rows = store.execute("SELECT asker, generation FROM answers ORDER BY asked_at").fetchall()
    assert rows == [(world.alice.id, 1), (bob.id, 2)]


@pytest.mark.settings(mark_stale_answers=True, questions_per_person=1)
async def test_ask_again_counts_as_a_question(
    world: World, admin: MemberActor, documents: Path
) -> None:
    of_hours = await ask(world)
    (documents / "hours.md").unlink()
    await reindex(world, admin)

    pressed = await world.alice.click(of_hours, label="Ask again")

    assert pressed.ephemeral
    assert "You have asked 1 questions in 5 minutes." in said(world, pressed)


@pytest.mark.parametrize(
    ("question", "forget", "told"),
    [
        (CLOSING, True, "I no longer know what was asked here."),
        (f"{CLOSING} {'I have to know. ' * 20}", False, "only the beginning of this long"),
    ],
)
async def test_a_question_that_is_not_kept_as_a_whole_is_not_asked_again(
    world: World, admin: MemberActor, documents: Path, question: str, forget: bool, told: str
) -> None:
    assert forget or len(question) > STORED_QUESTION_LIMIT
    of_hours = await ask(world, question)
    (documents / "hours.md").write_text(HOURS.replace("eight", "nine"), encoding="utf-8")
    await reindex(world, admin)
    if forget:
        await world.alice.slash(world.channel, "forget-me")

    pressed = await world.join("bob").click(of_hours, label="Ask again")

    assert pressed.ephemeral
    assert told in said(world, pressed)


async def test_who_can_not_see_the_channel_of_an_answer_can_not_ask_it_again(
    world: World, admin: MemberActor, documents: Path
) -> None:
    board = world.guild.create_text_channel(
        "board",
        overwrites={
            world.guild.default_role: discord.PermissionOverwrite(view_channel=False),
            world.alice: discord.PermissionOverwrite(view_channel=True, send_messages=True),
        },
    )
    there = await world.alice.slash(board, "ask", question=CLOSING)
    here = await ask(world)
    (documents / "hours.md").unlink()
    await reindex(world, admin)
    [secret, *_] = wire.buttons(world.raw(there.response).components)
    [*_, button] = wire.buttons(world.raw(here).components)
    assert (secret["label"], button["label"]) == ("Show", "Ask again")
    button["custom_id"] = secret["custom_id"].replace("show", "again").removesuffix(":1")

    pressed = await world.join("bob").click(here, label="Ask again")

    assert "in a channel that you can't see" in said(world, pressed)


@pytest.mark.settings(mark_stale_answers=False)
async def test_without_the_setting_no_message_is_edited(
    world: World, admin: MemberActor, documents: Path
) -> None:
    of_hours = await ask(world)
    (documents / "hours.md").unlink()

    await reindex(world, admin)
    await world.restart()
    await world.bot.stale_answers.ended()

    assert not is_marked(world, of_hours)
    assert world.sent("GET", "/messages/") == []


async def test_what_changed_while_the_bot_was_away_is_marked_when_it_starts(
    world: World, library: Library, documents: Path
) -> None:
    of_hours = await ask(world)
    (documents / "hours.md").unlink()
    library.reindex()

    await world.restart()
    await world.bot.stale_answers.ended()

    assert is_marked(world, of_hours)


async def test_a_message_that_was_deleted_is_passed_over_and_not_looked_for_again(
    world: World, admin: MemberActor, documents: Path
) -> None:
    older, deleted = await ask(world), await ask(world)
    world.env.backend.delete_message(world.channel.id, deleted.id)
    (documents / "hours.md").unlink()

    await reindex(world, admin)
    assert is_marked(world, older)
    assert len(world.sent("GET", f"/messages/{deleted.id}")) == 1

    (documents / "more.md").write_text("# More\n\nThere is more to read.\n", encoding="utf-8")
    await reindex(world, admin)
    assert len(world.sent("GET", f"/messages/{deleted.id}")) == 1


async def test_a_fault_of_discord_is_made_good_the_next_time(
    world: World, admin: MemberActor, documents: Path
) -> None:
    of_hours = await ask(world)
    path = f"/channels/{world.channel.id}/messages/{of_hours.id}"
    world.env.inject_error("PATCH", path, status=501)
    (documents / "hours.md").unlink()
    await reindex(world, admin)
    assert not is_marked(world, of_hours)

    await world.restart()
    await world.bot.stale_answers.ended()

    assert is_marked(world, of_hours)


async def test_of_many_answers_the_newest_are_marked_first_and_the_others_later(
    world: World, admin: MemberActor, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stale_answers, "EDITED", 1)
    older, newer = await ask(world), await ask(world)
    (documents / "hours.md").unlink()
    await reindex(world, admin)
    assert (is_marked(world, older), is_marked(world, newer)) == (False, True)

    await world.restart()
    await world.bot.stale_answers.ended()

    assert is_marked(world, older)


async def test_an_answer_that_only_the_asker_sees_is_not_marked(
    world: World, admin: MemberActor, documents: Path
) -> None:
    of_hours = await ask(world, private=True)
    (documents / "hours.md").unlink()

    await reindex(world, admin)

    assert not is_marked(world, of_hours)
    with closing(sqlite3.connect(world.folder / FILE_NAME)) as store:
        assert store.execute("SELECT message FROM answers").fetchall() == [(None,)]


class Followed(FakeLibrary):
    """A library of which a test says which documents no longer hold what was quoted."""

    def __init__(self) -> None:
        super().__init__()
        self.stale: set[str] = set()

    def follow_quotes(self, quotes: Sequence[QuotePlace]) -> list[FollowedQuote]:
        """Each quote where it was, or gone."""
        return [
            FollowedQuote("gone" if quote.path in self.stale else "stands", quote)
            for quote in quotes
        ]


class TestMessages:
    """Of the messages of an answer the last is marked, in which its buttons are."""

    @pytest.fixture
    def library(self) -> Followed:
        return Followed()

    @staticmethod
    async def look(world: World) -> None:
        """Have the answers looked at."""
        world.bot.stale_answers.pause = 0.0
        world.bot.stale_answers.begin()
        await world.bot.stale_answers.ended()

    @pytest.mark.parametrize("length", range(3500, 4000, 25))
    async def test_a_message_has_room_for_the_mark_however_long_it_is(
        self, world: World, library: Followed, length: int
    ) -> None:
        library.answers.append(answer("a" * (length // 2), "b" * (length - length // 2)))
        await ask(world)
        library.stale.add("handbook.md")

        await self.look(world)

        marked = ["sources [1][2] no longer say this." in said for said in world.said()]
        assert marked == [False] * (len(marked) - 1) + [True]

    async def test_a_mark_names_the_sources_that_are_stale_now(
        self, world: World, library: Followed
    ) -> None:
        library.answers.append(
            answer(
                statements=(Statement("One.", (1,)), Statement("Two.", (2,))),
                citations=(citation(1, "One.", path="a.md"), citation(2, "Two.", path="b.md")),
            )
        )
        asked = await ask(world)
        for stale, told in (({"a.md"}, "source [1]"), ({"b.md"}, "source [2]"), (set(), None)):
            library.stale = stale
            await self.look(world)
            lines = [line for line in world.text(asked).split("\n") if line.startswith("⚠")]
            assert [told in line for line in lines if told] == ([True] if told else [])
            assert len(lines) == (1 if told else 0)

    async def test_a_follow_up_is_asked_again_after_what_was_said_before(
        self, world: World, library: Followed
    ) -> None:
        await world.alice.send(world.channel, f"{mention(world)} When does it close?")
        first = world.channel.last_message
        await world.alice.send(world.channel, f"{mention(world)} And then?", reply_to=first)
        follow_up = world.channel.last_message
        assert follow_up is not None
        library.stale.add("handbook.md")
        await self.look(world)

        await world.join("bob").click(follow_up, label="Ask again")

        assert library.asked[-1] == "And then?"
        assert [turn.text for turn in library.histories[-1]][:1] == ["When does it close?"]
        assert library.histories[-1] == library.histories[-2]
