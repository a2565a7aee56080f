"""What of Discord's API the bot relies on, as rules of its own: shapes and limits of what it sends.

They hold wherever Discord's whole specification is not at hand, and beside it where it is. The figures
are from Discord's documentation of components, messages and application commands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jsonschema import Draft202012Validator

ACTION_ROW, BUTTON, TEXT_INPUT, SECTION, TEXT = 1, 2, 4, 9, 10
FILE, SEPARATOR, CONTAINER, LABEL, FILE_UPLOAD = 13, 14, 17, 18, 19
"""The types of components that the bot uses, and the container that could hold them."""

LINK, PREMIUM = 5, 6
"""Styles of buttons that have no custom id."""


def _component(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """A component that has these fields, may have those, and no others."""
    shared = {"type": {"type": "integer"}, "id": {"type": "integer", "minimum": 0}}
    return {
        "properties": shared | required | (optional or {}),
        "required": ["type", *required],
        "additionalProperties": False,
    }


def _text(longest: int, shortest: int = 1) -> dict[str, Any]:
    return {"type": "string", "minLength": shortest, "maxLength": longest}


def _list_of(kinds: list[int], most: int) -> dict[str, Any]:
    kind = {"properties": {"type": {"enum": kinds}}}
    item = {"allOf": [kind, {"$ref": "#/$defs/component"}]}
    return {"type": "array", "items": item, "minItems": 1, "maxItems": most}


def _one_of(*kinds: int) -> dict[str, Any]:
    kind = {"properties": {"type": {"enum": list(kinds)}}}
    return {"allOf": [kind, {"$ref": "#/$defs/component"}]}


_EMOJI = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
_MEDIA = {"type": "object", "required": ["url"], "properties": {"url": {"type": "string"}}}

COMPONENTS: dict[int, dict[str, Any]] = {
    ACTION_ROW: _component({"components": _list_of([BUTTON], 5)}),
    BUTTON: _component(
        {"style": {"type": "integer", "minimum": 1, "maximum": 6}},
        {
            "label": _text(80),
            "emoji": _EMOJI,
            "custom_id": _text(100),
            "url": _text(512),
            "disabled": {"type": "boolean"},
        },
    )
    | {
        "anyOf": [{"required": ["label"]}, {"required": ["emoji"]}],
        "if": {"properties": {"style": {"enum": [LINK, PREMIUM]}}},
        "else": {"required": ["custom_id"]},
    },
    TEXT_INPUT: _component(
        {"custom_id": _text(100), "style": {"enum": [1, 2]}},
        {
            "label": {"type": ["string", "null"], "maxLength": 45},
            "min_length": {"type": "integer", "minimum": 0, "maximum": 4000},
            "max_length": {"type": "integer", "minimum": 1, "maximum": 4000},
            "required": {"type": "boolean"},
            "value": _text(4000, 0),
            "placeholder": _text(100, 0),
        },
    ),
    SECTION: _component({"components": _list_of([TEXT], 3), "accessory": _one_of(BUTTON)}),
    TEXT: _component({"content": {"type": "string"}}),
    FILE: _component({"file": _MEDIA}, {"spoiler": {"type": "boolean"}}),
    SEPARATOR: _component({}, {"divider": {"type": "boolean"}, "spacing": {"enum": [1, 2]}}),
    CONTAINER: _component(
        {"components": _list_of([ACTION_ROW, SECTION, TEXT, FILE, SEPARATOR], 40)}
    ),
    FILE_UPLOAD: _component(
        {"custom_id": _text(100)},
        {
            "min_values": {"type": "integer", "minimum": 0, "maximum": 10},
            "max_values": {"type": "integer", "minimum": 1, "maximum": 10},
            "required": {"type": "boolean"},
        },
    ),
    LABEL: _component(
        {"label": _text(45), "component": _one_of(TEXT_INPUT, FILE_UPLOAD)},
        {"description": {"type": ["string", "null"], "maxLength": 100}},
    ),
}

_ANY_COMPONENT = {
    "type": "object",
    "required": ["type"],
    "properties": {"type": {"enum": list(COMPONENTS)}},
    "allOf": [
        {"if": {"properties": {"type": {"const": kind}}}, "then": rules}
        for kind, rules in COMPONENTS.items()
    ],
}

MESSAGE = {
    "$defs": {"component": _ANY_COMPONENT},
    "type": "object",
    "properties": {
        "content": {"type": ["string", "null"]},
        "components": {"type": "array", "items": {"$ref": "#/$defs/component"}},
        "allowed_mentions": {
            "type": "object",
            "required": ["parse"],
            "properties": {"parse": {"type": "array", "items": {"type": "string"}}},
        },
        "flags": {"type": "integer"},
        "title": _text(45),
        "custom_id": _text(100),
    },
}

_NAME = {"type": "string", "pattern": r"^[-_\w]{1,32}$"}
_TRANSLATIONS = {"type": ["object", "null"], "additionalProperties": _text(100)}
_DESCRIBED = {"description": _text(100), "description_localizations": _TRANSLATIONS}

COMMANDS = {
    "type": "array",
    "maxItems": 100,
    "items": {
        "type": "object",
        "required": ["name", "type"],
        "properties": {"type": {"enum": [1, 3]}, "name": _text(32)},
        "if": {"properties": {"type": {"const": 1}}},
        "then": {
            "required": ["description"],
            "properties": {
                **_DESCRIBED,
                "name": {"allOf": [_NAME, {"pattern": "^[^A-Z]*$"}]},
                "options": {
                    "type": "array",
                    "maxItems": 25,
                    "items": {
                        "type": "object",
                        "required": ["name", "type", "description"],
                        "properties": {
                            **_DESCRIBED,
                            "name": {"allOf": [_NAME, {"pattern": "^[^A-Z]*$"}]},
                            "max_length": {"type": "integer", "minimum": 1, "maximum": 6000},
                        },
                    },
                },
            },
        },
    },
}

_MESSAGE_RULES = Draft202012Validator(MESSAGE)
_COMMAND_RULES = Draft202012Validator(COMMANDS)


def errors(path: str, body: Any) -> Iterator[str]:
    """Yield what breaks the rules in the body of a request to `path`."""
    if path.endswith("/commands"):
        yield from _told(_COMMAND_RULES, body)
        return
    message = body.get("data") if path.endswith("/callback") else body
    if isinstance(message, dict) and ("components" in message or "content" in message):
        yield from _told(_MESSAGE_RULES, message)


def _told(rules: Draft202012Validator, body: Any) -> Iterator[str]:
    for error in rules.iter_errors(body):
        yield f"{error.json_path}: {error.message[:500]}"
