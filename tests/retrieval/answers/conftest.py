"""What the tests of the answers share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.model_stub import ModelStub


@pytest.fixture
def stub() -> Iterator[ModelStub]:
    """A model's server."""
    with ModelStub().running() as server:
        yield server
