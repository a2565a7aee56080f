"""The index of the sample documents makes room for one of a folder that is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import retrieval.sample_index
from retrieval import Library, NoIndexError, Settings, SettingsError, rebuild

if TYPE_CHECKING:
    from collections.abc import Callable

BEES = "Bees dance to tell where the flowers are."
OWLS = "Owls hunt at night."


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Settings]:
    """Settings that name one of two folders, of which "sample" is that of the sample documents."""
    for name, text in {"sample": BEES, "papers": OWLS}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "document.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(retrieval.sample_index, "SAMPLE_FOLDER", tmp_path / "sample")
    return lambda name: Settings(_env_file=None, corpus=tmp_path / name, data=tmp_path / "data")


@pytest.fixture
def sample_indexed(settings: Callable[[str], Settings]) -> None:
    with Library.open(settings("sample")) as library:
        library.reindex()


@pytest.mark.usefixtures("sample_indexed")
def test_whoever_only_asks_finds_nothing_indexed_rather_than_answers_from_the_sample(
    settings: Callable[[str], Settings],
) -> None:
    with pytest.raises(NoIndexError):
        Library.open(settings("papers"), read_only=True)


@pytest.mark.usefixtures("sample_indexed")
def test_the_named_folder_is_indexed_without_a_question_and_nothing_is_left_of_the_sample(
    settings: Callable[[str], Settings],
) -> None:
    with Library.open(settings("papers")) as library:
        assert not library.has_index
        report = library.reindex()
        assert (report.added, report.removed) == (("document.txt",), ())
        assert [passage.text for passage in library.search("What hunts at night?")] == [OWLS]
    held = b"".join(path.read_bytes() for path in (settings("papers").data).rglob("*.sqlite3*"))
    assert b"Bees" not in held
    assert b"Owls" in held


@pytest.mark.usefixtures("sample_indexed")
def test_it_yields_to_a_rebuilding_too(settings: Callable[[str], Settings]) -> None:
    with rebuild(settings("papers")) as library:
        library.reindex()
    with Library.open(settings("papers"), read_only=True) as library:
        assert [passage.text for passage in library.search("What hunts at night?")] == [OWLS]


@pytest.mark.usefixtures("sample_indexed")
def test_without_a_named_folder_it_stays(tmp_path: Path) -> None:
    unnamed = Settings(_env_file=None, data=tmp_path / "data")
    with Library.open(unnamed, read_only=True) as library:
        assert [passage.text for passage in library.search("What do bees tell?")] == [BEES]


def test_an_index_of_any_other_folder_yields_to_none(settings: Callable[[str], Settings]) -> None:
    with Library.open(settings("papers")) as library:
        library.reindex()
    for read_only in (True, False):
        with pytest.raises(SettingsError, match="not in"):
            Library.open(settings("sample"), read_only=read_only)
