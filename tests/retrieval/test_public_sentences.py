"""What everybody may read of an error: no path, no address and no process."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from retrieval import (
    CorpusError,
    DocumentError,
    FootnoteError,
    IndexInUseError,
    Library,
    NoIndexError,
    Settings,
    errors,
)
from retrieval.index.catalog import sqlite_errors
from retrieval.index.vector_store import VectorStore
from retrieval.provider_errors import to_model_error
from tests.paths import ROOT

ADDRESS = "http://10.0.0.5:8123/v1"
PRIVATE = ("corpus", "data", "path", "address", "install_command", "vector_store")
"""Parts of the names of what only those who run the library should read."""

COMMAND_LINE = (
    *("evaluation", "documents/loaders/registry.py", "setup_checks.py"),
    *("rebuilding.py", "setting_sources.py"),
)
"""Where errors come from that never reach anybody else."""


def test_an_error_is_public_as_it_stands_unless_it_says_otherwise() -> None:
    assert FootnoteError("The shelf is full.").public == "The shelf is full."
    error = FootnoteError("The shelf /srv/a is full.", public="A shelf is full.")
    assert (str(error), error.public) == ("The shelf /srv/a is full.", "A shelf is full.")


class Refused(Exception):
    """What a client raises for an answer with this status."""

    def __init__(self, status: int, location: str = "") -> None:
        super().__init__("no")
        self.status_code = status
        self.response = SimpleNamespace(headers={"location": location})


@pytest.mark.parametrize(
    "raised",
    [
        ConnectionError("refused"),
        TimeoutError(),
        ValueError("nonsense"),
        *map(Refused, (302, 401, 402, 403, 404, 405, 413, 429, 500)),
        Refused(307, "http://10.9.9.9/elsewhere"),
    ],
    ids=repr,
)
def test_no_failure_of_a_models_server_names_its_address(raised: Exception) -> None:
    settings = Settings(openai_base_url=ADDRESS, chat_model="some-model")

    error = to_model_error(raised, settings, "some-model")

    assert "10." not in error.public
    assert "://" not in error.public
    assert error.public


def test_a_model_that_is_away_is_told_with_its_address_only_to_those_who_run_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "pond.md").write_text("# The pond\n\nThe pond is three metres deep.\n")
    settings = Settings(
        corpus=tmp_path / "docs",
        data=tmp_path / "data",
        openai_base_url="http://127.0.0.1:9/v1",
        chat_model="some-model",
        model_retries=0,
    )
    with Library.open(settings, purpose="a test") as library:
        library.reindex()
        answer = library.ask("How deep is the pond?")

    assert "127.0.0.1" in (answer.notice or "")
    assert answer.notice_for_all == "The connection to the model's server failed."


def test_a_folder_that_is_missing_is_not_named(tmp_path: Path) -> None:
    settings = Settings(corpus=tmp_path / "nowhere", data=tmp_path / "data")
    with (
        Library.open(settings, purpose="a test") as library,
        pytest.raises(CorpusError) as caught,
    ):
        library.reindex()

    assert str(tmp_path) in str(caught.value)
    assert str(tmp_path) not in caught.value.public


def test_whoever_holds_the_index_is_not_named(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path)
    with (
        Library.open(settings, purpose="a long watch", hold=True),
        pytest.raises(IndexInUseError) as caught,
    ):
        Library.open(settings, purpose="a test", hold=True)

    assert str(os.getpid()) in str(caught.value)
    public = caught.value.public
    assert not [word for word in (str(os.getpid()), "watch", str(tmp_path)) if word in public]


def test_a_full_disk_is_not_named(tmp_path: Path) -> None:
    error = sqlite_errors.translated(OSError(28, "No space left on device"), tmp_path, live=True)

    assert str(tmp_path) in str(error)
    assert str(tmp_path) not in error.public


def test_a_vector_store_is_not_named() -> None:
    with pytest.raises(FootnoteError) as caught:
        VectorStore(Settings(chroma_url="ftp://10.0.0.5"), "a-library").count("some-model")

    assert "10.0.0.5" in str(caught.value)
    assert "10.0.0.5" not in caught.value.public


def raised_errors() -> Iterator[tuple[str, ast.Call]]:
    """Every error of the library that is made anywhere in it, by the line where it is."""
    for path in sorted((ROOT / "retrieval").rglob("*.py")):
        name = path.relative_to(ROOT / "retrieval").as_posix()
        if name.startswith(COMMAND_LINE):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                # Where nothing is indexed the bot says so in its own words, and a document is public.
                kind = getattr(errors, node.func.id, DocumentError)
                if not issubclass(kind, DocumentError | NoIndexError):
                    yield f"{name}:{node.lineno}", node


@pytest.mark.parametrize("call", [pytest.param(call, id=at) for at, call in raised_errors()])
def test_an_error_that_names_what_is_private_has_a_public_sentence(call: ast.Call) -> None:
    shown = [ast.unparse(part) for part in ast.walk(call) if isinstance(part, ast.FormattedValue)]
    named = [
        text
        for text in shown
        if any(word in text for word in PRIVATE) and not text.endswith("_setting}")
    ]

    assert not named or "public" in {keyword.arg for keyword in call.keywords}
