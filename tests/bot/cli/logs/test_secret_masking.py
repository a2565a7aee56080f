"""No secret of the settings gets through, in whatever form it is written."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.bot_settings import BotSettings
from bot.cli.logs.secret_masking import SecretMask, environment_secrets, settings_secrets
from retrieval import Settings

SECRETS = {
    "discord_token": "MTA.discord/token+1",
    "openai_api_key": "sk-openai'key",
    "anthropic_api_key": "sk-ant-key",
    "chroma_token": "chroma-token",
}
ADDRESSES = {
    "chroma_url": "https://reader:chroma-password@vectors.example?database=chroma-query",
    "openai_base_url": "https://model.example/v1?key=base-query",
    "ollama_host": "http://ollama-login@ollama.example",
}
OF_ADDRESSES = ("chroma-password", "chroma-query", "base-query", "ollama-login")


@pytest.fixture
def mask() -> SecretMask:
    library = Settings.model_validate({**SECRETS, **ADDRESSES})
    return SecretMask(settings_secrets(library, BotSettings.model_validate(SECRETS)))


@pytest.mark.parametrize("secret", [*SECRETS.values(), *OF_ADDRESSES])
def test_every_secret_is_masked_in_all_its_forms(mask: SecretMask, secret: str) -> None:
    forms = (
        secret,
        repr(secret)[1:-1],
        quote(secret, safe=""),
        b64encode(secret.encode()).decode(),
    )
    masked = mask(" ".join(f"({form})" for form in forms))

    assert not [form for form in forms if form in masked]
    assert masked.startswith("((secret)) ")


def test_other_words_stay(mask: SecretMask) -> None:
    text = "The key to https://vectors.example/v2 is a token, 100 % of it, a/b and c=d."
    assert mask(text) == text


def test_a_secret_that_begins_another_leaves_no_end_of_it() -> None:
    assert SecretMask(["sk-secret", "sk-secret-long"])("sk-secret-long") == "(secret)"


@pytest.mark.parametrize("address", ["//who:pass@model.example/v1", "//model.example/v1?key=1234"])
def test_unknown_addresses_are_shown_without_what_may_be_secret(address: str) -> None:
    masked = SecretMask([])(f"https:{address} is away")
    assert not [word for word in ("pass", "1234") if word in masked]


def test_the_address_of_a_reply_is_shown_without_what_it_takes_to_write_it() -> None:
    said = "PATCH https://discord.com/api/v10/webhooks/100/aW50-token_X/messages/@original: 500"
    masked = SecretMask([])(said)
    assert "aW50" not in masked
    assert "/webhooks/100/(secret)" in masked


def test_keys_of_the_environment_and_of_the_file_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text("DISCORD_TOKEN=of-the-file\nFOOTNOTE_DATA=data\n", encoding="utf-8")
    monkeypatch.setenv("GROQ_API_KEY", "of-the-environment")

    assert {"of-the-file", "of-the-environment"} <= set(environment_secrets())
    assert "data" not in environment_secrets()
