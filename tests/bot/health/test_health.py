"""The port for probes and Prometheus, asked over HTTP while the bot runs in a simulated Discord."""

from __future__ import annotations

import socket
import sys
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.bot_settings import BotSettings
from retrieval import About, ModelError, SettingsError, StoreError
from tests.fakes import FakeLibrary, answer, citation, refusal, report

from ..cogs.test_admin import status

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from tests.bot.conftest import World


@pytest.fixture
def bot_settings(request: pytest.FixtureRequest) -> BotSettings:
    """Those of the test's marker, with a port that is free."""
    marker = request.node.get_closest_marker("settings")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    return BotSettings(_env_file=None, health_port=port, **(marker.kwargs if marker else {}))


@pytest.fixture
async def served(world: World) -> AsyncIterator[World]:
    """The world with the port open."""
    await world.bot.serve_health()
    yield world
    assert world.bot.health is not None
    await world.bot.health.stop()


async def ask(world: World, path: str, method: str = "GET") -> tuple[int, str]:
    url = f"http://127.0.0.1:{world.settings.health_port}{path}"
    async with aiohttp.request(method, url) as response:
        return response.status, await response.text()


async def readiness(world: World) -> tuple[int, Any]:
    url = f"http://127.0.0.1:{world.settings.health_port}/readyz"
    async with aiohttp.request("GET", url) as response:
        return response.status, await response.json()


async def metrics(world: World) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels, in the order of their names."""
    status, text = await ask(world, "/metrics")
    assert status == 200
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def test_the_process_lives(served: World) -> None:
    assert await ask(served, "/healthz") == (200, '{"alive": true}')
    assert await ask(served, "/healthz", "HEAD") == (200, "")


@pytest.mark.parametrize(
    ("method", "path", "told"),
    [("GET", "/", 404), ("GET", "/../.env", 404), ("POST", "/healthz", 405), ("PUT", "/x", 404)],
)
async def test_there_is_nothing_else_to_ask(
    served: World, method: str, path: str, told: int
) -> None:
    assert (await ask(served, path, method))[0] == told


async def test_it_is_ready_with_an_index_and_a_connection(
    served: World, library: FakeLibrary
) -> None:
    library.current = status()

    assert await readiness(served) == (
        200,
        {
            "ready": True,
            "gateway": "connected",
            "index": {"generation": 3, "documents": 12},
            "last_answer": None,
        },
    )


async def test_without_an_index_it_is_not_ready(served: World) -> None:
    told, state = await readiness(served)

    assert (told, state["ready"], state["index"]) == (503, False, None)


async def test_nor_with_one_that_can_not_be_read(
    served: World, library: FakeLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise StoreError("/srv/footnote/data/catalog.sqlite3 cannot be read")

    monkeypatch.setattr(library, "index_size", fail)

    told, state = await readiness(served)

    assert (told, state["index"]) == (503, None)
    assert "/srv" not in str(state)


async def test_a_lost_connection_is_told_until_it_goes_on(
    served: World, library: FakeLibrary
) -> None:
    library.current = status()

    served.bot.dispatch("disconnect")
    await served.env.settle()
    lost = await readiness(served)
    served.bot.dispatch("resumed")
    await served.env.settle()
    resumed = await readiness(served)

    assert (lost[0], lost[1]["gateway"]) == (503, "disconnected")
    assert (resumed[0], resumed[1]["gateway"]) == (200, "connected")


@pytest.mark.faulty
async def test_questions_are_counted_by_how_they_ended(served: World, library: FakeLibrary) -> None:
    library.answers += [
        answer("It closes.", tokens=40, mode="generative"),
        refusal(),
        answer(about=About("greeting")),
        ModelError("It is away."),
        ValueError("nobody foresaw it"),
    ]
    for _ in range(5):
        await served.alice.slash(served.channel, "ask", question="When?")
    await served.alice.slash(served.channel, "ask", question=" ")

    counted = await metrics(served)

    endings = {
        key[1:]: value for key, value in counted.items() if key[0] == "footnote_questions_total"
    }
    assert endings == {
        ("generative", "answered"): 1,
        ("extractive", "refused"): 1,
        ("about", "about"): 1,
        ("none", "failed"): 2,
        ("none", "turned_away"): 1,
    }
    assert counted["footnote_tokens_total",] == 40
    for stage in ("queue", "retrieval", "answer", "whole"):
        assert counted["footnote_question_seconds_count", stage] == 3
    assert (await readiness(served))[1]["last_answer"] is not None


@pytest.mark.settings(questions_per_person=1)
async def test_who_has_asked_too_much_is_turned_away(served: World) -> None:
    for _ in range(3):
        await served.alice.slash(served.channel, "ask", question="When?")

    assert (await metrics(served))["footnote_questions_total", "none", "turned_away"] == 2


async def test_the_index_the_votes_and_the_reindexes_are_counted(
    served: World, library: FakeLibrary
) -> None:
    library.current = status()
    library.reindexes += [[report()], [StoreError("broken")]]
    asked = await served.alice.slash(served.channel, "ask", question="When?")
    assert asked.response is not None
    await served.alice.click(asked.response, label="Helpful")

    async def show(_: object) -> None:
        pass

    await served.bot.reindexing.run("alice", force=False, show=show)
    with pytest.raises(StoreError):
        await served.bot.reindexing.run("alice", force=False, show=show)
    counted = await metrics(served)

    assert counted["footnote_index_generation",] == 3
    assert counted["footnote_index_documents",] == 12
    assert counted["footnote_index_chunks",] == 340
    assert counted["footnote_feedback_total", "helpful"] == 1
    assert counted["footnote_reindexes_total", "done"] == 1
    assert counted["footnote_reindexes_total", "failed"] == 1
    assert counted["footnote_reindex_seconds_count",] == 1
    assert counted["footnote_gateway_connected",] == 1
    assert counted["footnote_questions_waiting",] == 0
    if sys.platform == "linux":
        assert counted["process_resident_memory_bytes",] > 0


async def test_no_word_of_a_question_or_a_document_stands_in_the_metrics(
    served: World, library: FakeLibrary
) -> None:
    library.answers.append(
        answer("The vault opens at dawn.", citations=(citation(path="secret-plans.md"),))
    )
    await served.alice.slash(served.channel, "ask", question="When does the vault open?")

    _, text = await ask(served, "/metrics")

    assert not [word for word in ("vault", "secret-plans", str(served.alice.id)) if word in text]


async def test_a_port_that_is_taken_is_an_error_of_the_settings(served: World) -> None:
    with pytest.raises(SettingsError, match=r"FOOTNOTE_HEALTH_PORT .*127\.0\.0\.1:\d+") as error:
        await served.bot.serve_health()
    assert "Choose another port" in str(error.value)


async def test_the_port_is_closed_with_the_bot(served: World) -> None:
    await served.bot.close()

    with pytest.raises(aiohttp.ClientConnectionError):
        await ask(served, "/healthz")
