"""The two kinds of vector stores as fixtures, for modules with `pytest_plugins = ("tests.stores",)`.

Each library has collections of its own, so the tests that share a server do not meet.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.index.vector_store import VectorStore
from tests.chroma_server import ChromaServer
from tests.folders import Folder


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    """The server that tests share which do not harm it."""
    server = ChromaServer.on(tmp_path_factory.mktemp("chroma"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(params=["embedded", "server"])
def empty_folder(request: pytest.FixtureRequest, tmp_path: Path) -> Folder:
    """A folder without documents, once with each kind of vector store."""
    if request.param == "embedded":
        return Folder.at(tmp_path)
    return Folder.at(tmp_path, request.getfixturevalue("shared_server").url)


def chroma_keys(store: VectorStore, model: str) -> list[str]:
    """All keys that Chroma itself holds for a model."""
    with store._collection(model) as collection:
        keys: list[str] = collection.get(include=[])["ids"]
        return keys
