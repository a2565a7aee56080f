"""The walls of the house, read from the imports: who may know whom."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import retrieval
from tests.paths import ROOT


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports anywhere, absolute, with the names taken from it."""
    package = path.relative_to(ROOT).with_suffix("").parts[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *([node.module] if node.module else [])))
            yield from (f"{module}.{alias.name}" for alias in node.names)


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", modules("retrieval"), ids=named)
def test_the_library_knows_nothing_of_discord(path: Path) -> None:
    assert not [name for name in imports(path) if name.split(".")[0] in ("bot", "discord")]


@pytest.mark.parametrize("path", modules("retrieval"), ids=named)
def test_only_one_room_knows_chroma(path: Path) -> None:
    if path.name != "vector_store.py":
        assert not [name for name in imports(path) if name.split(".")[0] == "chromadb"]


@pytest.mark.parametrize("path", modules("bot"), ids=named)
def test_the_bot_goes_through_the_door(path: Path) -> None:
    """What it takes from the library is what the door hands out, and it knows no store or model."""
    foreign = ("chromadb", "langchain", "langchain_core", "langchain_openai", "openai")
    taken = [name for name in imports(path) if name.split(".")[0] == "retrieval"]
    handed_out = {"retrieval", *(f"retrieval.{name}" for name in retrieval.__all__)}
    assert set(taken) <= handed_out
    assert not [name for name in imports(path) if name.split(".")[0] in foreign]


def test_the_door_hands_out_what_it_says() -> None:
    for name in retrieval.__all__:
        assert getattr(retrieval, name) is not None
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = retrieval.nothing_of_the_kind


@pytest.mark.parametrize("path", [*modules("retrieval"), *modules("bot")], ids=named)
def test_every_room_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
