"""What the settings come to where one of them is not set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval import SettingsError
from retrieval.addresses import OPENAI_ADDRESS, is_own_server, mask_credentials
from retrieval.index.embedder import OpenAIModel, make_embedder
from retrieval.settings import HOSTED_MODEL_BUDGET, OWN_MODEL_BUDGET, Settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:11434/v1",
        "http://127.0.0.1:8080/v1",
        "http://[::1]:8080/v1",
        "http://192.168.1.20/v1",
        "http://ollama:11434/v1",
        "http://host.docker.internal:1234/v1",
        "http://llm.lan/v1",
        "https://name:password@10.0.0.7/v1",
    ],
)
def test_a_server_of_ones_own_is_told_by_its_address(address: str) -> None:
    assert is_own_server(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://api.openai.com/v1",
        "https://8.8.8.8/v1",
        "https://localhost.example.org",
        "http://[",
    ],
)
def test_any_other_is_on_the_internet(address: str) -> None:
    assert not is_own_server(address)


@pytest.mark.parametrize(
    ("settings", "budget"),
    [
        ({"openai_api_key": "k"}, HOSTED_MODEL_BUDGET),
        ({"openai_base_url": "https://api.example.org/v1"}, HOSTED_MODEL_BUDGET),
        ({"openai_base_url": "http://localhost:11434/v1"}, OWN_MODEL_BUDGET),
        ({"chat_model": "ollama:llama3.1:8b"}, OWN_MODEL_BUDGET),
        ({"openai_base_url": "http://localhost/v1", "context_budget": 12_000}, 12_000),
        (
            {"openai_base_url": "http://localhost/v1", "chat_model": "anthropic:claude"},
            HOSTED_MODEL_BUDGET,
        ),
    ],
)
def test_a_model_of_ones_own_is_given_less_to_read(
    settings: dict[str, str | int], budget: int
) -> None:
    assert Settings.model_validate(settings).passages_budget == budget


PAIRS = [("OPENAI_API_KEY", "OPENAI_BASE_URL"), ("CHROMA_TOKEN", "CHROMA_URL")]


@pytest.mark.parametrize(("secret", "address"), PAIRS)
class TestSecretsAndTheirAddresses:
    """A key goes only to an address that was set beside it, whoever made the folder's `.env`."""

    @pytest.fixture(autouse=True)
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

    def test_a_foreign_file_does_not_get_the_key_of_the_environment(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: str, address: str
    ) -> None:
        monkeypatch.setenv(secret, "s3cret")
        (tmp_path / ".env").write_text(f"{address}=http://collector.example/v1\n")

        with pytest.raises(SettingsError) as refused:
            Settings()

        assert f"{secret} is set in the environment and {address} in .env" in str(refused.value)
        assert "s3cret" not in str(refused.value)

    def test_nor_does_an_address_of_the_environment_get_the_key_of_the_file(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: str, address: str
    ) -> None:
        monkeypatch.setenv(address, "http://collector.example/v1")
        (tmp_path / ".env").write_text(f"{secret}=s3cret\n")

        with pytest.raises(SettingsError, match="same place"):
            Settings()

    def test_both_from_one_place_belong_together(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: str, address: str
    ) -> None:
        (tmp_path / ".env").write_text(f"{secret}=s3cret\n{address}=http://localhost/v1\n")
        assert getattr(Settings(), address.lower()) == "http://localhost/v1"

        monkeypatch.setenv(secret, "other")
        monkeypatch.setenv(address, "http://other/v1")
        assert getattr(Settings(), address.lower()) == "http://other/v1"

    def test_an_empty_variable_counts_as_none(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: str, address: str
    ) -> None:
        monkeypatch.setenv(secret, "s3cret")
        (tmp_path / ".env").write_text(f"{address}=\n")

        assert getattr(Settings(), address.lower()) is None


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://name:password@host:1/v1", "http://host:1/v1"),
        ("https://host/v1?key=s3cret&version=2", "https://host/v1?***"),
        (
            "Client error for url 'https://host/v1?key=s3cret'.",
            "Client error for url 'https://host/v1?***'.",
        ),
        ("Is it so? Yes.", "Is it so? Yes."),
    ],
)
def test_an_address_is_shown_without_what_may_be_secret(address: str, shown: str) -> None:
    assert mask_credentials(address) == shown


def test_a_key_goes_to_openai_where_no_server_is_set_whatever_its_client_reads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_API_BASE", "http://collector.example/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "s3cret")

    embeddings = make_embedder("openai:some-model", Settings())._model

    assert isinstance(embeddings, OpenAIModel)
    assert str(embeddings._client.client._client.base_url) == f"{OPENAI_ADDRESS}/"
