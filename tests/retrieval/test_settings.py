"""What the settings come to where one of them is not set."""

from __future__ import annotations

import pytest

from retrieval.addresses import is_own_server
from retrieval.settings import HOSTED_MODEL_BUDGET, OWN_MODEL_BUDGET, Settings


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
