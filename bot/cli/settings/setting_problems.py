"""What is wrong with the settings: names that are none, impossible values, what does not go together.

Pure. No sentence holds the value of a setting, since it may be a secret.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic.fields import FieldInfo

    from retrieval import Settings

    from .setting_places import SettingPlaces

PREFIX = "FOOTNOTE_"
OTHER_NAMES = frozenset({"FOOTNOTE_DEBUG"})
"""Variables of ours that are no settings."""

LIKELY = 85.0
"""From this likeness on, 0 to 100, a name is taken for another that was misspelt."""

_TYPES = {
    "bool_parsing": "true or false",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_parsing": "a number",
    "string_pattern_mismatch": "an address that begins with http:// or https://",
}
_BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """Something that is wrong, in a sentence.

    What does not stop a command has no effect, no more. `for_all` is false for what concerns the bot
    alone, or a model without which answers are quoted.
    """

    sentence: str
    stops: bool = True
    for_all: bool = True


def unknown_names(places: SettingPlaces, known: Iterable[str]) -> Iterator[SettingProblem]:
    """Yield the names that are no settings, with the likely one.

    In `.env` each name of ours counts, and whatever looks like a setting. The environment belongs to
    others too, and Kubernetes, say, puts names into it that begin like ours: there a name that is like
    no setting stops nothing.
    """
    from rapidfuzz import fuzz, process

    names = frozenset(known)
    for name in sorted({*places.environment, *places.file} - names - OTHER_NAMES):
        place, ours = places.place(name), name.startswith(PREFIX)
        if not ours and place != ".env":
            continue
        found = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=LIKELY)
        if found is not None:
            yield SettingProblem(f"{name} in {place} is no setting. Did you mean {found[0]}?")
        elif ours:
            sentence = f"{name} in {place} is no setting. `.env.example` lists them all."
            yield SettingProblem(sentence, stops=place == ".env")


def invalid_values(
    error: ValidationError, places: SettingPlaces, fields: Mapping[str, FieldInfo]
) -> Iterator[str]:
    """Yield a sentence for each setting whose value is impossible, which says what it may be."""
    told = set()
    for detail in error.errors(include_url=False, include_input=False):
        location = detail["loc"]
        name = str(location[0]) if location else "the settings"
        variable = name if name.isupper() else PREFIX + name.upper()
        if variable in told:
            continue
        told.add(variable)
        place = places.place(variable)
        where = f" in {place}" if place else ""
        yield f"{variable}{where} {_demand({**detail}, fields.get(name))}."


def _demand(detail: Mapping[str, Any], field: FieldInfo | None) -> str:
    """Return what a value must be, or else pydantic's own words for what is wrong with it."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "value_error":
        return f"does not work: {context['error']}"
    if len(detail["loc"]) > 1:
        demanded = "ids, whole numbers that are separated by commas"
    elif kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        demanded = f"{words} {context[name]:g}"
    elif kind == "literal_error" and field is not None:
        demanded = " or ".join(map(str, get_args(field.annotation)))
    else:
        demanded = _TYPES.get(kind, "")
    message = detail["msg"]
    return f"must be {demanded}" if demanded else f"is wrong: {message[:1].lower()}{message[1:]}"


def conflicts(settings: Settings) -> Iterator[SettingProblem]:
    """Yield what does not go together, or has no effect without something else."""
    if _is_within(settings.corpus, settings.data):
        yield SettingProblem(
            "The documents folder (FOOTNOTE_CORPUS) lies in the data folder (FOOTNOTE_DATA), whose "
            "files Footnote changes. Name two folders."
        )
    chat = settings.chat or ""
    keyless = settings.openai_api_key is None and settings.openai_base_url is None
    if chat.startswith("anthropic:") and settings.anthropic_api_key is None:
        yield SettingProblem(
            "FOOTNOTE_CHAT_MODEL names a model of Anthropic, and ANTHROPIC_API_KEY is not set.",
            for_all=False,
        )
    elif chat and keyless and (":" not in chat or chat.startswith("openai:")):
        yield SettingProblem(
            "FOOTNOTE_CHAT_MODEL names a model, and neither OPENAI_API_KEY nor OPENAI_BASE_URL is set.",
            for_all=False,
        )
    if not chat and settings.verify == "model":
        yield SettingProblem(
            "FOOTNOTE_VERIFY=model has no effect without a chat model.", stops=False
        )
    if settings.chroma_token is not None and settings.chroma_url is None:
        yield SettingProblem("CHROMA_TOKEN has no effect without CHROMA_URL.", stops=False)


def _is_within(folder: Path, other: Path) -> bool:
    return folder.resolve().is_relative_to(other.resolve())
