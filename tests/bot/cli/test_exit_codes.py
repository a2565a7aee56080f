"""Every end of a run has one sentence and one status, and no secret in either."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

import retrieval
from bot.cli import exit_codes


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (retrieval.SettingsError("x"), 2),
        (retrieval.CorpusError("x"), 2),
        (retrieval.QuestionError("x"), 2),
        (retrieval.ModelSettingsError("x"), 2),
        (retrieval.ModelError("x"), 1),
        (retrieval.NoIndexError("x"), 1),
        (retrieval.IndexWriteError("x"), 1),
        (retrieval.ReindexRefused("x", removed=3, documents=4), 1),
        (retrieval.IndexInUseError("x"), 3),
    ],
)
def test_what_is_foreseen_is_said_as_it_is(error: Exception, status: int) -> None:
    assert exit_codes.expected_error(error) == ("x", status)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), retrieval.Cancelled("Stopped. x")])
def test_ctrl_c_is_told_from_a_failure(error: BaseException) -> None:
    sentence, status = exit_codes.expected_error(error) or ("", 0)
    assert status == 130
    assert sentence.startswith("Stopped.")


def broken(message: str) -> KeyError:
    """An error as it is caught: with a traceback."""
    try:
        dict[str, str]()[message]
    except KeyError as error:
        return error
    raise AssertionError


def test_what_is_unforeseen_is_named_without_its_message(tmp_path: Path) -> None:
    assert exit_codes.expected_error(broken("x")) is None
    sentence = exit_codes.unexpected_error(broken("text of a document"), tmp_path, debug=False)
    assert "KeyError in test_exit_codes.py, line " in sentence
    assert "--debug" in sentence
    assert "text of a document" not in sentence
    assert not list(tmp_path.iterdir())


def test_its_details_are_kept_on_request_without_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", SecretStr("sk-very-secret").get_secret_value())
    sentence = exit_codes.unexpected_error(broken("sent sk-very-secret"), tmp_path, debug=True)
    log = tmp_path / "footnote-debug.log"
    assert str(log) in sentence
    assert "KeyError: 'sent (secret)'" in log.read_text(encoding="utf-8")
    assert log.stat().st_mode & 0o077 == 0


def test_its_details_go_elsewhere_where_there_is_no_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    exit_codes.unexpected_error(broken("x"), tmp_path / "missing", debug=True)
    assert (tmp_path / "footnote-debug.log").exists()
