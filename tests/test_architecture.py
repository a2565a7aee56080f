"""The structure, read from the imports: which module may depend on which."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
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


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def dependencies() -> dict[str, set[str]]:
    """The modules of both packages, each with those that it imports, for types alone too."""
    paths = {dotted(path): path for folder in ("bot", "retrieval") for path in modules(folder)}
    return {name: set(_among(imports(path), paths)) - {name} for name, path in paths.items()}


def _among(imported: Iterator[str], known: Mapping[str, Path]) -> Iterator[str]:
    """The known modules that are imported themselves, or of which a name is."""
    for name in imported:
        yield from [module for module in (name, name.rpartition(".")[0]) if module in known][:1]


def test_no_modules_import_each_other_in_a_circle() -> None:
    try:
        TopologicalSorter(dependencies()).prepare()
    except CycleError as error:
        pytest.fail(f"a circle of imports: {' → '.join(error.args[1])}")


def test_a_circle_would_be_found() -> None:
    with_a_circle = dependencies()
    with_a_circle["retrieval.types"] = {"retrieval.library"}
    with pytest.raises(CycleError):
        TopologicalSorter(with_a_circle).prepare()


def test_no_two_modules_share_a_file_name() -> None:
    names = [path.name for folder in ("bot", "retrieval") for path in modules(folder)]
    shared = {name for name in names if names.count(name) > 1}
    assert shared <= {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("path", modules("retrieval"), ids=named)
def test_the_library_knows_nothing_of_discord(path: Path) -> None:
    assert not [name for name in imports(path) if name.split(".")[0] in ("bot", "discord")]


@pytest.mark.parametrize("path", modules("retrieval"), ids=named)
def test_only_the_vector_store_knows_chroma(path: Path) -> None:
    if path.name != "vector_store.py":
        assert not [name for name in imports(path) if name.split(".")[0] == "chromadb"]


@pytest.mark.parametrize("path", modules("bot"), ids=named)
def test_the_bot_takes_only_what_the_library_exports(path: Path) -> None:
    """It imports what `retrieval/__init__.py` exports and no more, and knows no store or model."""
    foreign = ("chromadb", "langchain", "langchain_core", "langchain_openai", "openai")
    taken = [name for name in imports(path) if name.split(".")[0] == "retrieval"]
    exported = {"retrieval", *(f"retrieval.{name}" for name in retrieval.__all__)}
    assert set(taken) <= exported
    assert not [name for name in imports(path) if name.split(".")[0] in foreign]


@pytest.mark.parametrize("path", modules("bot/replies"), ids=named)
def test_only_components_and_buttons_are_discords_own_objects(path: Path) -> None:
    """All else that builds a reply is pure: of other packages it knows a parser of Markdown alone."""
    if path.name != "components.py" and path.parent.name != "buttons":
        known = {name.split(".")[0] for name in imports(path)} - sys.stdlib_module_names
        parser = {"markdown_it"} if path.name.endswith("_markdown.py") else set()
        assert known <= {"retrieval", "bot"} | parser


def test_the_library_exports_what_it_says() -> None:
    for name in retrieval.__all__:
        assert getattr(retrieval, name) is not None
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = retrieval.nothing_of_the_kind


@pytest.mark.parametrize("path", [*modules("retrieval"), *modules("bot")], ids=named)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
