"""The model that Chroma downloads at its first use: what is said where that fails."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from bot.cli.main import main
from retrieval import ModelError, Settings, setup_checks

FILES = ("config", "special_tokens_map", "tokenizer_config", "tokenizer")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings that name the model, which is looked for in a folder of the test's."""
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

    monkeypatch.setattr(ONNXMiniLM_L6_V2, "DOWNLOAD_PATH", tmp_path / "models")
    return Settings(_env_file=None, data=tmp_path / "data", embedding_model="local:minilm")


def no_network(*_: object, **__: object) -> None:
    raise httpx.ConnectError("no route to host")


def test_without_a_network_it_is_told_what_to_do(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(httpx, "stream", no_network)
    with pytest.raises(
        ModelError, match=r"first use, which failed \(ConnectError\)\. Give"
    ) as told:
        setup_checks.check_embedding_model(settings)
    assert "FOOTNOTE_EMBEDDING_MODEL=local:wordllama" in str(told.value)


def test_a_download_that_was_broken_off_is_told_with_its_folder(
    settings: Settings, tmp_path: Path
) -> None:
    folder = tmp_path / "models" / "onnx"
    folder.mkdir(parents=True)
    for name in (*(f"{name}.json" for name in FILES), "vocab.txt", "model.onnx"):
        (folder / name).write_bytes(b"{")
    with pytest.raises(ModelError, match="was broken off, delete the folder") as told:
        setup_checks.check_embedding_model(settings)
    assert str(tmp_path / "models") in str(told.value)


def test_the_command_line_says_it_in_one_sentence(
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(httpx, "stream", no_network)
    monkeypatch.setenv("FOOTNOTE_EMBEDDING_MODEL", "local:minilm")
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "bees.txt").write_text("Bees dance.")
    assert main(["--corpus", str(documents), "--data", str(settings.data), "index"]) == 1
    assert (
        capsys.readouterr().err.splitlines()[-1].startswith("footnote: The embedding model local:")
    )
