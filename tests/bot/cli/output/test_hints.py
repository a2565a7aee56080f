"""A command that is advised has the folders that were named, ready to be pasted."""

from __future__ import annotations

import json
import os
import shutil
from argparse import Namespace
from pathlib import Path

import pytest

from bot.cli.main import main
from bot.cli.output.hints import repeat_options


@pytest.mark.skipif(os.name == "nt", reason="quoted as a POSIX shell reads it")
@pytest.mark.parametrize(
    ("sentence", "options", "expected"),
    [
        ("Run `footnote index` first.", {}, "Run `footnote index` first."),
        (
            "Run `footnote index` first.",
            {"data": Path("my data")},
            "Run `footnote index --data 'my data'` first.",
        ),
        (
            "`footnote index --force` or `footnote status`",
            {"data": Path("d"), "corpus": Path("c")},
            "`footnote index --force --corpus c --data d` or `footnote status --corpus c --data d`",
        ),
        ("The column `text` is bad.", {"data": Path("d")}, "The column `text` is bad."),
        ("Run `footnote`.", {"data": Path("d$x")}, "Run `footnote`."),
        ("`footnote run`", {"data": Path("d`$x")}, "`footnote run --data 'd`$x'`"),
    ],
)
def test_commands_have_the_options_that_were_given(
    sentence: str, options: dict[str, Path], expected: str
) -> None:
    assert repeat_options(sentence, Namespace(**options)) == expected


def test_an_error_has_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    assert main(["status", "--data", str(data)]) == 1
    assert f"`footnote index --data {data}`" in capsys.readouterr().err


def test_the_doctor_has_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["doctor", "--data", str(tmp_path / "data"), "--corpus", str(tmp_path), "--json"])
    assert f"`footnote index --corpus {tmp_path} --data {tmp_path / 'data'}`" in (
        capsys.readouterr().out
    )


def test_the_status_has_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus, data = tmp_path / "c", tmp_path / "d"
    corpus.mkdir()
    (corpus / "owls.txt").write_text("Owls hunt at night.", encoding="utf-8")
    options = ["--corpus", str(corpus), "--data", str(data)]
    assert main(["index", *options]) == 0
    (corpus / "bees.txt").write_text("Bees dance.", encoding="utf-8")
    shutil.rmtree(data / "chroma")
    capsys.readouterr()
    command = f"`footnote index --corpus {corpus} --data {data}`"
    assert main(["status", *options]) == 0
    told = capsys.readouterr().out.replace("\n", " ")
    assert " ".join(told.split()).count(command) == 2, (
        "to index what changed, and to fill the store"
    )
    assert main(["status", "--json", *options]) == 0
    assert command in json.loads(capsys.readouterr().out)["problem"]
