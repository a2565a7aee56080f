"""The guards that all other tests stand on do guard."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from tests import conftest


def test_no_setting_of_the_developer_reaches_a_test() -> None:
    assert not [name for name in os.environ if name.startswith(conftest.SETTINGS)]
    assert not Path(".env").exists()


@pytest.mark.parametrize("host", ["192.0.2.1", "example.com", "2001:db8::1"])
def test_nothing_beyond_this_machine_is_reached(host: str) -> None:
    with pytest.raises(OSError, match="stay on this machine"):
        socket.create_connection((host, 80), timeout=1)
    assert conftest.attempts == [host]
    conftest.attempts.clear()


def test_loopback_is_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
