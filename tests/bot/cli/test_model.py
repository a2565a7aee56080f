"""With a chat model: when it writes, when only the admin can mend it, when it is away."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.model_stub import ModelStub, Refusal, reply_of

from .conftest import Footnote

KEY = "sk-a-key-that-nobody-may-see"
QUESTION = "How much is the yearly fee?"
WRONG_KEY = Refusal.saying(401, f"Incorrect API key provided: {KEY}.", "invalid_api_key")
NO_MODEL = Refusal.saying(404, "The model `gone` does not exist.", "model_not_found")


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelStub]:
    """A model's server, named by the settings."""
    with ModelStub().running() as stub:
        monkeypatch.setenv("OPENAI_BASE_URL", stub.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("FOOTNOTE_MODEL_RETRIES", "0")
        yield stub


def test_the_model_writes_and_the_document_is_quoted(asking: Footnote, model: ModelStub) -> None:
    statement = "According to the rules, the yearly fee is 12 pounds."
    model.will(reply_of((statement, [(1, "yearly fee is 12 pounds")])))
    ended = asking("ask", QUESTION, "--json")
    assert (ended.status, ended.err) == (0, "")
    assert ended.row["mode"] == "generative"
    assert ended.row["text"] == f"{statement} [1]"
    assert "12 pounds" in ended.row["citations"][0]["quote"]


@pytest.mark.parametrize(
    ("refusal", "variable"), [(WRONG_KEY, "OPENAI_API_KEY"), (NO_MODEL, "FOOTNOTE_CHAT_MODEL")]
)
def test_what_only_the_admin_can_mend_is_status_2_beside_a_quoted_answer(
    asking: Footnote, model: ModelStub, refusal: Refusal, variable: str
) -> None:
    model.will(refusal)
    ended = asking("ask", QUESTION, "--json")
    assert ended.status == 2
    assert ended.row["mode"] == "fallback"
    assert "12 pounds" in ended.row["text"]
    (notice,) = ended.err.splitlines()
    assert variable in notice


def test_a_file_of_questions_is_answered_to_its_end_and_told_once(
    asking: Footnote, model: ModelStub, tmp_path: Path
) -> None:
    model.will(WRONG_KEY, WRONG_KEY)
    file = tmp_path / "questions.jsonl"
    file.write_text(f'{{"question": "{QUESTION}"}}\n' * 2, encoding="utf-8")
    ended = asking("ask", "--input", str(file))
    assert ended.status == 2
    assert [row["mode"] for row in ended.rows] == ["fallback", "fallback"]
    assert len(ended.err.splitlines()) == 1


def test_a_model_that_is_busy_is_made_up_for_by_quoting(asking: Footnote, model: ModelStub) -> None:
    model.will(Refusal.saying(429, "Slow down."))
    ended = asking("ask", QUESTION)
    assert ended.status == 0
    assert "12 pounds" in ended.out
    assert "too busy" in ended.err


def test_the_key_is_neither_shown_nor_logged(
    asking: Footnote, model: ModelStub, caplog: pytest.LogCaptureFixture
) -> None:
    model.will(WRONG_KEY, WRONG_KEY)
    for command in (["ask", QUESTION, "--debug"], ["doctor", "--debug"]):
        ended = asking(*command)
        assert KEY not in ended.out + ended.err
    assert "401" in caplog.text
    assert KEY not in caplog.text


def test_the_doctor_asks_the_model(asking: Footnote, model: ModelStub) -> None:
    model.will(reply_of(), WRONG_KEY)
    assert "     ok  Chat model: " in asking("doctor").out
    ended = asking("doctor")
    assert ended.status == 1
    assert "problem  Chat model: " in ended.out
    assert "OPENAI_API_KEY" in ended.out


def test_a_server_that_is_away_is_made_up_for_by_quoting(
    asking: Footnote, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_MODEL_RETRIES", "0")
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{reserved.getsockname()[1]}/v1")
        ended = asking("ask", QUESTION, "--json")
        assert ended.status == 0
        assert (ended.row["mode"], ended.row["answered"]) == ("fallback", True)
        assert "OPENAI_BASE_URL" in ended.err
        assert "problem  Chat model: " in asking("doctor").out
