"""Translates what goes wrong at a model's server: any client's exception becomes one of ours.

It goes by the HTTP status and the words of the error, not by exception classes: the clients of all
providers carry the first, and importing them only to name the second would cost a second. It knows
nothing of prompts or answers, and lets no key through.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from .addresses import mask_credentials
from .errors import FootnoteError, ModelError, ModelSettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .settings import Settings

log = logging.getLogger(__name__)

_MAX_DETAIL = 300


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
    """Describe an exception for the log: in one line, short, printable, and without the key."""
    detail = str(error)
    for secret in (settings.openai_api_key, settings.chroma_token):
        if secret is not None and secret.get_secret_value():
            detail = detail.replace(secret.get_secret_value(), "***")
    return f"{type(error).__name__} {detail[:_MAX_DETAIL]!a}"


def to_model_error(error: Exception, settings: Settings, model: str) -> ModelError:
    """Return the error to raise for a client's exception."""
    status = getattr(error, "status_code", None)
    if isinstance(status, int):
        return _status_error(status, _words_of(error), settings, model)
    kind = type(error).__name__
    if isinstance(error, TimeoutError) or "Timeout" in kind:
        return ModelError(
            f"The model {model} did not answer within {settings.model_timeout:g} seconds. "
            "Try again, or raise FOOTNOTE_MODEL_TIMEOUT."
        )
    if isinstance(error, OSError) or "Connect" in kind or "Protocol" in kind:
        return ModelError(
            f"The connection to the model's server at {_address(settings)} failed. "
            "Check that the server is running, and that OPENAI_BASE_URL is its address."
        )
    return ModelError(
        f"The model {model} sent something that is not an answer. "
        f"Try again; if it stays so, check {_setting(settings, model)} and OPENAI_BASE_URL."
    )


def _status_error(status: int, words: str, settings: Settings, model: str) -> ModelError:
    """Return the error for a request that the server answered with `status`."""
    if status == 402 or "insufficient_quota" in words or "billing" in words:
        return ModelSettingsError(
            "The model's server says that the quota is used up: "
            "check the plan and billing of the account that OPENAI_API_KEY belongs to."
        )
    if status == 429:
        return ModelError(f"The model {model} is too busy to answer. Try again in a minute.")
    if status in (408, 504):
        return ModelError(f"The model {model} did not answer in time. Try again.")
    if status >= 500:
        return ModelError(f"The model's server has a fault (status {status}). Try again later.")
    if "content_filter" in words or "content_policy" in words:
        return ModelError(f"The model's server will not let {model} write about this.")
    return ModelSettingsError(_request_advice(status, words, settings, model))


def _request_advice(status: int, words: str, settings: Settings, model: str) -> str:
    """Return what to say of a request that the server will refuse every time."""
    if status == 401:
        return "The model's server refused the key: check OPENAI_API_KEY."
    if status == 403:
        return (
            f"The model's server does not let this key use {model}: "
            "check OPENAI_API_KEY and what its project may do."
        )
    setting = _setting(settings, model)
    if "context" in words and any(sign in words for sign in ("length", "window", "exceed")):
        return f"The passages are longer than {model} can read: lower FOOTNOTE_CONTEXT_BUDGET."
    if "model" in words and (status == 404 or model.lower() in words):
        return f"The model's server does not know the model {model}: check {setting}."
    if status in (301, 302, 307, 308, 404, 405):
        return (
            f"No model's server answers at {_address(settings)}: "
            "check OPENAI_BASE_URL, which usually ends in /v1."
        )
    return (
        f"The model's server did not accept the request (status {status}): "
        f"check {setting} and OPENAI_BASE_URL."
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


def _address(settings: Settings) -> str:
    """Return the server's address without the name and password that may stand in it."""
    if settings.openai_base_url is None:
        return "api.openai.com"
    return mask_credentials(settings.openai_base_url)
