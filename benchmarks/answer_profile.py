"""What an answer's time is made of: the own time of modules, and the functions that take most of it."""

from __future__ import annotations

import cProfile
import pstats
import re
from collections import defaultdict
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

import retrieval
from benchmarks.folders import Folder, questions
from benchmarks.indexed_folders import IndexedFolder
from benchmarks.processes import apart
from benchmarks.table import markdown_table, short
from retrieval import Library

ASKED = 50
WARM = 10
"""Questions that are asked before the profiler listens."""

SHOWN = 10
OURS = Path(retrieval.__file__).resolve().parents[1]
BUILT_IN = re.compile(r"built-in method (\w+)\.|of '(\w+)\.")

Function = tuple[str, int, str]
"""A function as the profiler names it: file, line, name."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Milliseconds of an answer: own time of modules, and whole time of functions of the library."""

    modules: dict[str, float]
    functions: dict[str, float]


def report(indexed: IndexedFolder) -> str:
    """Return two tables on the answers from a folder."""
    profile = apart(profile_answers, indexed.folder)
    whole = sum(profile.modules.values())
    modules = [
        (name, f"{own / whole:.0%}", f"{short(own)} ms") for name, own in profile.modules.items()
    ]
    functions = [(name, f"{short(taken)} ms") for name, taken in profile.functions.items()]
    return "\n\n".join(
        (
            f"Under the profiler an answer among {indexed.chunks:,} chunks takes {short(whole)} ms.",
            markdown_table(("module", "share", "own time"), modules[:SHOWN]),
            markdown_table(("function", "with all that it calls"), functions),
        )
    )


def profile_answers(folder: Folder) -> Profile:
    """Have questions answered with the profiler on."""
    asked = questions(WARM + ASKED)
    profiler = cProfile.Profile()
    with Library.open(folder.settings(), purpose="a benchmark", hold=True) as library:
        for question in asked[:WARM]:
            library.ask(question)
        profiler.enable()
        for question in asked[WARM:]:
            library.ask(question)
        profiler.disable()
    stats: dict[Function, Any] = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    each = 1000 / ASKED
    longest = longest_first(whole_times(stats))[:SHOWN]
    return Profile(
        {name: own * each for name, own in longest_first(own_times(stats))},
        {name: taken * each for name, taken in longest},
    )


def longest_first(times: dict[str, float]) -> list[tuple[str, float]]:
    """Return names and their times in the order of the times."""
    return sorted(times.items(), key=itemgetter(1), reverse=True)


def own_times(stats: dict[Function, Any]) -> dict[str, float]:
    """Return the seconds spent in each module itself.

    What is built in counts for the package that it names, such as sqlite3, or else for its caller.
    """
    spent: dict[str, float] = defaultdict(float)
    for function, (_, _, own, _, callers) in stats.items():
        module = module_of(function)
        if module or not callers:
            spent[module or "Python"] += own
            continue
        for caller, (_, _, own_for_caller, _) in callers.items():
            spent[module_of(caller) or "Python"] += own_for_caller
    return spent


def whole_times(stats: dict[Function, Any]) -> dict[str, float]:
    """Return the seconds that each function of the library takes with all that it calls."""
    return {
        f"{module}.{function[2]} (line {function[1]})": whole
        for function, (_, _, _, whole, _) in stats.items()
        if (module := module_of(function))
        and module.startswith(f"{retrieval.__name__}.")
        and not function[2].startswith("<")
    }


def module_of(function: Function) -> str | None:
    """Return a module of ours, or another's package; None for what is built into Python itself."""
    file, _, name = function
    if file == "~":
        named = BUILT_IN.search(name)
        package = named and (named[1] or named[2])
        return package if package and package not in ("builtins", "_abc") else None
    path = Path(file)
    if path.is_relative_to(OURS / retrieval.__name__):
        return ".".join(path.relative_to(OURS).with_suffix("").parts)
    parts = path.parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1].removesuffix(".py")
    return "Python"
