"""Which servers the bot serves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.bot_settings import BotSettings
from bot.rights.refusals import NotAllowedError
from bot.rights.served_servers import JoinedServer, ServedServers, first_joined


def joined(server: int, day: int | None) -> JoinedServer:
    return JoinedServer(server, None if day is None else datetime(2026, 1, day, tzinfo=UTC))


def test_named_servers_are_served_from_the_start_and_no_other() -> None:
    served = ServedServers(frozenset({1, 2}))

    served.check(1)
    with pytest.raises(NotAllowedError, match="do not answer in this server"):
        served.check(3)
    assert served.choose_first([joined(3, 1)]) is None


def test_nothing_is_served_before_the_first_server_is_known() -> None:
    with pytest.raises(NotAllowedError, match="only just started"):
        ServedServers(frozenset()).check(1)


@pytest.mark.parametrize(
    ("servers", "first"),
    [
        ([], None),
        ([joined(7, 3)], 7),
        ([joined(7, None)], 7),
        ([joined(7, 3), joined(5, 9), joined(6, 2)], 6),
        # One that Discord has not told of may be the oldest.
        ([joined(7, 3), joined(5, None)], None),
    ],
)
def test_the_first_is_where_the_bot_has_been_for_longest(
    servers: list[JoinedServer], first: int | None
) -> None:
    assert first_joined(servers) == first


def test_no_other_server_takes_the_place_of_the_first() -> None:
    served = ServedServers(frozenset())
    served.remember(1)

    assert served.choose_first([joined(2, 1)]) is None
    assert served.ids == {1}
    warnings = list(served.warnings({2}))
    assert "no longer in server 1" in warnings[0]
    assert "FOOTNOTE_SERVERS" in warnings[0]
    assert "server 2 and does not serve it" in warnings[1]


def test_a_name_in_the_settings_wins_over_what_is_remembered() -> None:
    served = ServedServers(frozenset({4}))
    served.remember(1)

    assert served.ids == {4}
    assert list(served.warnings({4})) == []
    assert "names server 4, which the bot is not in" in next(served.warnings(set()))


def test_the_server_for_development_counts_as_named() -> None:
    assert BotSettings(guild=7).named_servers == {7}
    assert BotSettings(guild=7, servers=frozenset({8})).named_servers == {7, 8}
