"""Ctrl-C while a re-index is waiting for something: it answers at once and loses nothing."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.cli.interruption import stop_sentence
from retrieval import Progress
from tests.model_stub import KEY, Embeddings, ModelStub, Silence

from .processes import ended, started

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is another thing there")

SOON = 15.0
"""Seconds within which it ends also on a busy machine. What it waits for lasts much longer."""

AS_BEFORE = "footnote: Stopped. The index is as it was before."

FEW_AT_ONCE = """
import sys
from bot.cli.main import main
from retrieval.index import indexer
indexer.TEXTS_PER_BATCH = 4
sys.exit(main(sys.argv[1:]))
"""

STUCK = """
import sys, threading
from bot.cli import interruption
from bot.cli.main import main
from retrieval.index import catalog, preparation, vector_store
def stuck(*_, **__):
    print("stuck", file=sys.stderr, flush=True)
    threading.Event().wait()
{owner}.{name} = stuck
{more}
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def model() -> Iterator[ModelStub]:
    with ModelStub().running() as stub:
        yield stub


@pytest.fixture
def options(tmp_path: Path) -> list[str]:
    """The options that name ten documents of one chunk each, and where their index shall be."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number in range(10):
        (corpus / f"{number}.txt").write_text(f"Ferry {number} leaves at {number} o'clock.")
    return ["--corpus", str(corpus), "--data", str(tmp_path / "data")]


def paid(model: ModelStub) -> dict[str, str]:
    """Variables by which the stub embeds, and may take a long time for it."""
    return {
        "FOOTNOTE_EMBEDDING_MODEL": "openai:stub",
        "FOOTNOTE_MODEL_TIMEOUT": "600",
        "OPENAI_API_KEY": KEY,
        "OPENAI_BASE_URL": model.url,
    }


def stuck(options: list[str], owner: str, name: str, more: str = "") -> subprocess.Popen[bytes]:
    """Start an indexing that waits for ever where `owner.name` is called, and is there now."""
    code = STUCK.format(owner=owner, name=name, more=more)
    process = started(*options, "index", code=("-c", code))
    assert process.stderr is not None
    assert b"stuck\n" in iter(process.stderr.readline, b"")
    return process


@pytest.mark.parametrize("command", [("index",), ("ask", "When does ferry 3 leave?")])
def test_what_was_embedded_is_kept_when_a_slow_model_is_not_waited_for(
    options: list[str], model: ModelStub, command: tuple[str, ...]
) -> None:
    model.will(Embeddings(), Embeddings(), Silence())
    process = started(*options, *command, code=("-c", FEW_AT_ONCE), environment=paid(model))
    assert model.silent.wait(timeout=60)
    process.send_signal(signal.SIGINT)
    status, out, err = ended(process, within=SOON)
    assert (status, out) == (130, b"")
    assert err.splitlines()[-1] == (
        f"{AS_BEFORE} 8 of 10 files (8 chunks) were embedded; that is kept, and the next "
        "`footnote index` goes on from there."
    )
    bought = set(model.embedded)
    model.embedded.clear()
    status, out, _ = ended(started(*options, "index", "--json", environment=paid(model)))
    assert status == 0
    assert json.loads(out)["added"] == 10
    assert len(model.embedded) == 2
    assert not bought & set(model.embedded)


@pytest.mark.parametrize(
    ("owner", "name", "sentence"),
    [
        ("preparation", "ReaderPool", AS_BEFORE),
        ("vector_store.VectorStore", "upsert", f"{AS_BEFORE} 10 of 10 files (10 chunks) were"),
        ("catalog.Writer", "stage", f"{AS_BEFORE} 10 of 10 files (10 chunks) were"),
        ("catalog.Writer", "commit", "footnote: Stopped while the index was made live."),
        ("catalog.Writer", "delete_unreachable", "footnote: Stopped. The new index is live;"),
    ],
)
def test_it_waits_for_nothing_and_the_next_one_makes_good(
    options: list[str], owner: str, name: str, sentence: str
) -> None:
    process = stuck(options, owner, name)
    process.send_signal(signal.SIGINT)
    status, out, err = ended(process, within=SOON)
    assert (status, out) == (130, b"")
    assert err.splitlines()[-1].startswith(sentence)
    status, out, _ = ended(started(*options, "index", "--json"))
    assert status == 0
    row = json.loads(out)
    assert (row["documents"], row["chunks"]) == (10, 10)


def test_a_second_ctrl_c_ends_it_at_once(options: list[str]) -> None:
    process = stuck(options, "preparation", "ReaderPool", "interruption.PATIENCE = 600")
    for _ in range(100):
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=0.2)
            break
        except subprocess.TimeoutExpired:
            continue
    status, out, err = ended(process, within=SOON)
    assert (status, out) == (130, b"")
    assert err.splitlines()[-1] == AS_BEFORE


def test_a_watch_that_is_ended_while_it_waits_ends_as_it_always_does(
    options: list[str], model: ModelStub
) -> None:
    model.will(Silence())
    process = started(*options, "watch", environment=paid(model))
    assert model.silent.wait(timeout=60)
    process.send_signal(signal.SIGINT)
    status, out, err = ended(process, within=SOON)
    assert (status, out) == (0, b"")
    assert err.splitlines()[-1] == AS_BEFORE


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        ("scan", "Stopped. The index is as it was before."),
        ("commit", "Stopped while the index was made live. `footnote status` says whether it is."),
        (
            "sweep",
            "Stopped. The new index is live; what it no longer needs is deleted by the next ",
        ),
    ],
)
def test_what_is_said_to_be_left_depends_on_the_stage(stage: Any, sentence: str) -> None:
    assert stop_sentence(Progress(stage, 9, 9)).startswith(sentence)


def test_what_is_kept_is_counted() -> None:
    assert stop_sentence(Progress("index", 312, 1_200, 4_100)) == (
        "Stopped. The index is as it was before. 312 of 1,200 files (4,100 chunks) were embedded; "
        "that is kept, and the next `footnote index` goes on from there."
    )
