"""`footnote backup` and `footnote restore`, as people and scripts use them."""

from __future__ import annotations

from pathlib import Path

from bot.state.store import AnswerRecord, Store
from retrieval import Library, Settings

from .conftest import Footnote
from .processes import ended, started

QUESTION = "When is the yearly fee due?"


def test_a_backup_is_restored_elsewhere_while_the_bot_holds_the_folder(
    footnote: Footnote, corpus: Path, tmp_path: Path
) -> None:
    file, elsewhere = tmp_path / "backup.zip", tmp_path / "elsewhere"
    footnote("index")
    settings = Settings(corpus=corpus, data=tmp_path / "data")
    with Library.open(settings, hold=True), Store.open(settings.data) as store:
        store.keep(AnswerRecord(1, 2, 3, QUESTION, "extractive", answered=True, sources=()))
        made = footnote("backup", str(file), "--json")
    assert made.status == 0
    assert (made.row["generation"], made.row["documents"]) == (1, 2)
    assert made.row["size"] == file.stat().st_size

    restored = footnote("restore", str(file), "--json", data=elsewhere)
    assert restored.status == 0
    assert restored.row["file"] == str(elsewhere)
    assert footnote("ask", QUESTION, "--json", data=elsewhere).row["answered"]
    with Store.open(elsewhere) as store:
        assert store.database.read("SELECT question FROM answers") == [(QUESTION,)]


def test_it_goes_through_pipes(footnote: Footnote, corpus: Path, tmp_path: Path) -> None:
    footnote("index")
    folders = ["--corpus", str(corpus), "--data"]
    status, backup, err = ended(started("backup", "-", *folders, str(tmp_path / "data")))
    assert (status, err) == (0, "")
    process = started("restore", "-", *folders, str(tmp_path / "elsewhere"))
    out, _ = process.communicate(backup, timeout=60)
    assert process.returncode == 0
    assert b"generation 1, 2 documents" in out


def test_no_file_is_overwritten_but_by_force(footnote: Footnote, tmp_path: Path) -> None:
    footnote("index")
    file = tmp_path / "backup.zip"
    file.write_text("something else")
    refused = footnote("backup", str(file))
    assert (refused.status, file.read_text()) == (2, "something else")
    assert "--force" in refused.sentence
    assert footnote("backup", str(file), "--force").status == 0


def test_a_place_where_it_is_no_use_is_refused(footnote: Footnote, tmp_path: Path) -> None:
    footnote("index")
    for target, told in (
        (tmp_path, "is a folder"),
        (tmp_path / "data" / "b.zip", "lost along"),
        (tmp_path / "nowhere" / "b.zip", "There is no folder"),
    ):
        refused = footnote("backup", str(target))
        assert refused.status == 2
        assert told in refused.sentence


def test_what_cannot_be_restored_is_told(footnote: Footnote, tmp_path: Path) -> None:
    footnote("index")
    footnote("backup", str(tmp_path / "backup.zip"))
    assert "is not empty" in footnote("restore", str(tmp_path / "backup.zip")).sentence
    missing = footnote("restore", str(tmp_path / "nowhere.zip"), data=tmp_path / "new")
    assert (missing.status, "There is no backup" in missing.sentence) == (1, True)


def test_documents_that_are_not_here_are_named(
    footnote: Footnote, corpus: Path, tmp_path: Path
) -> None:
    footnote("index")
    footnote("backup", str(tmp_path / "backup.zip"))
    corpus.rename(tmp_path / "moved")
    restored = footnote("restore", str(tmp_path / "backup.zip"), data=tmp_path / "new")
    assert restored.status == 0
    assert f"The documents folder {corpus} is not here" in restored.err
