"""What holds for every test: no settings from outside, an empty working folder, and no network."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest

# Modules import from it before they name it as a plugin, as when one of them is run alone.
pytest.register_assert_rewrite("tests.stores")

SETTINGS = (
    *("FOOTNOTE_", "OPENAI_", "ANTHROPIC_", "OLLAMA_", "CHROMA_", "DISCORD_"),
    *("LANGCHAIN_", "LANGSMITH_"),
)
"""How the names of variables begin that would change what a test sees."""

attempts: list[str] = []
"""Addresses beyond this machine that somebody tried to reach since the last test ended."""


@pytest.fixture(scope="session", autouse=True)
def clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Take away settings and `.env`, for whole sessions, so that no fixture of any scope sees them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith(SETTINGS):
                patch.delenv(name)
        patch.setenv("HF_HUB_OFFLINE", "1")
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            patch.delenv(name, raising=False)
            patch.delenv(name.lower(), raising=False)
        patch.chdir(tmp_path_factory.mktemp("working-folder"))
        yield


@pytest.fixture(scope="session", autouse=True)
def socket_guard() -> Iterator[None]:
    """Let nothing but loopback be connected to or looked up."""
    connect, connect_ex, look_up = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _refuse_beyond(self.family, address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _refuse_beyond(self.family, address)
        return connect_ex(self, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        _refuse_beyond(socket.AF_INET, (host,))
        return look_up(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fail the test that reached for the network, also where the code swallowed the refusal."""
    yield
    reached, attempts[:] = list(attempts), []
    assert not reached, f"this test reached for the network: {', '.join(reached)}"


def _refuse_beyond(family: int, address: Any) -> None:
    if family not in (socket.AF_INET, socket.AF_INET6) or _is_here(address[0]):
        return
    attempts.append(str(address[0]))
    raise OSError(f"tests stay on this machine, and {address[0]} is not on it")


def _is_here(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False
