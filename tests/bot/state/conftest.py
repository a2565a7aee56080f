"""The bot's own database, new for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A new one."""
    with Store.open(tmp_path) as opened:
        yield opened
