"""JSON out, to the letter of the contract."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.cli.checks.doctor import CheckResult
from bot.cli.output import json_output

from .values import ANSWER, GREETED, LISTED, OUTLINED, PASSAGE, REFUSED, REPORT, STATUS

PASSAGE_ROW = {
    "source": "rules/fees.md",
    "start": 40,
    "end": 77,
    "text": "The fee is 12 pounds.\r\nPay it by May.",
    "score": 0.5,
    "page": None,
    "line": 3,
    "heading": "Rules > Fees",
}


def test_an_answer() -> None:
    assert json_output.answer_row(ANSWER, 7) == {
        "id": 7,
        "question": "What is the fee?",
        "answered": True,
        "kind": "answer",
        "mode": "extractive",
        "text": "The documents say: “The fee is 12 pounds.” [1] “It is due in May.” [1][2]",
        "statements": [
            {"text": "The fee is 12 pounds.", "citations": [1]},
            {"text": "It is due in May.", "citations": [1, 2]},
        ],
        "citations": [
            {
                "number": 1,
                "source": "rules/fees.md",
                "start": 40,
                "end": 61,
                "quote": "The fee is 12 pounds.",
                "page": None,
                "line": 3,
                "heading": "Rules > Fees",
            },
            {
                "number": 2,
                "source": "scan.pdf",
                "start": 5,
                "end": 18,
                "quote": "Pay it by May",
                "page": 2,
                "line": 7,
                "heading": None,
            },
        ],
        "closest": [PASSAGE_ROW],
        "timings_ms": {"retrieve": 1.235, "answer": 2.0, "total": 3.5},
    }


def test_a_refusal_has_no_statements_and_the_closest_passages() -> None:
    row = json_output.answer_row(REFUSED)
    assert (row["answered"], row["statements"], row["citations"]) == (False, [], [])
    assert row["closest"] == [PASSAGE_ROW] * 5
    assert row["id"] is None


def test_a_reply_about_the_bot_answers_nothing() -> None:
    row = json_output.answer_row(GREETED, 1)
    assert (row["kind"], row["answered"]) == ("about", False)
    assert (row["statements"], row["citations"], row["closest"]) == ([], [], [])
    assert row["text"] == GREETED.text
    assert "documents" not in row


def test_a_list_of_documents_names_them() -> None:
    assert json_output.answer_row(LISTED)["documents"] == [
        {"source": "rules/fees.md", "title": "Fees"},
        {"source": "scan.pdf", "title": None},
    ]


def test_a_summary_quotes_with_each_document_and_cites_nothing() -> None:
    row = json_output.answer_row(OUTLINED)
    assert (row["kind"], row["citations"]) == ("about", [])
    assert row["documents"] == [
        {
            "source": "rules/fees.md",
            "title": "Fees",
            "outline": ["Deadlines", "Exceptions"],
            "opening": {"start": 40, "end": 61, "quote": "The fee is 12 pounds."},
        },
        {"source": "scan.pdf", "title": None, "outline": [], "opening": None},
    ]


def test_a_search() -> None:
    row = json_output.search_row("fee", [PASSAGE], "q1")
    assert row == {"id": "q1", "query": "fee", "passages": [PASSAGE_ROW]}


def test_a_report_counts_and_names_failures() -> None:
    assert json_output.index_row(REPORT) == {
        "added": 2,
        "changed": 1,
        "removed": 0,
        "unchanged": 4,
        "failed": [{"source": "broken.pdf", "error": "It is damaged."}],
        "documents": 7,
        "chunks": 12,
        "generation": 3,
        "dry_run": False,
        "seconds": 0.412,
    }


def test_a_status() -> None:
    row = json_output.status_row(STATUS)
    assert row["generation"] == 3
    assert row["created"] == "2026-01-02T03:04:00+00:00"
    assert row["pending"] == json_output.index_row(replace(REPORT, dry_run=True))
    assert json.loads(json_output.encode(row)) == row


def test_a_diagnosis_is_as_good_as_its_worst_check() -> None:
    fine, bad = CheckResult("A", "note", "nothing"), CheckResult("B", "problem", "bad", "mend it")
    assert json_output.doctor_row([fine])["ok"] is True
    assert json_output.doctor_row([fine, bad]) == {
        "ok": False,
        "checks": [
            {"name": "A", "state": "note", "finding": "nothing", "mend": None},
            {"name": "B", "state": "problem", "finding": "bad", "mend": "mend it"},
        ],
    }


@pytest.mark.parametrize(
    "text",
    [
        "a\nb\r\nc",
        "\x1b[2J",
        "next\x85line",
        "ls\u2028ps\u2029",
        "\x7f\x9b31m",
        "naïve “日本” 🦉",
        "\x00",
    ],
)
def test_a_row_is_one_line_that_reads_back_the_same(text: str) -> None:
    written = json_output.encode({"text": text})
    assert written.splitlines() == [written]
    assert written.isprintable()
    assert json.loads(written) == {"text": text}


def test_a_row_keeps_letters_as_they_are() -> None:
    assert json_output.encode({"text": "“é” 🦉"}) == '{"text": "“é” 🦉"}'
