"""The command that installs an extra fits the environment, and the tool that made it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from retrieval import extras
from retrieval.extras import install_command
from tests.paths import ROOT


@pytest.mark.parametrize(
    ("pip", "begins"),
    [
        (object(), f"{sys.executable} -m pip install "),
        (None, f"python3 -m pip --python {sys.executable} install "),
    ],
)
def test_it_names_the_pip_there_is(
    monkeypatch: pytest.MonkeyPatch, pip: object, begins: str
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: pip)
    assert install_command("ollama") == f"{begins}-c constraints.txt -e '.[ollama]'"
    assert install_command() == f"{begins}-c constraints.txt -e ."


@pytest.mark.parametrize(
    ("left_by_the_tool", "command"),
    [
        ("uv-receipt.toml", "uv tool install --reinstall -c constraints.txt '.[ocr]'"),
        ("pipx_metadata.json", """pipx install --force --pip-args="-c constraints.txt" '.[ocr]'"""),
    ],
)
def test_it_is_the_command_of_the_tool_that_installed_footnote(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, left_by_the_tool: str, command: str
) -> None:
    (tmp_path / left_by_the_tool).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert install_command("ocr") == command
    for page in ("README.md", "docs/handbook/installation-guide.md"):
        assert f"`{install_command()}`" in (ROOT / page).read_text(encoding="utf-8")


def test_in_the_image_it_builds_the_image_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "install.sh /opt/footnote\n" in (ROOT / "Dockerfile").read_text(encoding="utf-8")
    monkeypatch.setattr(sys, "prefix", "/opt/footnote")
    assert install_command("ocr") == "docker compose build --build-arg EXTRAS=ocr"
