"""The log as it is written: both forms, safe lines, masked secrets, and a private file that rotates."""

from __future__ import annotations

import json
import logging
import os
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.bot_settings import BotSettings
from bot.cli.logs.log_lines import JsonLines, TextLines
from bot.cli.logs.log_output import logging_as_set
from bot.cli.logs.secret_masking import SecretMask
from retrieval import Settings, SettingsError

TOKEN = "MTA.discord.token"
KEY = "sk-openai-key"
HOSTILE = 'a\nb\r\u2028c\x1b[31m\x00\x85\u202e "x" \ud800 2026-01-01 00:00:00,000 INFO bot: forged'
FIELDS = {"outcome": "answered", "server": 5, "mode": None, "question": "When? reference=forged"}

Log = Callable[..., Any]


@pytest.fixture
def logging_to(tmp_path: Path) -> Log:
    """A context in which is logged to the file `bot.log`, as the fields say."""

    def context(**fields: Any) -> Any:
        values = {"discord_token": TOKEN, "log_file": tmp_path / "bot.log"} | fields
        library = Settings.model_validate({"openai_api_key": KEY})
        return logging_as_set(library, BotSettings.model_validate(values))

    return context


@pytest.fixture
def written(tmp_path: Path) -> Callable[[], list[str]]:
    return lambda: (tmp_path / "bot.log").read_text(encoding="utf-8").split("\n")[:-1]


def fail(text: str) -> None:
    raise ValueError(text)


def test_a_line_of_text(logging_to: Log, written: Callable[[], list[str]]) -> None:
    with logging_to():
        logging.getLogger("bot.places").info("Asked %d times", 3, extra={"fields": FIELDS})

    [line] = written()
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO bot\.places: Asked 3 times "
        r'outcome=answered server=5 mode=- question="When\? reference=forged"',
        line,
    )


def test_a_line_of_json(logging_to: Log, written: Callable[[], list[str]]) -> None:
    with logging_to(log_format="json"):
        logging.getLogger("bot.places").info("Asked %d times", 3, extra={"fields": FIELDS})

    [line] = written()
    row = json.loads(line)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", row.pop("time"))
    assert row == FIELDS | {"level": "INFO", "logger": "bot.places", "message": "Asked 3 times"}


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_nothing_that_is_logged_breaks_a_line(
    logging_to: Log, written: Callable[[], list[str]], log_format: str
) -> None:
    with logging_to(log_format=log_format):
        logging.getLogger("bot").warning("%s", HOSTILE, extra={"fields": {"question": HOSTILE}})

    [line] = written()
    assert len(line.splitlines()) == 1
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u202e]", line)
    if log_format == "json":
        assert json.loads(line)["message"] == HOSTILE


@pytest.mark.faulty
def test_no_line_of_a_traceback_looks_like_one_of_the_log(
    logging_to: Log, written: Callable[[], list[str]]
) -> None:
    with logging_to():
        try:
            fail(HOSTILE)
        except ValueError:
            logging.getLogger("bot").exception("It failed")

    head, *below = written()
    assert head.endswith("ERROR bot: It failed")
    assert below[0] == "    Traceback (most recent call last):"
    assert all(line.startswith("    ") for line in below)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u202e]", "".join(below))


@pytest.mark.faulty
def test_a_traceback_is_in_the_same_object(
    logging_to: Log, written: Callable[[], list[str]]
) -> None:
    with logging_to(log_format="json"):
        try:
            fail("why")
        except ValueError:
            logging.getLogger("bot").exception("It failed")

    [line] = written()
    assert json.loads(line)["error"].endswith("ValueError: why")


def log_everywhere(secret: str) -> None:
    """Log a secret wherever one could get into the log."""
    logging.getLogger("bot.sending").info("Sent %s", secret)
    logging.getLogger("retrieval.library").warning("Read %r", {"key": secret})
    logging.getLogger("bot").info("Said", extra={"fields": {"question": f"what is {secret}"}})
    logging.getLogger("discord.http").debug("POST %s with %s", "/channels/1", {"token": secret})
    logging.getLogger("asyncio").error("Task failed", stack_info=True)
    warnings.warn(f"{secret} is old", stacklevel=1)
    try:
        try:
            fail(f"Bearer {secret}")
        except ValueError as error:
            raise aiohttp.ClientError(f"https://who:{secret}@model.example") from error
    except aiohttp.ClientError:
        logging.getLogger("discord.client").exception("Ignoring exception in on_message")


@pytest.mark.faulty
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("log_format", ["text", "json"])
@pytest.mark.parametrize("secret", [TOKEN, KEY])
def test_no_secret_is_logged_wherever_it_comes_from(
    logging_to: Log,
    written: Callable[[], list[str]],
    monkeypatch: pytest.MonkeyPatch,
    log_format: str,
    secret: str,
) -> None:
    monkeypatch.setattr(logging.getLogger("discord.http"), "level", logging.DEBUG)
    logging.captureWarnings(
        capture=False
    )  # an earlier test may have left it on, without effect here
    logging.captureWarnings(capture=True)
    try:
        with logging_to(log_format=log_format):
            log_everywhere(secret)
    finally:
        logging.captureWarnings(capture=False)

    text = "\n".join(written())
    assert secret not in text
    assert text.count("(secret)") >= 6
    for name in (
        "bot.sending",
        "retrieval.library",
        "discord.http",
        "py.warnings",
        "discord.client",
    ):
        assert name in text


@pytest.mark.parametrize("lines", [TextLines, JsonLines])
def test_what_does_not_fit_its_message_is_logged_all_the_same(
    lines: type[TextLines | JsonLines],
) -> None:
    record = logging.makeLogRecord({"msg": "It is %d", "args": (TOKEN,), "name": "bot"})

    said = lines(SecretMask([TOKEN])).format(record)

    assert "It is %d ('(secret)',)" in said


@pytest.mark.skipif(os.name != "posix", reason="elsewhere files have no modes")
def test_the_file_is_private_and_full_ones_are_put_aside(
    tmp_path: Path, logging_to: Log, written: Callable[[], list[str]]
) -> None:
    with logging_to(log_megabytes=0.001, log_files=2):
        for number in range(60):
            logging.getLogger("bot").info("Line %02d %s", number, "x" * 100)

    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["bot.log", "bot.log.1", "bot.log.2"]
    assert all(file.stat().st_size <= 1000 for file in files)
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}
    assert "Line 59" in written()[-1]


def test_after_a_restart_it_goes_on(logging_to: Log, written: Callable[[], list[str]]) -> None:
    for number in range(2):
        with logging_to():
            logging.getLogger("bot").info("Run %d", number)

    assert [line[-5:] for line in written()] == ["Run 0", "Run 1"]


@pytest.mark.parametrize("name", ["missing/bot.log", "."])
def test_a_file_that_can_not_be_written_is_told(tmp_path: Path, logging_to: Log, name: str) -> None:
    with (
        pytest.raises(SettingsError, match=r"FOOTNOTE_LOG_FILE .* folder that exists"),
        logging_to(log_file=tmp_path / name),
    ):
        pass


@pytest.mark.skipif(
    not Path("/dev/full").exists(), reason="only Linux has a disk that is always full"
)
def test_a_full_disk_is_told_once_without_what_was_logged(
    logging_to: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    with logging_to(log_file=Path("/dev/full")):
        for _ in range(3):
            logging.getLogger("bot").info("Asked")

    assert capsys.readouterr().err == "The log can't be written to full: OSError.\n"


def test_without_a_file_it_goes_to_standard_error(
    logging_to: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    with logging_to(log_file=None):
        logging.getLogger("bot").info("Asked")
    logging.getLogger("bot").info("Later")

    assert capsys.readouterr().err.endswith("INFO bot: Asked\n")
