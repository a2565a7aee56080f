"""Makes LangChain's client of a chat model: with the provider's package, its key and its address."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from ...addresses import OPENAI_ADDRESS
from ...errors import ModelSettingsError
from ...extras import install_command
from ...http_client import client_without_redirects
from ...provider_errors import describe_error
from .model_name import ANTHROPIC, OLLAMA, OPENAI, ModelName

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from ...settings import Settings

log = logging.getLogger(__name__)

MAX_REPLY_TOKENS = 8192
"""The longest reply that is asked for. Models that think count their thoughts among them."""

_EXTRAS = frozenset({ANTHROPIC, OLLAMA})


def make_client(model: ModelName, settings: Settings) -> BaseChatModel:
    """Return the client of `model`. It calls nobody yet, and never tries again by itself.

    Raises:
        ModelSettingsError: a key or the provider's package is missing.
    """
    from langchain.chat_models import init_chat_model

    options = _options(model, settings)
    try:
        client: BaseChatModel = init_chat_model(
            model.name, model_provider=model.provider, **options
        )
    except ImportError as error:
        raise ModelSettingsError(
            _missing_package(model.provider, error),
            public="The chat model needs a package that is not installed.",
        ) from None
    except Exception as error:  # noqa: BLE001 - each provider's package raises its own
        log.info("The model's client could not be made: %s", describe_error(error, settings))
        raise ModelSettingsError(
            f"The provider {model.provider} of FOOTNOTE_CHAT_MODEL lacks something that it needs, such "
            "as a key or an address in the environment. The log says what."
        ) from None
    return client


def _options(model: ModelName, settings: Settings) -> dict[str, Any]:
    """Return what the client is made with."""
    timeout = settings.model_timeout
    if model.provider == OPENAI:
        return {"timeout": timeout, "max_retries": 0, **_openai_server(settings)}
    if model.provider == OLLAMA:
        http = {"timeout": timeout, "follow_redirects": False}
        limits = {"temperature": 0, "num_predict": MAX_REPLY_TOKENS}
        return {"base_url": settings.ollama_host, "client_kwargs": http, **limits}
    common = {"timeout": timeout, "max_retries": 0, "max_tokens": MAX_REPLY_TOKENS}
    if model.provider == ANTHROPIC:
        if settings.anthropic_api_key is None:
            raise ModelSettingsError(
                f"The chat model {model.name} needs a key: set ANTHROPIC_API_KEY, "
                "or FOOTNOTE_CHAT_MODEL=none to answer by quoting."
            )
        return {**common, "api_key": settings.anthropic_api_key.get_secret_value()}
    return {**common, "temperature": 0}


def _openai_server(settings: Settings) -> dict[str, Any]:
    """Return the address and the key of OpenAI, or of the server that stands in for it."""
    key, address = settings.openai_api_key, settings.openai_base_url
    if key is None and address is None:
        raise ModelSettingsError(
            "The chat model needs a key: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server "
            "of your own, or FOOTNOTE_CHAT_MODEL=none to answer by quoting."
        )
    return {
        "api_key": key.get_secret_value() if key is not None else "none",
        "base_url": address or OPENAI_ADDRESS,
        "use_responses_api": False,
        "http_client": client_without_redirects(),
    }


def _missing_package(provider: str, error: ImportError) -> str:
    """Return how to get the package that a provider needs."""
    if provider in _EXTRAS:
        return (
            f"The provider {provider} of FOOTNOTE_CHAT_MODEL needs an extra that is not installed. "
            f"Install it in the folder of Footnote: {install_command(provider)}"
        )
    package = f"langchain-{provider.replace('_', '-')}"
    return (
        f"The provider {provider} of FOOTNOTE_CHAT_MODEL needs a package that is no part of Footnote "
        f"({package}, or as LangChain names it: {error}). If its server speaks OpenAI's language, set "
        "OPENAI_BASE_URL to its address and FOOTNOTE_CHAT_MODEL to the name of the model alone."
    )
