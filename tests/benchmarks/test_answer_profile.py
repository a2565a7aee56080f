"""Time under the profiler is counted for the module that spends it."""

from __future__ import annotations

from typing import Any

import pytest

import retrieval.library
from benchmarks.answer_profile import Function, longest_first, module_of, own_times, whole_times

LIBRARY = (str(retrieval.library.__file__), 10, "ask")
CHROMA = ("/somewhere/site-packages/chromadb/api/rust.py", 20, "_query")
EXECUTE = ("~", 0, "<method 'execute' of 'sqlite3.Cursor' objects>")
BINDING = ("~", 0, "<method 'query' of 'builtins.Bindings' objects>")


def test_a_function_belongs_to_a_module_of_ours_or_to_a_package() -> None:
    assert module_of(LIBRARY) == "retrieval.library"
    assert module_of(CHROMA) == "chromadb"
    assert module_of(("/somewhere/site-packages/six.py", 1, "f")) == "six"
    assert module_of(EXECUTE) == "sqlite3"
    assert module_of(("~", 0, "<built-in method numpy.array>")) == "numpy"
    assert module_of(("/somewhere/lib/python3.11/json/decoder.py", 1, "decode")) == "Python"


@pytest.mark.parametrize(
    "name", ["<built-in method builtins.len>", "<method 'append' of 'list' objects>"]
)
def test_what_is_built_into_python_belongs_to_whoever_calls_it(name: str) -> None:
    assert module_of(("~", 0, name)) is None


def test_own_time_of_a_builtin_counts_for_its_package_or_its_callers() -> None:
    stats: dict[Function, Any] = {
        LIBRARY: (1, 1, 0.5, 4.0, {}),
        EXECUTE: (1, 1, 2.0, 2.0, {LIBRARY: (1, 1, 2.0, 2.0)}),
        BINDING: (2, 2, 1.5, 1.5, {CHROMA: (1, 1, 1.0, 1.0), LIBRARY: (1, 1, 0.5, 0.5)}),
    }
    assert own_times(stats) == {"retrieval.library": 1.0, "sqlite3": 2.0, "chromadb": 1.0}
    assert whole_times(stats) == {"retrieval.library.ask (line 10)": 4.0}


def test_the_longest_comes_first() -> None:
    assert longest_first({"a": 1.0, "b": 3.0, "c": 2.0}) == [("b", 3.0), ("c", 2.0), ("a", 1.0)]
