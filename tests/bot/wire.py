"""What Discord would accept: by its own specification where that is at hand, and by rules of our own."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.bot import discord_rules
from tests.paths import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator

SPECIFICATION = SHARED / "discord" / "openapi.json"
URN = "urn:discord"
COMPONENTS_V2 = 1 << 15


def check(method: str, path: str, body: Any) -> None:
    """Fail if Discord would refuse this request."""
    if body is None:
        return
    for error in _errors(method, path, _with_text_ids(body)):
        raise AssertionError(f"{method} {path}: {error}\n{json.dumps(body)[:2000]}")


def _with_text_ids(value: Any) -> Any:
    """The body with ids as text, as the specification has them; Discord takes numbers as well."""
    if isinstance(value, dict):
        held = {name: _with_text_ids(part) for name, part in value.items()}
        return held | {"id": str(held["id"])} if "filename" in held else held
    if isinstance(value, list):
        return [_with_text_ids(held) for held in value]
    return str(value) if type(value) is int and value > 1 << 54 else value


def _errors(method: str, path: str, body: Any) -> Iterator[str]:
    validator = _validator(method, path)
    if validator is not None:
        for error in validator.iter_errors(body):
            yield f"{error.json_path}: {error.message[:500]}"
    yield from discord_rules.errors(path, body)
    message = body.get("data") if path.endswith("/callback") else body
    if isinstance(message, dict) and ("components" in message or "content" in message):
        yield from _message_errors(message, modal="title" in message)


def _message_errors(message: dict[str, Any], *, modal: bool) -> Iterator[str]:
    components = list(walk(message.get("components") or []))
    texts = [item["content"] for item in components if item["type"] == 10]
    if len(message.get("content") or "") > 2000:
        yield "content is longer than 2,000 characters"
    if sum(len(text.encode("utf-16-le")) // 2 for text in texts) > 4000:
        yield "the components' text is longer than 4,000 characters"
    if any(not text.strip() for text in texts):
        yield "a text is empty"
    if len(components) > 40:
        yield f"{len(components)} components"
    if not modal and not components and not (message.get("content") or "").strip():
        yield "the message is empty"
    if components and not modal and not message.get("flags", 0) & COMPONENTS_V2:
        yield "layout without its flag"
    if not modal and message.get("allowed_mentions", {}).get("parse") != []:
        yield "the message may ping"
    ids = [item["custom_id"] for item in components if "custom_id" in item]
    if len(ids) != len(set(ids)):
        yield "two components share a custom id"


def walk(components: Any) -> Iterator[dict[str, Any]]:
    """Every component, however deep."""
    for item in components:
        yield item
        yield from walk(item.get("components") or [])
        yield from walk([item[key] for key in ("accessory", "component") if key in item])


def texts(components: Any) -> str:
    """All that a message says, from top to bottom."""
    return "\n".join(item["content"] for item in walk(components) if item["type"] == 10)


def buttons(components: Any) -> list[dict[str, Any]]:
    """The buttons of a message, from top to bottom."""
    return [item for item in walk(components) if item["type"] == 2]


@cache
def _specification() -> tuple[dict[str, Any], Registry[Any]] | None:
    if not SPECIFICATION.exists():
        return None
    document = json.loads(SPECIFICATION.read_text(encoding="utf-8"))
    resource: Resource[Any] = DRAFT202012.create_resource(document)
    return document["paths"], Registry().with_resource(URN, resource)


@cache
def _validator_for(template: str, method: str) -> Draft202012Validator | None:
    found = _specification()
    assert found is not None
    paths, registry = found
    operation = paths[template].get(method.lower(), {})
    if "application/json" not in operation.get("requestBody", {}).get("content", {}):
        return None
    pointer = "/".join(
        part.replace("~", "~0").replace("/", "~1")
        for part in (
            "paths",
            template,
            method.lower(),
            "requestBody",
            "content",
            "application/json",
            "schema",
        )
    )
    return Draft202012Validator({"$ref": f"{URN}#/{pointer}"}, registry=registry)


@cache
def _templates() -> list[tuple[re.Pattern[str], str]]:
    found = _specification()
    if found is None:
        return []
    literal_first = sorted(found[0], key=lambda template: template.count("{"))
    return [
        (re.compile(re.sub(r"\\{.*?\\}", "[^/]+", re.escape(path))), path) for path in literal_first
    ]


def _validator(method: str, path: str) -> Draft202012Validator | None:
    for pattern, template in _templates():
        if pattern.fullmatch(path):
            return _validator_for(template, method)
    assert not _templates(), f"Discord has no such path: {path}"
    return None
