"""Each check of the doctor, on a set-up that is fine and on one that is not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.bot_settings import BotSettings
from bot.cli.checks import doctor
from bot.cli.settings.checked_settings import check_settings
from retrieval import Settings
from tests.bot.cli.discord_stub import token
from tests.folders import Folder


def test_python_sqlite_and_packages_are_fine_where_the_tests_run() -> None:
    assert doctor.python().state == "ok"
    assert doctor.sqlite().finding.endswith("with FTS5")


def test_missing_and_outdated_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    required = [
        "rich>=14",
        "no-such-package>=1",
        "pydantic<1",
        'pytest; extra == "dev"',
        "x; python_version < '3'",
    ]
    monkeypatch.setattr("bot.cli.checks.doctor.metadata.requires", lambda name: required)
    check = doctor.packages()
    assert check.state == "problem"
    assert "no-such-package is missing" in check.finding
    assert "pydantic is" in check.finding
    assert "rich" not in check.finding
    assert "install -c constraints.txt" in (check.mend or "")


def test_what_is_passed_over_is_counted_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text("# A")
    (tmp_path / "docs" / ".hidden").write_text("x")
    check = doctor.documents(Settings(corpus=tmp_path / "docs"))
    assert check.state == "ok"
    assert check.finding.endswith("passed over: 1 (hidden)")
    (tmp_path / "b.md").write_text("# B")
    (tmp_path / "docs" / "b.md").symlink_to(tmp_path / "b.md")
    check = doctor.documents(Settings(corpus=tmp_path / "docs"))
    assert check.state == "note"
    assert "1 (a link that leads outside)" in check.finding
    assert check.mend == "Copy what links outside the folder lead to if it should be found."


def test_documents_are_counted_by_kind(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A")
    (tmp_path / "B.MD").write_text("# B")
    (tmp_path / "c.xyz").write_text("c")
    check = doctor.documents(Settings(corpus=tmp_path))
    assert check.state == "note"
    assert "2 in " in check.finding
    assert "2 .md" in check.finding
    assert "1 .xyz" in check.finding


def test_documents_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A")
    (tmp_path / "lost.md").symlink_to(tmp_path / "nowhere.md")
    check = doctor.documents(Settings(corpus=tmp_path))
    assert check.state == "problem"
    assert "lost.md" in check.finding


def test_a_folder_without_documents_is_a_problem(tmp_path: Path) -> None:
    check = doctor.documents(Settings(corpus=tmp_path))
    assert check.state == "problem"
    assert "--corpus" in (check.mend or "")


def test_a_damaged_index_is_a_problem(tmp_path: Path) -> None:
    folder = Folder.at(tmp_path)
    folder.write("bees.txt", "Bees dance.")
    with folder.library() as library:
        library.reindex()
    assert doctor.index(folder.settings()).state == "ok"
    with closing(sqlite3.connect(folder.data / "catalog.sqlite3")) as connection, connection:
        connection.execute("UPDATE embedding SET vector = zeroblob(length(vector))")
    check = doctor.index(folder.settings())
    assert (check.state, check.finding) == ("problem", "it is damaged: the table 'embedding'")
    assert check.mend == "Run `footnote index --rebuild`."


def test_documents_that_no_setting_names_are_those_of_the_index(tmp_path: Path) -> None:
    folder = Folder.at(tmp_path)
    folder.write("bees.txt", "Bees dance.")
    with folder.library() as library:
        library.reindex()
    check = doctor.documents(Settings(_env_file=None, data=folder.data))
    assert check.finding == f"1 in {folder.corpus} (1 .txt)"


def test_the_data_folder_need_not_exist_yet(tmp_path: Path) -> None:
    check = doctor.data_folder(tmp_path / "new" / "data")
    assert check.state == "ok"
    assert not (tmp_path / "new").exists()


def test_a_data_folder_that_is_no_folder_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    assert doctor.data_folder(tmp_path / "data").state == "problem"


def test_a_full_disk_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "ROOM", 10**18)
    assert doctor.data_folder(tmp_path).state == "problem"


def test_no_discord_token_is_worth_a_note() -> None:
    assert doctor.discord(BotSettings()).state == "note"


@pytest.mark.parametrize(
    "secret",
    ["", "nonsense", token(b"not a number at all"), token(b"1"), token(b"1" * 18)[:-20], "a.b.c"],
)
def test_what_is_no_discord_token_is_a_problem_and_is_not_repeated(secret: str) -> None:
    check = doctor.discord(BotSettings(discord_token=SecretStr(secret)))
    assert check.state == "problem"
    assert len(secret) < 10 or secret not in f"{check}"


def test_a_check_that_breaks_is_itself_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode() -> doctor.CheckResult:
        raise ZeroDivisionError

    monkeypatch.setattr(doctor, "sqlite", explode)
    (tmp_path / "a.md").write_text("# A\n\nWords.")
    settings = check_settings({"corpus": tmp_path, "data": tmp_path / "data"})
    checks = {check.name: check for check in doctor.run_checks(settings)}
    assert checks["SQLite"].state == "problem"
    assert "ZeroDivisionError" in checks["SQLite"].finding
    assert checks["Python"].state == "ok"
