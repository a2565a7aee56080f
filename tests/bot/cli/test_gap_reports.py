"""`footnote gaps`: what was asked in Discord and not answered."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.state.store import AnswerRecord, SourceReference, Store
from retrieval import Library, Settings

from .conftest import Footnote

if TYPE_CHECKING:
    from collections.abc import Iterable

FERRY = AnswerRecord(
    server=1,
    channel=7,
    asker=2,
    question="When does the ferry leave?",
    mode="extractive",
    answered=False,
    sources=(
        SourceReference(1, "hours.txt", "old", 3, 9),
        SourceReference(2, "boats.md", "old", 3, 9),
    ),
)
AGAIN = replace(FERRY, question="When does the ferry leave in the evening?", asker=3)
OTHER = replace(FERRY, server=2, question="Who repairs broken chairs?", sources=())
PRIVATE = replace(FERRY, asker=None, question=None)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def keep(data: Path, records: Iterable[AnswerRecord]) -> list[int]:
    with Store.open(data) as store:
        return [store.keep(record) for record in records]


def test_where_no_bot_has_run_there_is_nothing(footnote: Footnote, data: Path) -> None:
    assert footnote("gaps", "--json").row == {"gaps": [], "private": 0, "stale": []}
    ended = footnote("gaps")
    assert ended.status == 0
    assert ended.out == "Nothing was asked that was not answered.\n"
    assert not data.exists()


def test_they_are_grouped_and_counted(footnote: Footnote, data: Path) -> None:
    footnote("index")
    keep(data, [OTHER, FERRY, AGAIN, PRIVATE])

    row = footnote("gaps", "--json").row

    ferry, other = row["gaps"]
    assert (ferry["questions"], ferry["askers"], ferry["refused"]) == (2, 2, 2)
    assert ferry["question"] in {FERRY.question, AGAIN.question}
    assert ferry["closest"] == [
        {"source": "hours.txt", "title": None, "times": 2, "gone": False},
        {"source": "boats.md", "title": None, "times": 2, "gone": True},
    ]
    assert (ferry["answered_now"], ferry["done"], ferry["not_helpful"]) == (None, False, 0)
    assert other["question"] == OTHER.question
    assert row["private"] == 1


def test_without_an_index_they_are_listed_all_the_same(footnote: Footnote, data: Path) -> None:
    keep(data, [FERRY])
    [gap] = footnote("gaps", "--json").row["gaps"]
    assert [each["gone"] for each in gap["closest"]] == [False, False]


def test_one_that_is_done_is_not_listed_until_it_is_asked_again(
    footnote: Footnote, data: Path
) -> None:
    keep(data, [FERRY, AGAIN, OTHER])
    ferry, other = footnote("gaps", "--json").row["gaps"]

    done = footnote("gaps", "--done", ferry["id"], "--json")
    assert "Done: " in done.err
    assert [gap["id"] for gap in done.row["gaps"]] == [other["id"]]
    listed = footnote("gaps", "--all", "--json").row["gaps"]
    assert {gap["id"]: gap["done"] for gap in listed} == {other["id"]: False, ferry["id"]: True}

    keep(data, [FERRY])
    [first, second] = footnote("gaps", "--json").row["gaps"]
    assert ferry["id"] not in {first["id"], second["id"]}
    assert {first["questions"], second["questions"]} == {1}


def test_one_is_named_by_its_place_in_the_list_too(footnote: Footnote, data: Path) -> None:
    keep(data, [FERRY, AGAIN, OTHER])
    [left] = footnote("gaps", "--done", "1", "--json").row["gaps"]
    assert left["question"] == OTHER.question


@pytest.mark.parametrize("name", ["9", "0", "nonsense", "00000000ff"])
def test_one_that_is_not_there_can_not_be_done(footnote: Footnote, data: Path, name: str) -> None:
    keep(data, [FERRY])
    ended = footnote("gaps", "--done", name)
    assert ended.status == 1
    assert f"There is no open gap {name}." in ended.sentence


def test_a_check_says_which_are_answered_now_and_it_is_kept(
    footnote: Footnote, corpus: Path, data: Path
) -> None:
    footnote("index")
    keep(data, [FERRY, OTHER])
    assert "Answered now: 0 of the 2 biggest gaps." in footnote("gaps", "--check").err

    (corpus / "ferry.md").write_text("# Ferry\n\nThe ferry leaves at noon.\n", encoding="utf-8")
    footnote("index")
    checked = footnote("gaps", "--check", "--json")
    assert "Answered now: 1 of the 2 biggest gaps." in checked.err

    rows = {gap["question"]: gap["answered_now"] for gap in footnote("gaps", "--json").row["gaps"]}
    assert rows[OTHER.question] is None
    now = rows[FERRY.question]
    assert (now["source"], now["quote"]) == ("ferry.md", "The ferry leaves at noon.")
    assert (now["start"], now["end"], now["line"]) == (9, 34, 3)
    assert "answered now: ferry.md, line 3: “The ferry leaves at noon.”" in footnote("gaps").out

    footnote("rollback")
    assert all(gap["answered_now"] is None for gap in footnote("gaps", "--json").row["gaps"])


def test_an_answer_that_did_not_help_is_no_answer_now(footnote: Footnote, data: Path) -> None:
    footnote("index")
    cited = footnote("ask", "How much is the yearly fee?", "--json").row["citations"][0]
    with Store.open(data) as store:
        digest = _digest(data, cited["source"])
        source = SourceReference(1, cited["source"], digest, cited["start"], cited["end"])
        asked = replace(
            FERRY, question="How much is the yearly fee?", answered=True, sources=(source,)
        )
        store.rate(store.keep(asked), 5, helpful=False, reason="too short")

    ended = footnote("gaps", "--check", "--json")

    assert "Answered now: 0 of the 1 biggest gaps." in ended.err
    [gap] = ended.row["gaps"]
    assert (gap["refused"], gap["not_helpful"], gap["reasons"]) == (0, 1, ["too short"])


def _digest(data: Path, name: str) -> str:
    settings = Settings(_env_file=None, data=data)
    with Library.open(settings, read_only=True) as library:
        return next(
            each.source.digest for each in library.documents().documents if each.source.path == name
        )


def test_documents_that_changed_since_they_were_cited_are_listed_by_how_often(
    footnote: Footnote, data: Path
) -> None:
    footnote("index")
    cited = replace(FERRY, answered=True)
    keep(data, [cited, cited, replace(cited, sources=FERRY.sources[:1])])

    assert footnote("gaps", "--json").row["stale"] == [
        {"source": "hours.txt", "cited": 3, "state": "changed"},
        {"source": "boats.md", "cited": 2, "state": "gone"},
    ]
    assert "  hours.txt: changed, cited in 3 answers\n" in footnote("gaps").out


def test_the_table_goes_to_a_file_or_to_standard_output(
    footnote: Footnote, data: Path, tmp_path: Path
) -> None:
    keep(data, [replace(FERRY, question="=1+1 ferry?")])
    table = tmp_path / "gaps.csv"

    assert footnote("gaps", "--csv", str(table)).out == ""

    with table.open(encoding="utf-8-sig", newline="") as file:
        [row] = csv.DictReader(file)
    assert row["question"] == "'=1+1 ferry?"
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "'=1+1 ferry?" in footnote("gaps", "--csv", "-").out


def test_a_table_that_cannot_be_written_is_told_in_a_sentence(
    footnote: Footnote, data: Path, tmp_path: Path
) -> None:
    keep(data, [FERRY])
    ended = footnote("gaps", "--csv", str(tmp_path))
    assert ended.status == 1
    assert "cannot be written" in ended.sentence


def test_the_terminal_takes_no_orders_from_a_question(footnote: Footnote, data: Path) -> None:
    keep(data, [replace(FERRY, question="When\x1b[2J\nis it?")])
    out = footnote("gaps").out
    assert "\x1b" not in out
    assert out.startswith("1. When␛[2J is it?\n")
