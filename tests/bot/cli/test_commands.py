"""The commands on a real library: what they print, where, and with which exit status."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.cli.output import progress_display
from retrieval import Library, Progress, Settings

from .conftest import FEES, Footnote


def test_index_says_what_it_did(footnote: Footnote, corpus: Path) -> None:
    first = footnote("index", "--json")
    assert first.status == 0
    assert {name: first.row[name] for name in ("added", "changed", "removed", "unchanged")} == {
        "added": 2,
        "changed": 0,
        "removed": 0,
        "unchanged": 0,
    }
    assert first.row["documents"] == 2
    assert "Indexing: 0 of 2 files" in first.err
    (corpus / "fees.md").write_text("The fee is 13 pounds now.", encoding="utf-8")
    again = footnote("index")
    assert again.out.splitlines()[1] == "0 added, 1 changed, 0 removed, 1 unchanged."


def test_a_dry_run_changes_nothing(footnote: Footnote) -> None:
    assert footnote("index", "--dry-run").out.splitlines()[1:] == ["  + fees.md", "  + hours.txt"]
    assert footnote("index", "--dry-run", "--json").row["dry_run"] is True
    assert footnote("status").status == 1


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_indexed(
    footnote: Footnote, corpus: Path
) -> None:
    (corpus / "broken.pdf").write_bytes(b"no PDF")
    ended = footnote("index")
    assert ended.status == 0
    assert "1 file could not be read:\n  broken.pdf: " in ended.out
    assert footnote("index", "--json").row["failed"][0]["source"] == "broken.pdf"


def test_what_is_passed_over_is_summed_up_and_listed_if_asked(
    footnote: Footnote, corpus: Path
) -> None:
    (corpus / ".footnoteignore").write_text("private/\n")
    (corpus / "private").mkdir()
    (corpus / "picture.png").write_bytes(b"")
    ended = footnote("index")
    told = "Passed over: 1 (a kind that is not supported), 1 (ignored by .footnoteignore)."
    assert f"{told} --verbose lists them.\n" in ended.err
    listed = footnote("index", "--verbose").err
    assert f"{told}\npicture.png: a kind that is not supported\nprivate/: ignored" in listed


def test_a_re_index_that_would_remove_most_needs_force(footnote: Footnote, corpus: Path) -> None:
    (corpus / "more.txt").write_text("More words.")
    footnote("index")
    (corpus / "fees.md").unlink()
    (corpus / "hours.txt").unlink()
    refused = footnote("index")
    assert refused.status == 1
    assert "--force" in refused.err
    assert footnote("index", "--force", "--json").row["removed"] == 2


def test_an_answer_quotes_the_document(footnote: Footnote, corpus: Path) -> None:
    ended = footnote("ask", "How much is the yearly fee?", "--json")
    assert ended.status == 0
    assert ended.row["answered"] is True
    assert ended.row["mode"] == "extractive"
    assert "12 pounds" in ended.row["text"]
    for citation in ended.row["citations"]:
        text = (corpus / citation["source"]).read_bytes().decode()
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_an_answer_for_people_has_its_sources_below(asking: Footnote) -> None:
    ended = asking("ask", "When does the library close in the evening?")
    assert ended.status == 0
    assert ended.out.startswith("hours.txt says:\n")
    assert "It closes at eight in the evening.” [" in ended.out
    assert "\nSources:\n[1] hours.txt, line " in ended.out


def test_the_first_question_makes_the_index_and_only_the_answer_goes_to_standard_output(
    footnote: Footnote,
) -> None:
    first = footnote("ask", "How much is the yearly fee?", "--json")
    assert first.row["answered"]
    assert "Indexing: " in first.err
    second = footnote("ask", "How much is the yearly fee?", "--json")
    assert second.row["text"] == first.row["text"]
    assert second.err == ""


def test_the_first_question_tells_of_files_that_cannot_be_read(
    footnote: Footnote, corpus: Path
) -> None:
    (corpus / "broken.pdf").write_bytes(b"no PDF")
    ended = footnote("search", "fee", "--json")
    assert ended.row["passages"]
    assert "broken.pdf: " in ended.err


def test_a_refusal_is_done(asking: Footnote) -> None:
    ended = asking("ask", "Which volcano erupted in Iceland?", "--json")
    assert ended.status == 0
    assert (ended.row["answered"], ended.row["statements"]) == (False, [])


def test_a_search_is_ranked_and_limited(asking: Footnote) -> None:
    ended = asking("search", "yearly fee", "--limit", "1", "--json")
    assert ended.row["query"] == "yearly fee"
    (passage,) = ended.row["passages"]
    assert passage["source"] == "fees.md"
    assert "1. Fees (fees.md, line " in asking("search", "yearly fee").out


def test_a_file_of_questions_is_answered_in_order(asking: Footnote, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text(
        '{"id": "a", "question": "How much is the yearly fee?"}\n\n'
        '{"id": 2, "question": "When does the library open?"}\n',
        encoding="utf-8",
    )
    asked = asking("ask", "--input", str(file))
    assert asked.status == 0
    assert [row["id"] for row in asked.rows] == ["a", 2]
    found = asking("search", "--input", str(file), "--limit", "1")
    assert [row["passages"][0]["source"] for row in found.rows] == ["fees.md", "hours.txt"]


def test_a_bad_line_is_answered_with_its_error_and_the_others_go_on(
    asking: Footnote, tmp_path: Path
) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(
        b'{"id": 1, "question": "?!"}\n{"id": 2}\nnonsense\n\xff\n'
        b'{"id": 5, "question": "When does the library open?"}'
    )
    ended = asking("ask", "--input", str(file))
    assert ended.status == 1
    assert [row["id"] for row in ended.rows] == [1, 2, None, None, 5]
    assert all(row["error"] for row in ended.rows[:4])
    assert ended.rows[4]["answered"]


def test_a_file_of_questions_that_is_not_there_costs_no_index(
    footnote: Footnote, tmp_path: Path
) -> None:
    ended = footnote("ask", "--input", str(tmp_path / "none.jsonl"))
    assert ended.status == 2
    assert "none.jsonl cannot be read" in ended.sentence
    assert not (tmp_path / "data").exists()


def test_a_set_of_questions_is_scored(asking: Footnote, tmp_path: Path) -> None:
    gold = "The yearly fee is 12 pounds."
    start = FEES.index(gold)
    rows = [
        {
            "id": "fee",
            "question": "How much is the yearly fee?",
            "gold": [{"source": "fees.md", "start": start, "end": start + len(gold)}],
        },
        {"id": "none", "question": "Which volcano erupted in Iceland?", "gold": []},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ended = asking("eval", str(file), "--json", "--budget", "500")
    assert ended.status == 0
    measured = ("questions", "answerable", "budget", "recall", "citation_hit", "quote_fidelity")
    assert [ended.row[name] for name in measured] == [2, 1, 500, 1.0, 1.0, 1.0]
    assert "Asking: 2 of 2 questions" in ended.err
    assert "recall              1.000\n" in asking("eval", str(file)).out


def test_kinds_of_questions_are_scored_in_a_table(asking: Footnote, tmp_path: Path) -> None:
    gold = [{"source": "fees.md", "text": "The yearly fee is 12 pounds."}]
    rows = [
        {"question": "How much is the yearly fee?", "kind": "fact", "gold": gold, "must": ["12"]},
        {"question": "hi", "kind": "chat", "answerable": False, "gold": []},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    row = asking("eval", str(file), "--json").row
    assert (row["citation_hit"], row["must_ok"], row["chat_handled"]) == (1, 1, 1)
    assert (row["recall"], row["near_miss_refused"]) == (None, None)
    assert (row["kinds"]["fact"]["hit"], row["kinds"]["chat"]["hit"]) == (1, None)
    shown = asking("eval", str(file)).out.splitlines()
    assert not any(line.startswith(("recall", "near miss")) for line in shown)
    table = shown[shown.index("") + 1 :]
    assert [line.split()[:3] for line in table] == [
        ["kind", "questions", "hit"],
        ["fact", "1", "1.00"],
        ["chat", "1", "–"],
    ]


def test_a_set_that_is_none_is_told(asking: Footnote, tmp_path: Path) -> None:
    assert asking("eval", str(tmp_path / "none.jsonl")).status == 2
    file = tmp_path / "questions.jsonl"
    file.write_text("nonsense")
    ended = asking("eval", str(file))
    assert ended.status == 2
    assert "Line 1" in ended.sentence


def test_status_and_rollback(footnote: Footnote, corpus: Path) -> None:
    assert footnote("status").status == 1
    footnote("index")
    (corpus / "new.txt").write_text("Something new.")
    assert "Folder      1 added, 0 changed, 0 removed since" in footnote("status").out
    footnote("index")
    before = footnote("status", "--json").row
    assert before["documents"] == 3
    back = footnote("rollback", "--json")
    assert (back.status, back.row["removed"], back.row["documents"]) == (0, 1, 2)
    assert footnote("status", "--json").row["documents"] == 2
    assert footnote("rollback").status == 1


def test_lines_that_ask_nothing_of_the_contents_are_replied_to(
    asking: Footnote, tmp_path: Path
) -> None:
    said = ["👍", "good morning", "summarise the fees"]
    lines = tmp_path / "lines.jsonl"
    lines.write_text("\n".join(json.dumps({"id": each, "question": each}) for each in said))
    ended = asking("ask", "--input", str(lines), "--json")
    assert (ended.status, [row["id"] for row in ended.rows]) == (0, said)
    assert {row["kind"] for row in ended.rows} == {"about"}
    (document,) = ended.rows[2]["documents"]
    opening = document["opening"]
    assert FEES[opening["start"] : opening["end"]] == opening["quote"]
    assert document["outline"] == ["Exceptions"]


def test_a_summary_is_shown_to_a_person(asking: Footnote) -> None:
    assert asking("ask", "what is fees.md about?").out.splitlines() == [
        "Fees (fees.md)",
        "It begins: “The yearly fee is 12 pounds. It is due on the first of May.”",
        "Its headings:",
        "- Exceptions",
    ]


def test_the_doctor_finds_nothing_wrong_with_a_fresh_set_up(asking: Footnote) -> None:
    checks = asking("doctor", "--json").row["checks"]
    # The tests also run where the project lies beside them and was never installed.
    assert {check["name"] for check in checks if check["state"] == "problem"} <= {"Packages"}
    assert "     ok  Embedding model: local:wordllama" in asking("doctor").out


def test_the_doctor_names_what_is_wrong(footnote: Footnote, tmp_path: Path) -> None:
    ended = footnote("doctor", corpus=tmp_path / "nowhere")
    assert ended.status == 1
    assert "problem  Documents: There is no folder" in ended.out


@pytest.mark.parametrize(
    "question",
    ["", "   ", "?!… —", "why? " * 20_000, "\x00\x1b\x07", "\udcff", "\u200b"],
    ids=["empty", "blank", "punctuation", "100,000 characters", "control", "no text", "invisible"],
)
def test_a_question_that_is_none_gets_a_sentence_before_anything_is_indexed(
    footnote: Footnote, question: str
) -> None:
    ended = footnote("ask", "--", question)
    assert ended.status == 2
    assert ended.sentence


@pytest.mark.parametrize(
    "question",
    [
        'fee AND NOT ("pounds" OR x*)',
        'NEAR("fee" "pounds", 2)',
        '"fee',
        "text:fee",
        "^fee -pounds",
        "'; DROP TABLE documents; --",
        "fee\x00\x1b[2J\u202e",
        "caf\udcc3\udca9 fee",
        "[bold]fee[/bold] {fee} %s",
    ],
)
def test_operators_quotes_and_control_characters_are_only_words(
    asking: Footnote, question: str
) -> None:
    searched = asking("search", "--json", "--", question)
    assert searched.status == 0
    assert searched.row["passages"][0]["source"] == "fees.md"
    assert asking("ask", "--", question).status == 0


def test_no_folder_and_an_empty_one_are_told(footnote: Footnote, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "image.png").write_bytes(b"")
    for command in (
        ["ask", "why not?"],
        ["index"],
        ["index", "--dry-run"],
        ["search", "why", "--json"],
    ):
        missing = footnote(*command, corpus=tmp_path / "none")
        assert missing.status == 2
        assert "There is no folder" in missing.err
        assert missing.out == ""
        ended = footnote(*command, corpus=empty, data=tmp_path / "other")
        assert ended.status == 2
        assert str(empty) in ended.err


def test_a_data_folder_that_cannot_be_one_is_told(footnote: Footnote, corpus: Path) -> None:
    ended = footnote("index", data=corpus / "fees.md")
    assert ended.status == 1
    assert "cannot be written" in ended.sentence


def test_a_setting_that_does_not_fit_is_status_2(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_MODEL_RETRIES", "many")
    ended = footnote("status")
    assert ended.status == 2
    assert "FOOTNOTE_MODEL_RETRIES" in ended.sentence


def test_an_env_file_that_is_not_text_is_told(
    footnote: Footnote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_bytes(b"FOOTNOTE_DATA=\xff\xfe")
    ended = footnote("status")
    assert ended.status == 2
    assert ".env" in ended.sentence


def test_an_index_that_is_in_use_is_status_3(
    footnote: Footnote, corpus: Path, tmp_path: Path
) -> None:
    footnote("index")
    with Library.open(Settings(corpus=corpus, data=tmp_path / "data"), purpose="footnote run"):
        for command in ("index", "rollback", "watch"):
            ended = footnote(command)
            assert ended.status == 3
            assert "in use by 'footnote run'" in ended.sentence
        assert footnote("status").status == 0
        assert "     ok  Index: generation 1" in footnote("doctor").out


def test_what_nobody_foresaw_is_one_sentence(
    asking: Footnote, indexed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(library: Library, question: str) -> None:
        raise ZeroDivisionError("a document's text")

    monkeypatch.setattr(Library, "ask", explode)
    ended = asking("ask", "why not?")
    assert ended.status == 1
    assert "ZeroDivisionError in test_commands.py" in ended.sentence
    assert "a document's text" not in ended.err
    with_details = asking("ask", "why not?", "--debug")
    assert str(Path(indexed[-1]) / "footnote-debug.log") in with_details.err
    assert "Traceback" not in with_details.err


def test_ctrl_c_in_a_re_index_leaves_things_as_they_were(
    footnote: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def interrupted(screen: object) -> Iterator[object]:
        def press(now: Progress) -> None:
            if now.stage == "index":
                signal.raise_signal(signal.SIGINT)
                while signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
                    time.sleep(0)  # until the main thread has heard it

        yield press

    with monkeypatch.context() as patch:
        patch.setattr(progress_display, "indexing", interrupted)
        ended = footnote("index")
    assert ended.status == 130
    assert ended.sentence == "Stopped. The index is as it was before."
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert footnote("status").status == 1
    assert footnote("index", "--json").row["added"] == 2


def test_json_alone_goes_to_standard_output(asking: Footnote) -> None:
    for command in (["index"], ["status"], ["ask", "fee?"], ["search", "fee"], ["doctor"]):
        ended = asking(*command, "--json")
        assert len(ended.out.splitlines()) == 1
        json.loads(ended.out)


def test_a_damaged_index_is_made_anew(footnote: Footnote, tmp_path: Path) -> None:
    footnote("index")
    (tmp_path / "data" / "catalog.sqlite3").write_bytes(b"no database " * 1_000)
    ended = footnote("ask", "What does a locker cost?")
    assert ended.status == 1
    assert "is damaged. Run `footnote index --rebuild --corpus " in ended.err
    assert footnote("index", "--rebuild").status == 0
    assert footnote("ask", "What does a locker cost?").status == 0


def test_an_index_of_other_documents_is_status_2(footnote: Footnote, tmp_path: Path) -> None:
    footnote("index")
    other = tmp_path / "other"
    other.mkdir()
    (other / "owls.txt").write_text("Owls hunt at night.", encoding="utf-8")
    for command in (["ask", "Who hunts?"], ["search", "owls"], ["status"], ["index"], ["watch"]):
        ended = footnote(*command, "--corpus", str(other))
        assert ended.status == 2
        assert f"not in {other}" in ended.err
    assert footnote("index", "--force", "--corpus", str(other)).status == 0
    assert footnote("status", "--json", "--corpus", str(other)).row["documents_folder"] == str(
        other
    )
