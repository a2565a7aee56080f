"""The hostile folder: its good files are good, and damage and odd names are the same each time."""

from __future__ import annotations

import random
from pathlib import Path

from retrieval.documents.folder.scan import discover
from retrieval.documents.loaders import SUPPORTED, parse
from tests.hostile.folder import write_odd_entries, write_odd_names
from tests.hostile.good_files import good_files
from tests.hostile.mutations import mutated


def test_twenty_good_files_each_hold_a_fact_of_their_own() -> None:
    good = good_files()
    assert len({fact.words for fact in good}) == len({fact.path for fact in good}) == 20
    for fact, content in good.items():
        if fact.path.endswith(SUPPORTED):
            assert fact.words in parse(fact.path, content).text


def test_other_files_like_them_do_not_hold_the_facts() -> None:
    for fact, content in good_files(instead="Nobody knows.").items():
        if fact.path.endswith(SUPPORTED):
            text = parse(fact.path, content).text
            assert "Nobody knows." in text
            assert fact.words not in text


def test_damage_is_the_same_for_the_same_seed() -> None:
    def files() -> list[bytes]:
        randomness = random.Random(1)
        return [mutated(content, randomness) for content in good_files().values()]

    assert files() == files()
    assert files() != list(good_files().values())


def test_odd_names_and_entries_are_listed_or_told(tmp_path: Path) -> None:
    write_odd_names(tmp_path / "names")
    write_odd_entries(tmp_path / "entries")
    scan = discover(tmp_path)
    paths = {file.path for file in scan.files}
    assert "names/line\nend.txt" in paths
    assert not {path for path in paths if "pipe" in path or "zero" in path or "hidden" in path}
    assert {failure.path for failure in scan.failures} >= {
        "entries/circle.txt",
        "entries/gone.html",
    }
