"""Each line of `docs/security.md` has a test, which exists."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest

from tests.paths import ROOT

PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
LINES = [line for line in PAGE.splitlines() if line.startswith("| ") and "what holds" not in line]


@cache
def names_in(path: str) -> frozenset[str]:
    """The tests of a file, those of a class with its name before theirs."""
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    alone = {node.name for node in tree.body if isinstance(node, functions)}
    of_classes = {
        f"{node.name}::{method.name}"
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, functions)
    }
    return frozenset(alone | of_classes)


def test_every_section_has_lines_but_the_last() -> None:
    *sections, _ = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
    assert len(sections) > 5
    assert all("::test_" in section for section in sections)


@pytest.mark.parametrize("line", LINES)
def test_each_line_names_a_test_that_exists(line: str) -> None:
    named = re.findall(r"`([\w/]+\.py)::([\w:]+)` \|$", line)

    assert len(named) == 1
    [(path, name)] = named
    assert name.rpartition("::")[2].startswith("test_")
    assert name in names_in(path)
