"""The chat model: messages in, pieces of text out, bounded in every way.

It knows what a server may refuse, when to ask it again and how long to wait, and neither passages nor
statements. Only the model's server is called: tracing is off, whatever the environment says.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NoReturn

from ...errors import ModelError
from ...provider_errors import translate_provider_errors
from .json_reply import METHODS, REFUSAL_WORDS, JsonForm, JsonMethod, request_options, tool_of
from .model_client import MAX_REPLY_TOKENS, make_client
from .model_name import ANTHROPIC, OPENAI, parse_model_name
from .retries import seconds_until_retry
from .stream_timeout import Deadline, DeadlinePassed, read_within
from .thinking import without_thinking
from .token_usage import TokenUsage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessage
    from langchain_core.runnables import Runnable

    from ...settings import Settings

log = logging.getLogger(__name__)

WHOLE_REPLY = 2
"""How many times as long as for the next words there is for a whole reply."""

Messages = Sequence[tuple[str, str]]
"""Messages to a model, each (role, text)."""

_FIXED_TEMPERATURE = re.compile(r"o\d|gpt-[5-9]")
_OPTION_WORDS = {
    "temperature": ("temperature",),
    "max_completion_tokens": ("max_completion_tokens", "max_tokens"),
}
"""The options that a server may refuse, and the words by which its refusal tells which it is."""

_OTHER_REFUSALS = frozenset({401, 402, 403, 408, 429})


@dataclass(frozen=True, slots=True)
class _Request:
    """What is sent: the messages, the options by LangChain's names, and the way to have the form."""

    messages: Messages
    options: dict[str, Any]
    method: JsonMethod | None
    form: JsonForm | None

    @property
    def refusable(self) -> list[str]:
        """What the server may refuse of it."""
        method = [self.method] if self.method not in (None, JsonMethod.PROMPT) else []
        return [*method, *(name for name in _OPTION_WORDS if name in self.options)]


class ChatModel:
    """The chat model that the settings name. Safe to use from several threads.

    What its server has once refused to take is not sent again.
    """

    def __init__(self, settings: Settings) -> None:
        self._model_name = parse_model_name(settings.chat or "")
        self.name = self._model_name.name
        self._settings = settings
        self._refused: frozenset[str] = frozenset()

    def stream(
        self,
        messages: Messages,
        form: JsonForm | None = None,
        usage: TokenUsage | None = None,
    ) -> Generator[str, None, None]:
        """Yield the reply to `messages` in pieces, of which some may be empty, without its thinking.

        Where there is a `form`, the server is bound to it by the surest way that it knows. The next
        piece may take the settings' model_timeout, and the whole reply WHOLE_REPLY times that, with all
        that is tried and waited for. Closing the iterator ends the request. What is sent and comes back
        is counted in `usage`, from the first piece on: a request that is refused costs nothing.

        Raises:
            ModelError: the model did not serve.
        """
        yield from without_thinking(self._reply(messages, form, usage))

    def _reply(
        self, messages: Messages, form: JsonForm | None, usage: TokenUsage | None
    ) -> Generator[str, None, None]:
        timeout = self._settings.model_timeout
        deadline = Deadline(next_piece=timeout, whole=timeout * WHOLE_REPLY)
        client = self._client
        tries = 0
        while True:
            request = self._request(messages, form, deadline)
            pieces = read_within(deadline, partial(_pieces, client, request))
            began = False
            try:
                for piece in _counted(pieces, request.messages, usage or TokenUsage()):
                    began = True
                    yield piece
            except Exception as error:  # noqa: BLE001 - raised again, unless another try may do
                refused = None if began else _refused(error, request.refusable)
                if refused is not None:
                    log.info("The model's server does not take %s; going on without.", refused)
                    self._refused |= {refused}
                    continue
                tries += 1
                wait = None if began else seconds_until_retry(error, tries)
                if (
                    wait is None
                    or tries > self._settings.model_retries
                    or wait >= deadline.remaining
                ):
                    self._fail(error)
                time.sleep(wait)
            else:
                return

    def _fail(self, error: Exception) -> NoReturn:
        """Raise what a reader is told of an error."""
        if isinstance(error, DeadlinePassed):
            seconds = self._settings.model_timeout * WHOLE_REPLY
            raise ModelError(
                f"The model {self.name} had not finished its answer after {seconds:g} seconds. "
                "Ask for less at a time, or raise FOOTNOTE_MODEL_TIMEOUT."
            ) from None
        with translate_provider_errors(self._settings, self.name):
            raise error
        raise AssertionError("an error was raised")

    def _request(self, messages: Messages, form: JsonForm | None, deadline: Deadline) -> _Request:
        """Return the next request, without what the server has refused before."""
        provider = self._model_name.provider
        options: dict[str, Any] = {}
        if provider == OPENAI:
            options["max_completion_tokens"] = MAX_REPLY_TOKENS
            options["timeout"] = deadline.remaining
        if provider in (OPENAI, ANTHROPIC) and not _FIXED_TEMPERATURE.match(self.name):
            options["temperature"] = 0
        options = {name: value for name, value in options.items() if name not in self._refused}
        if form is None:
            return _Request(messages, options, None, None)
        methods = METHODS.get(provider, (JsonMethod.PROMPT,))
        method = next(each for each in methods if each not in self._refused)
        options |= request_options(method, form, provider)
        if method is not JsonMethod.JSON_SCHEMA:
            messages = _with_instructions(messages, form)
        return _Request(messages, options, method, form)

    @cached_property
    def _client(self) -> BaseChatModel:
        return make_client(self._model_name, self._settings)


def _with_instructions(messages: Messages, form: JsonForm) -> Messages:
    """Return the messages with the form in words: some servers take a way and do not keep to it."""
    (role, rules), *others = messages
    return [(role, f"{rules}\n\n{form.instructions}"), *others]


def _counted(
    pieces: Generator[str, None, None], messages: Messages, usage: TokenUsage
) -> Iterator[str]:
    with closing(pieces):
        for number, piece in enumerate(pieces):
            if number == 0:
                usage.sent(messages)
            usage.received(piece)
            yield piece


def _pieces(client: BaseChatModel, request: _Request) -> Generator[str, None, None]:
    from langchain_core.messages import AIMessageChunk
    from langsmith import tracing_context

    bound: Runnable[Any, AIMessage]
    if request.method is JsonMethod.TOOL_CALL and request.form is not None:
        tool = tool_of(request.form)
        bound = client.bind_tools([tool], tool_choice=request.form.name, **request.options)
    else:
        bound = client.bind(**request.options)
    with tracing_context(enabled=False):
        for chunk in bound.stream(list(request.messages)):
            arguments = chunk.tool_call_chunks if isinstance(chunk, AIMessageChunk) else []
            yield chunk.text + "".join(each["args"] or "" for each in arguments)


def warm_up(settings: Settings) -> None:
    """Load what the first request to the chat model needs, which takes a second or more.

    Nothing is sent. What is wrong with the settings is told by the first request.
    """
    import langsmith  # noqa: F401 - loaded for later

    with suppress(Exception):
        make_client(parse_model_name(settings.chat or ""), settings)


def check(settings: Settings) -> None:
    """Make the smallest call that tells whether key, model and address are right.

    Raises:
        ModelSettingsError: they are not.
        ModelError: the model does not serve now.
    """
    with closing(ChatModel(settings).stream([("user", "Answer with the word: ready")])) as pieces:
        next(pieces, None)


def _refused(error: Exception, sent: Collection[str]) -> str | None:
    """Return what of a request made the server refuse it, if that was the reason."""
    status = getattr(error, "status_code", None)
    if not isinstance(status, int) or status in _OTHER_REFUSALS:
        return None
    if status == 413 and "max_completion_tokens" in sent:
        return "max_completion_tokens"  # it counts where tokens are limited by the minute
    words = f"{getattr(error, 'body', '')} {error}".lower()
    for name, signs in (*REFUSAL_WORDS.items(), *_OPTION_WORDS.items()):
        if name in sent and any(sign in words for sign in signs):
            return name
    return None
