"""The settings are checked as a whole: all that is wrong is told at once, and no secret with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.settings.checked_settings import CheckedSettings, check_settings
from retrieval import SettingsError

from ..conftest import Footnote

SECRET = "sk-pasted-in-the-wrong-line"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(*lines: str) -> CheckedSettings:
    Path(".env").write_text("\n".join(lines), encoding="utf-8")
    return check_settings({})


def sentences(checked: CheckedSettings) -> list[str]:
    return [problem.sentence for problem in checked.problems]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("FOOTNOTE_CORPSE=x", "FOOTNOTE_CORPSE in .env is no setting. Did you mean FOOTNOTE_CORPUS?"),
        ("footnote_corpse=x", "FOOTNOTE_CORPSE in .env is no setting. Did you mean FOOTNOTE_CORPUS?"),
        ("DISCORD_TOKKEN=x", "DISCORD_TOKKEN in .env is no setting. Did you mean DISCORD_TOKEN?"),
        ("FOOTNOTE_WATCH=perhaps", "FOOTNOTE_WATCH in .env must be true or false."),
        ("FOOTNOTE_THREADS=four", "FOOTNOTE_THREADS in .env must be a whole number."),
        ("FOOTNOTE_THREADS=0", "FOOTNOTE_THREADS in .env must be at least 1."),
        (f"FOOTNOTE_MODEL_TIMEOUT={SECRET}", "FOOTNOTE_MODEL_TIMEOUT in .env must be a number."),
        ("FOOTNOTE_MODEL_TIMEOUT=0", "FOOTNOTE_MODEL_TIMEOUT in .env must be more than 0."),
        ("FOOTNOTE_REFUSE_BELOW=7", "FOOTNOTE_REFUSE_BELOW in .env must be at most 1."),
        ("FOOTNOTE_VERIFY=maybe", "FOOTNOTE_VERIFY in .env must be words or model."),
        (
            "FOOTNOTE_SERVERS=12, ours",
            "FOOTNOTE_SERVERS in .env must be ids, whole numbers that are separated by commas.",
        ),
        (
            "FOOTNOTE_SOURCE_URL=ftp://files.example",
            "FOOTNOTE_SOURCE_URL in .env must be an address that begins with http:// or https://.",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_where_it_stands(line: str, told: str) -> None:
    assert sentences(written(line)) == [told]


@pytest.mark.parametrize(
    "lines",
    [
        ("FOOTNOTE_CHAT_MODEL=some-model",),
        ("FOOTNOTE_CHAT_MODEL=anthropic:some-model", f"OPENAI_API_KEY={SECRET}"),
        ("FOOTNOTE_DIRECT_MESSAGES=roles",),
        ("FOOTNOTE_CORPUS=data/documents", "FOOTNOTE_DATA=data"),
        ("FOOTNOTE_CORPUS=data", "FOOTNOTE_DATA=data"),
    ],
)
def test_what_does_not_go_together_stops_the_bot(lines: tuple[str, ...]) -> None:
    with pytest.raises(SettingsError, match="FOOTNOTE_"):
        written(*lines).whole()


@pytest.mark.parametrize("line", ["FOOTNOTE_VERIFY=model", "CHROMA_TOKEN=some-token"])
def test_what_has_no_effect_is_told_and_stops_nothing(line: str) -> None:
    checked = written(line)
    assert "has no effect without" in sentences(checked)[0]
    checked.whole()


@pytest.mark.parametrize(
    "lines",
    [
        ("FOOTNOTE_CHAT_MODEL=some-model", "OPENAI_BASE_URL=http://localhost:11434/v1"),
        ("FOOTNOTE_CHAT_MODEL=anthropic:some-model", f"ANTHROPIC_API_KEY={SECRET}"),
        ("FOOTNOTE_CHAT_MODEL=ollama:llama3.1:8b",),
        ("FOOTNOTE_CHAT_MODEL=none", "FOOTNOTE_DEBUG=1", "TZ=Europe/Dublin", "FOOTNOTE_GUILD="),
    ],
)
def test_nothing_is_told_where_all_is_well(lines: tuple[str, ...]) -> None:
    assert sentences(written(*lines)) == []


def test_names_of_others_in_the_environment_stop_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_SERVICE_HOST", "10.0.0.1")  # as Kubernetes calls it
    monkeypatch.setenv("DISCORD_TOKKEN", "x")
    checked = check_settings({})
    assert sentences(checked) == [
        "FOOTNOTE_SERVICE_HOST in the environment is no setting. `.env.example` lists them all."
    ]
    checked.whole()


def test_a_misspelt_name_in_the_environment_stops_every_command(
    monkeypatch: pytest.MonkeyPatch, footnote: Footnote
) -> None:
    monkeypatch.setenv("FOOTNOTE_EMBEDDING_MODELL", "local:multilingual")
    ended = footnote("ask", "When is the fee due?")
    assert ended.status == 2
    assert ended.sentence.endswith("Did you mean FOOTNOTE_EMBEDDING_MODEL?")


def test_all_of_it_is_told_at_once_one_line_each(folder: Path, footnote: Footnote) -> None:
    (folder / ".env").write_text(f"FOOTNOTE_CORPSE=x\nFOOTNOTE_WATCH={SECRET}\nFOOTNOTE_VERIFY=x\n")
    ended = footnote("run")
    assert ended.status == 2
    lines = ended.err.splitlines()
    assert len(lines) == 3
    for line, name in zip(lines, ("CORPSE", "VERIFY", "WATCH"), strict=True):
        assert line.startswith(f"footnote: FOOTNOTE_{name} in .env ")
    assert SECRET not in ended.err


def test_what_is_wrong_with_the_bot_alone_does_not_stop_the_command_line(
    folder: Path, footnote: Footnote
) -> None:
    (folder / ".env").write_text("FOOTNOTE_WATCH=perhaps\n")
    assert footnote("ask", "When is the fee due?").status == 0


class TestSettingsCommand:
    def test_each_setting_is_printed_with_where_it_comes_from(
        self, folder: Path, footnote: Footnote, corpus: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / ".env").write_text("FOOTNOTE_WATCH=true\nFOOTNOTE_KEEP_DAYS=7\n")
        monkeypatch.setenv("FOOTNOTE_KEEP_DAYS", "30")
        ended = footnote("settings", "--json")
        assert ended.status == 0
        told = {each["name"]: (each["value"], each["source"]) for each in ended.row["settings"]}
        assert told["FOOTNOTE_CORPUS"] == (str(corpus), "option")
        assert told["FOOTNOTE_KEEP_DAYS"] == ("30", "environment")
        assert told["FOOTNOTE_WATCH"] == ("true", ".env")
        assert told["FOOTNOTE_THREADS"] == ("4", "default")
        assert ended.row["problems"] == []

    def test_no_secret_is_printed_also_where_something_is_wrong(
        self, folder: Path, footnote: Footnote
    ) -> None:
        lines = [
            f"OPENAI_API_KEY={SECRET}", f"DISCORD_TOKEN={SECRET}", "CHROMA_TOKEN=short",
            f"OPENAI_BASE_URL=http://me:{SECRET}@localhost/v1", "CHROMA_URL=http://localhost:1",
        ]  # fmt: skip
        for more in ([], ["FOOTNOTE_THREADS=0", "FOOTNOTE_FILE_SECONDS=0"]):
            (folder / ".env").write_text("\n".join(lines + more))
            for words in (("settings",), ("settings", "--json")):
                ended = footnote(*words)
                assert ended.status == (2 if more else 0)
                assert "***line" in ended.out
                assert SECRET not in ended.out + ended.err
                assert "short" not in ended.out

    def test_what_is_wrong_is_told_beside_it_and_gives_the_status(
        self, folder: Path, footnote: Footnote
    ) -> None:
        (folder / ".env").write_text("FOOTNOTE_CORPSE=x\n")
        ended = footnote("settings", "--json")
        assert ended.status == 2
        assert ended.row["problems"] == [
            "FOOTNOTE_CORPSE in .env is no setting. Did you mean FOOTNOTE_CORPUS?"
        ]

    def test_those_that_are_set_come_first(self, folder: Path, footnote: Footnote) -> None:
        (folder / ".env").write_text("FOOTNOTE_PING_ASKER=true\n")
        names = [line.split()[0] for line in footnote("settings").out.splitlines()]
        assert names[:4] == ["setting", "FOOTNOTE_CORPUS", "FOOTNOTE_DATA", "FOOTNOTE_PING_ASKER"]
