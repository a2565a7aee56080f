"""What the first answer needs is loaded before it is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

import pytest

from retrieval import Library
from tests.folders import Folder
from tests.model_stub import KEY, ModelStub
from tests.paths import ROOT

QUESTION = "Who waters the tomatos?"


@pytest.fixture
def stub() -> Iterator[ModelStub]:
    with ModelStub().running() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path)
    made.write(
        "garden.md",
        "# Watering\n\nAnna waters the tomatoes first, at seven. It takes an hour.\n\n"
        "# Frost\n\nThe beds are covered when it freezes.\n",
    )
    return made


def finish_warming_up(library: Library) -> None:
    library.warm_up()
    for thread in threading.enumerate():
        if thread.name == "warm-up":
            thread.join()


def printed_after(folder: Folder, program: str, **environment: str) -> list[str]:
    """Return the words that a program prints in a process of its own with a library warmed up."""
    code = (
        "import sys, threading\n"
        "from retrieval import Library, Settings\n"
        f"with Library.open(Settings(data={str(folder.data)!r})) as library:\n"
        "    library.warm_up()\n"
        "    [each.join() for each in threading.enumerate() if each.name == 'warm-up']\n"
        f"{indent(program, '    ')}"
    )
    variables = {**os.environ, **environment}
    command = [sys.executable, "-c", code]
    return subprocess.check_output(command, cwd=ROOT, env=variables, text=True).split()


def test_the_first_question_loads_nothing_more(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
    asked = (
        "before = set(sys.modules)\n"
        f"assert library.ask({QUESTION!r}).citations\n"
        "print(*set(sys.modules) - before)"
    )
    assert printed_after(folder, asked) == []


def test_the_client_of_a_chat_model_is_loaded_and_its_server_told_nothing(
    folder: Folder, stub: ModelStub
) -> None:
    with folder.library() as library:
        library.reindex()
    loaded = "print(*{'chromadb', 'langchain_openai', 'simplemma'} & set(sys.modules))"
    all_of_them = {"chromadb", "langchain_openai", "simplemma"}
    assert set(printed_after(folder, loaded, OPENAI_BASE_URL=stub.url)) == all_of_them
    assert set(printed_after(folder, loaded)) == {"chromadb"}
    assert stub.headers == []


def test_an_embedding_model_that_costs_money_is_not_asked(folder: Folder, stub: ModelStub) -> None:
    changes = {"openai_api_key": KEY, "openai_base_url": stub.url, "chat_model": "none"}
    with folder.library(embedding_model="openai:stub", **changes) as library:
        library.reindex()
        asked = len(stub.requests)
        finish_warming_up(library)
        assert len(stub.requests) == asked > 0


def test_without_an_index_there_is_no_error(folder: Folder) -> None:
    with folder.library() as library:
        finish_warming_up(library)
        library.reindex()
        assert library.ask(QUESTION).citations


def test_a_library_that_is_closed_meanwhile_stays_closed(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        library.warm_up()
    finish_warming_up(library)
    assert library._vector_store is not None
    assert library._vector_store._store._opened is None
    with folder.library() as library:
        assert library.ask(QUESTION).citations
