"""Answers that grow, and what becomes of them when something gives way meanwhile."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from bot.sending import NO_PINGS
from bot.state.store import FILE_NAME
from retrieval import About, Answer, Location, ModelError, NoIndexError
from tests.bot import wire
from tests.bot.cogs.test_messages import mention
from tests.fakes import FakeLibrary, answer, citation, passage, refusal

if TYPE_CHECKING:
    from simcord.actors import MemberActor

    from tests.bot.conftest import World

HOSTILE = (
    "@everyone <@123> [free](https://evil.example/x) discord.gg/abc ```\n# Big\n``` ||boo|| <#5>"
)


async def test_statements_appear_as_they_are_proved_and_sources_come_last(
    world: World, library: FakeLibrary
) -> None:
    library.answers.append(
        [answer("It closes."), world.shown("It closes."), answer("It closes.", "It opens.")]
    )

    result = await world.alice.slash(world.channel, "ask", question="When?")

    growing, finished = (wire.texts(body["components"]) for body in world.sent("PATCH"))
    assert "It closes. [1]" in growing
    assert "Looking further" in growing
    assert "Opening hours" not in growing
    assert "It opens. [2]" in finished
    assert "Looking further" not in finished
    assert finished == world.text(result.response)


@pytest.mark.settings(edit_interval=3600)
async def test_a_fast_answer_is_edited_once_in_an_interval_at_most(
    world: World, library: FakeLibrary
) -> None:
    statements = [f"Statement {n}." for n in range(8)]
    steps = [answer(*statements[: n + 1]) for n in range(8)]
    library.answers.append([steps[0], world.shown("Statement 0."), *steps[1:]])

    await world.alice.slash(world.channel, "ask", question="When?")

    assert len(world.sent("PATCH")) == 2


@pytest.mark.parametrize(("status", "code"), [(404, 10008), (403, 50013), (401, 50027)])
async def test_nothing_breaks_when_the_answer_can_no_longer_be_written(
    world: World, library: FakeLibrary, status: int, code: int
) -> None:
    shown = world.shown("It closes.")
    library.answers.append([answer("It closes."), shown, answer("It closes.", "It opens.")])
    world.env.inject_error("PATCH", "*", status=status, code=code, times=None)

    await world.alice.send(world.channel, f"{mention(world)} when?")
    await world.alice.slash(world.channel, "ask", question="When?")

    assert library.streaming == 0
    assert not world.env.errors


async def test_an_interaction_that_came_too_late_costs_no_answer(
    world: World, library: FakeLibrary
) -> None:
    world.env.inject_error("POST", "/interactions/*", status=404, code=10062, times=None)

    await world.alice.slash(world.channel, "ask", question="When?")

    assert library.asked == []


@pytest.mark.faulty
async def test_what_nobody_foresaw_gets_a_reference_that_the_log_has_too(
    world: World, library: FakeLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    library.answers.append(RuntimeError("a detail for the log"))

    result = await world.alice.slash(world.channel, "ask", question="When?")

    text = world.text(result.response)
    [reference] = re.findall(r"`(\w{6})`", text)
    assert "a detail" not in text
    assert f"reference {reference}" in caplog.text
    assert "a detail for the log" in caplog.text


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ModelError("The *model* is busy. Try again later."), r"The \*model\* is busy."),
        (NoIndexError("Nothing in /srv/data. Run `footnote index`."), "Nothing is indexed yet."),
    ],
)
async def test_what_was_foreseen_is_said_in_a_sentence(
    world: World, library: FakeLibrary, error: Exception, said: str
) -> None:
    library.answers.append(error)

    result = await world.alice.slash(world.channel, "ask", question="When?")

    assert said in world.text(result.response)
    assert "/srv" not in world.text(result.response)


@pytest.mark.faulty
async def test_an_answer_that_could_not_be_stored_is_shown_without_buttons(world: World) -> None:
    world.bot.store.close()

    result = await world.alice.slash(world.channel, "ask", question="When?")

    assert "handbook.md" in world.text(result.response)
    assert world.buttons(result.response) == []


async def test_what_is_no_question_is_no_gap_in_the_documents(
    world: World, library: FakeLibrary
) -> None:
    greeted = Answer("hi", "extractive", about=About("greeting"))
    library.answers.extend([answer("It closes."), refusal(), greeted])

    for question in ("When?", "Who?", "hi"):
        await world.alice.slash(world.channel, "ask", question=question)

    with closing(sqlite3.connect(world.folder / FILE_NAME)) as stored:
        rows = stored.execute(
            "SELECT question, mode, answered FROM answers ORDER BY asked_at"
        ).fetchall()
    assert rows == [("When?", "extractive", 1), ("Who?", "extractive", 0), ("hi", "about", 1)]


@pytest.mark.parametrize("mode", ["extractive", "generative"])
async def test_a_long_answer_goes_on_in_further_messages(
    world: World, library: FakeLibrary, mode: str
) -> None:
    sentence = (
        "Every reader may borrow up to twelve books at a time, see `rule 7` and the *notice*. "
    )
    statements = [f"Statement {n}: {sentence * 5}".strip() for n in range(28)]
    assert sum(map(len, statements)) > 12_000
    cited = tuple(
        citation(n, text, start=9000 * n, location=Location(line=n, heading=f"Part {n}"))
        for n, text in enumerate(statements, start=1)
    )
    library.answers.append(answer(*statements, mode=mode, citations=cited))

    await world.alice.slash(world.channel, "ask", question="What are the rules?")

    said = world.said()
    assert len(said) > 3
    whole = "\n".join(said)
    assert [int(n) for n in re.findall(r"Statement (\d+):.*?\[\d+\]", whole, re.DOTALL)][
        :28
    ] == list(range(28))
    assert all(text.count("`") % 2 == 0 for text in said)
    shows = [b for m in world.channel.history() for b in world.buttons(m) if b == "Show"]
    assert len(shows) == 28


@pytest.mark.parametrize("mode", ["extractive", "generative", "fallback"])
async def test_text_from_documents_can_not_ping_link_or_head(
    world: World, library: FakeLibrary, mode: str
) -> None:
    library.answers.append(answer(HOSTILE, mode=mode, notice=HOSTILE))
    library.answers.append(refusal(passage(HOSTILE, title=HOSTILE, path="a](https://b).md")))

    for question in (HOSTILE, HOSTILE):
        result = await world.alice.slash(world.channel, "ask", question=question)
        text = world.text(result.response)
        assert "@everyone" not in text
        assert not re.search(r"(?<!\\)<[@#]", text)
        assert not re.search(r"(?<!\\)\](?!\(<https://evil\.example/x>\))\(", text)
        assert not re.search(r"(?<!`|<)https://", text)
        outside_code = re.sub(r"(?<!\\)```.*?```", "", text, flags=re.DOTALL)
        assert not re.search(r"^(#|>>>)", outside_code, re.MULTILINE)

    assert all(
        body["allowed_mentions"] == NO_PINGS.to_dict() for body in world.sent("PATCH", "/messages/")
    )


async def mention_at_once(world: World, people: int, each: int) -> list[MemberActor]:
    """Have a crowd mention the bot, and wait until all is quiet."""
    crowd = [world.join(f"person{n}") for n in range(people)]
    for person in crowd * each:
        world.env.backend.create_message(world.channel.id, person.id, f"{mention(world)} when?")
    await world.env.settle(timeout=60)
    return crowd


@pytest.mark.settings(threads=3)
async def test_of_two_hundred_questions_at_once_all_are_answered(
    world: World, library: FakeLibrary
) -> None:
    crowd = await mention_at_once(world, people=50, each=4)

    assert len(library.asked) == len(world.said()) == 200
    assert library.most_streaming <= 3
    assert not any(world.said(person.user.dm_channel) for person in crowd)
    assert world.bot.limits.queue.in_progress == world.bot.limits.queue.waiting == 0


@pytest.mark.settings(answers_per_server=5, questions_waiting=10)
async def test_who_finds_the_queue_full_is_told_once_in_a_while(
    world: World, library: FakeLibrary
) -> None:
    crowd = await mention_at_once(world, people=20, each=3)

    assert len(library.asked) == 15
    told = [world.said(person.user.dm_channel) for person in crowd]
    assert max(map(len, told)) == 1
    assert sum(map(len, told)) >= 15
    assert "Too many questions are waiting" in next(filter(None, told))[0]


@pytest.mark.settings(answers_per_server=1, questions_waiting=0)
async def test_a_message_of_who_takes_no_direct_messages_is_marked(world: World) -> None:
    world.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)

    await mention_at_once(world, people=3, each=1)

    marked = [found.path for found in world.env.http_requests if "/reactions/" in found.path]
    assert len(marked) == 2
    assert len(world.said()) == 1


@pytest.mark.settings(questions_per_person=2, question_window=60)
async def test_who_asks_too_much_is_told_when_to_try_again_for_their_eyes_only(
    world: World, library: FakeLibrary
) -> None:
    for _ in range(2):
        await world.alice.slash(world.channel, "ask", question="When?")
    await world.env.advance_time(20)

    refused = await world.alice.slash(world.channel, "ask", question="When?")
    assert refused.ephemeral
    assert "2 questions in 60 seconds. Please ask again in 40 seconds." in world.text(
        refused.response
    )

    await world.env.advance_time(40)
    await world.alice.slash(world.channel, "ask", question="When?")
    assert len(library.asked) == 3


@pytest.mark.settings(tokens_per_day=100)
async def test_when_the_tokens_of_a_day_are_used_up_whoever_asks_is_told_for_their_eyes_only(
    world: World, library: FakeLibrary
) -> None:
    library.answers.append(answer("It closes.", mode="generative", tokens=120))
    await world.alice.slash(world.channel, "ask", question="When?")
    await world.restart()

    refused = await world.alice.slash(world.channel, "ask", question="When?")
    bob = world.join("bob")
    await bob.send(world.channel, f"{mention(world)} when?")

    assert refused.ephemeral
    assert "as much as it may in a day. Please ask again in" in world.text(refused.response)
    assert "as much as it may in a day" in world.said(bob.user.dm_channel)[0]
    assert len(world.said()) == len(library.asked) == 1
