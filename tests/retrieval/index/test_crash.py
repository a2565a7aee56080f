"""A re-index that is killed loses nothing: a few real kills. `python -m tests.crash` does many."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash import crash_and_recover


@pytest.mark.parametrize(
    ("moment", "live"),
    [
        ("after-upsert", "before"),
        ("after-stage", "before"),
        ("before-commit", "before"),
        ("after-commit", "after"),
        ("after-delete", "after"),
    ],
)
def test_killed_at_any_moment_the_index_is_whole(tmp_path: Path, moment: str, live: str) -> None:
    assert crash_and_recover(tmp_path, at=moment) == live
