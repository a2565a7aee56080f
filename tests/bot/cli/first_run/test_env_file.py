"""Lines of `.env` are changed, and all others stay as they are."""

from __future__ import annotations

import os
import stat
from io import StringIO
from pathlib import Path

import pytest
from dotenv import dotenv_values
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.first_run.env_file import changed_text, write_private
from bot.env_example import render
from retrieval import SettingsError

VALUES = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), min_size=1).filter(
    lambda value: "${" not in value and value == value.strip()
)


def read(text: str) -> dict[str, str | None]:
    return dict(dotenv_values(stream=StringIO(text)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "FOOTNOTE_CORPUS=papers\n"),
        ("# Ours\nTZ=UTC", "# Ours\nTZ=UTC\nFOOTNOTE_CORPUS=papers\n"),
        ("FOOTNOTE_CORPUS=old\n\nTZ=UTC\n", "FOOTNOTE_CORPUS=papers\n\nTZ=UTC\n"),
        ("TZ=UTC\n\nexport FOOTNOTE_CORPUS='old' # why\n", "TZ=UTC\n\nFOOTNOTE_CORPUS=papers\n"),
        ("#FOOTNOTE_CORPUS=docs  # The folder\nTZ=UTC\n", "FOOTNOTE_CORPUS=papers\nTZ=UTC\n"),
        ("#FOOTNOTE_CORPUS=a\nFOOTNOTE_CORPUS=b\n", "#FOOTNOTE_CORPUS=a\nFOOTNOTE_CORPUS=papers\n"),
        ("FOOTNOTE_CORPUS=a\nFOOTNOTE_CORPUS=b\n", "FOOTNOTE_CORPUS=papers\n"),
    ],
)
def test_a_variable_is_set_in_its_place(before: str, after: str) -> None:
    assert changed_text(before, {"FOOTNOTE_CORPUS": "papers"}) == after


@given(value=VALUES)
def test_what_is_written_is_read_as_it_was(value: str) -> None:
    text = changed_text("A=1\nB=2", {"B": value, "C": value})
    assert read(text) == {"A": "1", "B": value, "C": value}


@pytest.mark.parametrize("value", ["two\nlines", "${HOME}/papers", "a\rb"])
def test_what_can_not_be_written_is_refused(value: str) -> None:
    with pytest.raises(SettingsError, match="FOOTNOTE_CORPUS can hold no"):
        changed_text("", {"FOOTNOTE_CORPUS": value})


def test_in_the_example_of_all_settings_only_the_lines_are_changed() -> None:
    before = render()
    after = changed_text(before, {"FOOTNOTE_CORPUS": "papers", "DISCORD_TOKEN": "x"})
    assert read(after) == {"FOOTNOTE_CORPUS": "papers", "DISCORD_TOKEN": "x"}
    assert len(after.splitlines()) == len(before.splitlines())


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_the_file_is_for_its_owner_alone_also_where_it_was_not(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("A=1\n")
    path.chmod(0o644)
    write_private(path, "A=2\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text() == "A=2\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    target = tmp_path / "elsewhere" / "settings"
    target.write_text("A=1\n")
    (tmp_path / ".env").symlink_to(target)
    write_private(tmp_path / ".env", "A=2\n")
    assert (tmp_path / ".env").is_symlink()
    assert target.read_text() == "A=2\n"
