"""Made-up documents are the same at every run, and the library's chunks are their paragraphs."""

from __future__ import annotations

from pathlib import Path

from benchmarks.folders import PARAGRAPHS, Folder, questions, text_of
from benchmarks.indexed_folders import IndexedFolder, make_index
from retrieval import Library


def test_a_text_and_the_questions_are_the_same_at_every_run() -> None:
    assert text_of(7) == text_of(7)
    assert text_of(7) != text_of(8)
    assert text_of(7) != text_of(7, edition=1)
    assert questions(20)[:5] == questions(5)


def test_each_paragraph_is_a_chunk_so_that_others_can_be_given_the_same(tmp_path: Path) -> None:
    folder = Folder.below(tmp_path / "made")
    folder.fill(30)
    taken = make_index(folder)
    with Library.open(folder.settings(), read_only=True) as library:
        assert library.status().chunks == 30 * PARAGRAPHS
    indexed = IndexedFolder(folder, 30 * PARAGRAPHS, taken)
    assert indexed.seconds > 0
    assert indexed.text_megabytes == sum(len(text_of(n).encode()) for n in range(30)) / 1e6
    assert indexed.index_megabytes > 0


def test_settings_ask_a_model_only_where_an_address_is_given(tmp_path: Path) -> None:
    folder = Folder.below(tmp_path / "made")
    assert folder.settings().chat is None
    written = folder.settings("http://127.0.0.1:1/v1")
    assert (written.chat, written.openai_base_url) == ("openai:stub", "http://127.0.0.1:1/v1")
