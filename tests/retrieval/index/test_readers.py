"""Asking while another process holds the data folder: readers need no lock and never open Chroma."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from bot.cli.main import main
from retrieval import IndexInUseError, Library
from retrieval.index.catalog import Catalog
from retrieval.index.stored_vectors import StoredVectors
from tests.folders import Folder
from tests.paths import ROOT
from tests.retrieval.index.test_catalog import VERSION_1, rewrite

pytest_plugins = ("tests.stores",)

BEES = "Bees dance to tell each other where the flowers are."
OWLS = "Owls hunt at night and swallow their prey whole."
MODEL = "local:wordllama"

HOLDER = """
import sys
from retrieval import Library, Settings

def stop(now):
    if now.stage == "commit":
        print("staged", flush=True)
        sys.stdin.readline()

corpus, data, url = sys.argv[1:]
settings = Settings(_env_file=None, corpus=corpus, data=data, chroma_url=url or None)
with Library.open(settings, purpose="footnote watch", hold=True) as library:
    library.reindex(force=True, progress=stop)
    print("committed", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def folder(empty_folder: Folder) -> Folder:
    empty_folder.write("bees.txt", BEES)
    empty_folder.write("owls.txt", OWLS)
    with empty_folder.library() as library:
        library.reindex()
    return empty_folder


@contextmanager
def held(folder: Folder) -> Iterator[subprocess.Popen[str]]:
    """Another process in the middle of a re-index, which goes on with each line that it reads."""
    places = (str(folder.corpus), str(folder.data), folder.chroma_url or "")
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, *places],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "staged\n"
        yield process
        process.communicate("\n" * 2)
    assert process.returncode == 0


def test_a_second_process_is_answered_from_the_old_generation_and_then_the_new(
    folder: Folder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if folder.chroma_url is not None:
        monkeypatch.setenv("CHROMA_URL", folder.chroma_url)

    def ask(question: str) -> dict[str, object]:
        assert main([*folder.options, "ask", "--json", question]) == 0
        row: dict[str, object] = json.loads(capsys.readouterr().out)
        return row

    folder.write("bees.txt", "Bees see no red.")
    with held(folder) as holder:
        assert BEES in str(ask("How do bees tell each other where the flowers are?")["text"])
        assert main([*folder.options, "search", "--json", "nocturnal birds of prey"]) == 0
        assert json.loads(capsys.readouterr().out)["passages"][0]["text"] == OWLS
        assert main([*folder.options, "status", "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["generation"] == 1
        assert main([*folder.options, "rollback"]) == 3
        assert "in use by 'footnote watch'" in capsys.readouterr().err
        assert holder.stdin is not None
        assert holder.stdout is not None
        print(file=holder.stdin, flush=True)
        assert holder.stdout.readline() == "committed\n"
        assert "Bees see no red." in str(ask("Which colour do bees not see?")["text"])


def test_a_reader_opens_no_embedded_store(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = Folder.at(tmp_path)
    folder.write("bees.txt", BEES)
    with folder.library() as library:
        library.reindex()
    code = (
        "import sys; from bot.cli.main import main; "
        f"status = main(['--corpus', {str(folder.corpus)!r}, '--data', {str(folder.data)!r}, "
        "'ask', 'Who dances?']); sys.exit(status or 5 * ('chromadb' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert done.returncode == 0
    assert BEES in capfd.readouterr().out


def test_an_index_is_made_first_unless_somebody_else_is_at_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Folder.at(tmp_path)
    folder.write("bees.txt", BEES)
    with Library.open(folder.settings(), purpose="footnote index"):
        assert main([*folder.options, "ask", "Who dances?"]) == 3
        assert "in use by 'footnote index'" in capsys.readouterr().err
    assert main([*folder.options, "ask", "Who dances?"]) == 0
    assert BEES in capsys.readouterr().out


def test_an_index_of_an_earlier_version_is_taken_over_by_who_asks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Folder.at(tmp_path)
    folder.write("bees.txt", BEES)
    with folder.library() as library:
        library.reindex()
    rewrite(folder, VERSION_1)
    assert main(["--data", str(folder.data), "ask", "Who dances?"]) == 0
    assert BEES in capsys.readouterr().out


def test_a_reader_writes_nothing(folder: Folder) -> None:
    with Library.open(folder.settings(), read_only=True) as reader:
        assert reader.search("nocturnal birds of prey")[0].text == OWLS
        for act in (reader.reindex, reader.rollback):
            with pytest.raises(IndexInUseError, match="for reading only"):
                act()


def test_stored_vectors_are_searched_exactly_and_follow_the_generation(folder: Folder) -> None:
    catalog = Catalog(folder.data, read_only=True)
    stored = StoredVectors(catalog)
    with catalog.snapshot() as snapshot:
        keys, vectors = snapshot.embeddings_of(MODEL)
    asked = np.ones(vectors.shape[1], np.float32)
    by_cosine = [keys[row] for row in np.argsort(-(vectors @ asked))]
    assert stored.nearest(MODEL, asked, 1) == by_cosine[:1]
    assert stored.nearest(MODEL, asked, 9) == by_cosine
    assert stored.nearest(MODEL, np.ones(3, np.float32), 9) == [], "of another model"
    assert stored.nearest("local:other", asked, 9) == []
    folder.write("yaks.txt", "Yaks live high in the mountains.")
    with folder.library() as library:
        library.reindex()
    assert len(stored.nearest(MODEL, asked, 9)) == 3
    catalog.close()
