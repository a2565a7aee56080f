"""The ways in which a server can be had to reply with JSON of a schema, the surest first.

Pure. A way is what a request says beside its messages, and the words by which a server refuses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .model_name import ANTHROPIC, OLLAMA, OPENAI


@dataclass(frozen=True, slots=True)
class JsonForm:
    """What a reply has to look like: its JSON schema, and the same in words for the prompt."""

    name: str
    description: str
    schema: Mapping[str, Any]
    instructions: str


class JsonMethod(StrEnum):
    """A way to have a reply in a form."""

    JSON_SCHEMA = "a JSON schema"
    JSON_OBJECT = "a JSON object with a schema"
    TOOL_CALL = "a tool call"
    PROMPT = "instructions in the prompt"


METHODS: Mapping[str, tuple[JsonMethod, ...]] = {
    OPENAI: tuple(JsonMethod),
    OLLAMA: (JsonMethod.JSON_SCHEMA, JsonMethod.PROMPT),
    ANTHROPIC: (JsonMethod.TOOL_CALL, JsonMethod.PROMPT),
}
"""What to try with each provider's server, in this order; with others the prompt alone."""

REFUSAL_WORDS: Mapping[str, tuple[str, ...]] = {
    JsonMethod.JSON_SCHEMA: (
        "response_format",
        "json_schema",
        "structured output",
        "guided",
        "grammar",
        "chatrequest.format",  # Ollama's older servers
    ),
    JsonMethod.JSON_OBJECT: ("response_format", "json_object", "schema", "grammar"),
    JsonMethod.TOOL_CALL: ("tool", "function"),
}
"""The words by which a server that refuses a way tells that it is this which it refuses."""


def request_options(method: JsonMethod, form: JsonForm, provider: str) -> dict[str, Any]:
    """Return what a request says to have the form, by the names that LangChain gives it."""
    if method is JsonMethod.JSON_SCHEMA and provider == OLLAMA:
        return {"format": form.schema}
    # Sent beside the options that LangChain knows, the schema is left to the server: LangChain's own
    # handling of it reads the stream with a stricter parser, and fails on a reply that is cut short.
    if method is JsonMethod.JSON_SCHEMA:
        bound = {"name": form.name, "strict": True, "schema": form.schema}
        return {"extra_body": {"response_format": {"type": "json_schema", "json_schema": bound}}}
    if method is JsonMethod.JSON_OBJECT:
        return {"extra_body": {"response_format": {"type": "json_object", "schema": form.schema}}}
    return {}


def tool_of(form: JsonForm) -> dict[str, Any]:
    """Return the tool whose arguments are a reply in the form."""
    described = {
        "name": form.name,
        "description": form.description,
        "parameters": form.schema,
    }
    return {"type": "function", "function": described}
