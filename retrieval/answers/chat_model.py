"""The chat model, reached through LangChain: messages in, pieces of text out, bounded in every way.

It knows the providers' ways (keys, addresses, options that a server refuses) and neither passages
nor statements. Only the model's server is called: tracing is off, whatever the environment says.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from ..errors import ModelSettingsError
from ..provider_errors import translate_provider_errors
from .stream_timeout import with_timeouts
from .token_usage import TokenUsage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from ..settings import Settings

log = logging.getLogger(__name__)

MAX_REPLY_TOKENS = 4096
"""The longest reply that is asked for. Models that think count their thoughts among them."""

_OPENAI = "https://api.openai.com/v1"
_FIXED_TEMPERATURE = re.compile(r"o\d|gpt-[5-9]")
_REFUSAL_WORDS = {
    "response_format": ("response_format", "json_schema", "structured output", "guided", "grammar"),
    "temperature": ("temperature",),
    "max_completion_tokens": ("max_completion_tokens", "max_tokens"),
}
"""The options that a server may refuse, and the words by which its refusal tells which it is."""

_OTHER_REFUSALS = frozenset({401, 402, 403, 408, 429})


class SchemaRefused(Exception):
    """The server does not bind replies to a JSON schema; nothing was yielded."""


class ChatModel:
    """The chat model that the settings name. Safe to use from several threads.

    What its server has once refused to take is not sent again.
    """

    def __init__(self, settings: Settings) -> None:
        provider, separator, name = (settings.chat or "").partition(":")
        self.name = name if separator else provider
        self._provider = provider if separator else "openai"
        self._settings = settings
        self._refused: frozenset[str] = frozenset()

    @property
    def supports_schema(self) -> bool:
        """Whether the server binds replies to a JSON schema, as far as is known by now."""
        return self._provider == "openai" and "response_format" not in self._refused

    def stream(
        self,
        messages: Sequence[tuple[str, str]],
        schema: Mapping[str, Any] | None = None,
        usage: TokenUsage | None = None,
    ) -> Generator[str, None, None]:
        """Yield the reply to `messages`, each (role, text), in pieces, of which some may be empty.

        Closing the iterator ends the request. Each further piece may take the settings' model_timeout,
        and the whole that long for every try and once more. What is sent and comes back is counted in
        `usage`, from the first piece on: a request that is refused costs nothing.

        Raises:
            SchemaRefused: `schema` was given, and the server does not bind replies to one.
            ModelError: the model did not serve.
        """
        model = self._model
        between_pieces = self._settings.model_timeout
        total = between_pieces * (self._settings.model_retries + 2)
        while True:
            options = self._options(schema)
            try:
                reply = partial(_pieces, model, messages, options)
                pieces = with_timeouts(reply, between_pieces=between_pieces, total=total)
                yield from pieces if usage is None else _counted(pieces, messages, usage)
            except Exception as error:  # noqa: BLE001 - raised again, but for refused options
                self._remember_refused_option(error, options)
            else:
                return

    def _remember_refused_option(self, error: Exception, sent: Mapping[str, Any]) -> None:
        """Remember the option that the server refused, if that is what happened."""
        option = _refused_option(error, sent)
        if option is None:
            with translate_provider_errors(self._settings, self.name):
                raise error
        log.info("The model's server does not take %s; going on without.", option)
        self._refused |= {option}
        if option == "response_format":
            raise SchemaRefused from None

    def _options(self, schema: Mapping[str, Any] | None) -> dict[str, Any]:
        """Return what is sent with a request, but for what the server has refused before."""
        if self._provider != "openai":
            return {}
        options: dict[str, Any] = {"max_completion_tokens": MAX_REPLY_TOKENS}
        if not _FIXED_TEMPERATURE.match(self.name):
            options["temperature"] = 0
        if schema is not None:
            form = {"name": "answer", "strict": True, "schema": schema}
            options["response_format"] = {"type": "json_schema", "json_schema": form}
        return {name: value for name, value in options.items() if name not in self._refused}

    @cached_property
    def _model(self) -> BaseChatModel:
        from langchain.chat_models import init_chat_model

        common: dict[str, Any] = {
            "model_provider": self._provider,
            "timeout": self._settings.model_timeout,
            "max_retries": self._settings.model_retries,
        }
        model: BaseChatModel
        if self._provider == "openai":
            model = init_chat_model(self.name, **common, **self._server())
            return model
        try:
            model = init_chat_model(self.name, temperature=0, max_tokens=MAX_REPLY_TOKENS, **common)
        except ImportError as error:
            package = re.search(r"pip install ([\w-]+)", str(error))
            raise ModelSettingsError(
                f"The provider {self._provider} of FOOTNOTE_CHAT_MODEL needs a package that is not "
                f"installed: pip install {package[1] if package else f'langchain-{self._provider}'}."
            ) from None
        except ValueError:
            raise ModelSettingsError(
                f"FOOTNOTE_CHAT_MODEL names a provider {self._provider!r} that cannot be used. "
                f"Write provider:model, such as openai:{self.name}."
            ) from None
        return model

    def _server(self) -> dict[str, Any]:
        """Return the address and the key of OpenAI, or of the server that stands in for it."""
        key, address = self._settings.openai_api_key, self._settings.openai_base_url
        if key is None and address is None:
            raise ModelSettingsError(
                "The chat model needs a key: set OPENAI_API_KEY, or OPENAI_BASE_URL for a server "
                "of your own, or FOOTNOTE_CHAT_MODEL=none to answer by quoting."
            )
        return {
            "api_key": key.get_secret_value() if key is not None else "none",
            "base_url": address or _OPENAI,
            "use_responses_api": False,
        }


def _counted(
    pieces: Generator[str, None, None], messages: Sequence[tuple[str, str]], usage: TokenUsage
) -> Iterator[str]:
    with closing(pieces):
        for number, piece in enumerate(pieces):
            if number == 0:
                usage.sent(messages)
            usage.received(piece)
            yield piece


def _pieces(
    model: BaseChatModel, messages: Sequence[tuple[str, str]], options: Mapping[str, Any]
) -> Generator[str, None, None]:
    from langsmith import tracing_context

    # Sent beside the options that LangChain knows, the schema is left to the server: LangChain's own
    # handling of it reads the stream with a stricter parser, and fails on a reply that is cut short.
    kwargs = dict(options)
    if "response_format" in kwargs:
        kwargs["extra_body"] = {"response_format": kwargs.pop("response_format")}
    with tracing_context(enabled=False):
        for chunk in model.stream(list(messages), **kwargs):
            yield chunk.text


def check(settings: Settings) -> None:
    """Make the smallest call that tells whether key, model and address are right.

    Raises:
        ModelSettingsError: they are not.
        ModelError: the model does not serve now.
    """
    with closing(ChatModel(settings).stream([("user", "Answer with the word: ready")])) as pieces:
        next(pieces, None)


def _refused_option(error: Exception, sent: Mapping[str, Any]) -> str | None:
    """Return the option that made the server refuse a request, if that was the reason."""
    status = getattr(error, "status_code", None)
    if not isinstance(status, int) or status in _OTHER_REFUSALS:
        return None
    words = f"{getattr(error, 'body', '')} {error}".lower()
    for option, signs in _REFUSAL_WORDS.items():
        if option in sent and any(sign in words for sign in signs):
            return option
    return None
