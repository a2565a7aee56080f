"""Translates what goes wrong at a model's server: any client's exception becomes one of ours.

It goes by the HTTP status and the words of the error, not by exception classes: the clients of all
providers carry the first, and importing them only to name the second would cost a second. It knows
nothing of prompts or answers, and lets no key through.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .addresses import OPENAI_ADDRESS, mask_credentials
from .answers.model.model_name import ANTHROPIC, OLLAMA, OPENAI, parse_model_name
from .errors import FootnoteError, ModelError, ModelSettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .settings import Settings

log = logging.getLogger(__name__)

_MAX_DETAIL = 300
_MAX_ADDRESS = 200
_MOVED = "The model's server sends requests on to another address. They were not sent there."
_NOT_THERE = "No model's server answers at the address that it should have."
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@contextmanager
def translate_provider_errors(settings: Settings, model: str) -> Iterator[None]:
    """Turn whatever a model's client raises inside into a ModelError that a person can read.

    `model` is the model's name without its provider. The server's own words go to the log, escaped
    and without the key; the exception itself goes no further, since it may hold either.

    Raises:
        ModelSettingsError: it will not work with this key, name or address.
        ModelError: it did not work now.
    """
    try:
        yield
    except FootnoteError:
        raise
    except Exception as error:  # noqa: BLE001 - clients raise what they like, openai's is but one
        log.info("The model's server failed: %s", describe_error(error, settings))
        raise to_model_error(error, settings, model) from None


def describe_error(error: BaseException, settings: Settings) -> str:
    """Describe an exception for the log: in one line, short, printable, and without secrets."""
    detail = str(error)
    for secret in (settings.openai_api_key, settings.anthropic_api_key, settings.chroma_token):
        if secret is not None and secret.get_secret_value():
            detail = detail.replace(secret.get_secret_value(), "***")
    return f"{type(error).__name__} {mask_credentials(detail)[:_MAX_DETAIL]!a}"


def to_model_error(error: Exception, settings: Settings, model: str) -> ModelError:
    """Return the error to raise for a client's exception."""
    status = getattr(error, "status_code", None)
    if status in _REDIRECTS:
        return ModelSettingsError(_redirect_advice(error, settings, model), public=_MOVED)
    if isinstance(status, int):
        return _status_error(status, _words_of(error), settings, model)
    kind = type(error).__name__
    if isinstance(error, TimeoutError) or "Timeout" in kind:
        return ModelError(
            f"The model {model} did not answer within {settings.model_timeout:g} seconds. "
            "Try again, or raise FOOTNOTE_MODEL_TIMEOUT."
        )
    if isinstance(error, OSError) or "Connect" in kind or "Protocol" in kind:
        server = _server(settings, model)
        return ModelError(
            f"The connection to the model's server at {server.address} failed. "
            f"Check that the server is running, and that {server.address_setting} is its address.",
            public="The connection to the model's server failed.",
        )
    return ModelError(
        f"The model {model} sent something that is not an answer. "
        f"Try again; if it stays so, check {_setting(settings, model)} and "
        f"{_server(settings, model).address_setting}."
    )


def _status_error(status: int, words: str, settings: Settings, model: str) -> ModelError:
    """Return the error for a request that the server answered with `status`."""
    if status == 402 or "insufficient_quota" in words or "billing" in words:
        return ModelSettingsError(
            "The model's server says that the quota is used up: "
            "check the plan and billing of the account that "
            f"{_server(settings, model).key_setting} belongs to."
        )
    if status == 429:
        return ModelError(f"The model {model} is too busy to answer. Try again in a minute.")
    if status in (408, 504):
        return ModelError(f"The model {model} did not answer in time. Try again.")
    if status >= 500:
        return ModelError(f"The model's server has a fault (status {status}). Try again later.")
    if "content_filter" in words or "content_policy" in words:
        return ModelError(f"The model's server will not let {model} write about this.")
    advice = _request_advice(status, words, settings, model)
    names_address = _server(settings, model).address in advice
    return ModelSettingsError(advice, public=_NOT_THERE if names_address else None)


def _request_advice(status: int, words: str, settings: Settings, model: str) -> str:
    """Return what to say of a request that the server will refuse every time."""
    key = _server(settings, model).key_setting
    if status == 401:
        return f"The model's server refused the key: check {key}."
    if status == 403:
        return (
            f"The model's server does not let this key use {model}: "
            f"check {key} and what its project may do."
        )
    setting = _setting(settings, model)
    too_long = "context" in words and any(sign in words for sign in ("length", "window", "exceed"))
    if status == 413 or too_long:
        return f"The passages are longer than {model} can read: lower FOOTNOTE_CONTEXT_BUDGET."
    if "model" in words and (status == 404 or model.lower() in words):
        return f"The model's server does not know the model {model}: check {setting}."
    server = _server(settings, model)
    if status in (404, 405):
        advice = f"check {server.address_setting}" + server.address_hint
        return f"No model's server answers at {server.address}: {advice}."
    return (
        f"The model's server did not accept the request (status {status}): "
        f"check {setting} and {server.address_setting}."
    )


def _redirect_advice(error: Exception, settings: Settings, model: str) -> str:
    """Return what to say of a server that names another one, which nobody has chosen."""
    server = _server(settings, model)
    headers = getattr(getattr(error, "response", None), "headers", {})
    named = "".join(filter(str.isprintable, headers.get("location", "")))[:_MAX_ADDRESS]
    elsewhere = mask_credentials(named) or "another address"
    return (
        f"The model's server at {server.address} sends requests on to {elsewhere}. They were not "
        "sent there, and neither was the key. If that server is yours, set "
        f"{server.address_setting} to its address."
    )


def _words_of(error: Exception) -> str:
    """Return what the server said, in lower case; empty if it answered with a web page."""
    body = getattr(error, "body", None)
    words = f"{body if isinstance(body, dict) else ''} {error}".lower()
    return "" if "<html" in words or "<!doctype" in words else words


def _setting(settings: Settings, model: str) -> str:
    """Return the variable that names the model."""
    embeds = settings.embedding_model.partition(":")[2] == model
    return "FOOTNOTE_EMBEDDING_MODEL" if embeds else "FOOTNOTE_CHAT_MODEL"


@dataclass(frozen=True, slots=True)
class _Server:
    """A model's server: its address, as it may be shown, and the settings of address and key."""

    address: str
    address_setting: str
    key_setting: str
    address_hint: str = ""


def _server(settings: Settings, model: str) -> _Server:
    """Return the server of the model, whose address holds no name or password."""
    chat = parse_model_name(settings.chat or "")
    provider = chat.provider if chat.name == model else OPENAI
    if provider == ANTHROPIC:
        return _Server("api.anthropic.com", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY")
    if provider == OLLAMA:
        address = mask_credentials(settings.ollama_host or "http://localhost:11434")
        return _Server(address, "OLLAMA_HOST", "OLLAMA_API_KEY")
    address = mask_credentials(settings.openai_base_url or OPENAI_ADDRESS)
    return _Server(address, "OPENAI_BASE_URL", "OPENAI_API_KEY", ", which usually ends in /v1")
