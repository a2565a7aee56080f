"""`.footnoteignore`: which files below a folder are left out, in the patterns of `.gitignore`.

As with git the file of the innermost folder decides first, and of its lines the last that matches.
Whoever can put files into the folder can write one, so what it may cost is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import DocumentError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILE = ".footnoteignore"
MAX_BYTES = 100_000
MAX_PATTERNS = 1000
MAX_WILDCARDS = 3
"""How many "*" a part of a pattern may have, and how many "**" all of it: each more multiplies the time
that a name takes which nearly matches."""

_STARS = re.compile(r"\*+")


@dataclass(frozen=True, slots=True)
class BrokenPattern:
    """A line that is no pattern, or takes too long to match; lines count from 1."""

    line: int
    pattern: str


@dataclass(frozen=True, slots=True)
class IgnoreRules:
    """The patterns of a folder, and those of the folders above it.

    `prefix` is the folder, relative to the documents folder, with "/" at its end; empty for that.
    """

    prefix: str
    spec: GitIgnoreSpec
    above: IgnoreRules | None

    def ignore(self, path: str) -> bool:
        """Return whether a path below the folder is ignored; that of a folder ends with "/"."""
        rules: IgnoreRules | None = self
        while rules is not None:
            found = rules.spec.check_file(path[len(rules.prefix) :]).include
            if found is not None:
                return found
            rules = rules.above
        return False


def read_rules(
    data: bytes, prefix: str, above: IgnoreRules | None
) -> tuple[IgnoreRules, tuple[BrokenPattern, ...]]:
    """Return the rules that an ignore file adds to those above, and its lines that are no patterns.

    Raises:
        DocumentError: it is too large, holds too many patterns, or is not in UTF-8.
    """
    from pathspec import GitIgnoreSpec

    if len(data) > MAX_BYTES:
        raise DocumentError(f"It is larger than {MAX_BYTES // 1000} kB.")
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise DocumentError("It is not in UTF-8.") from None
    patterns = {n: line for n, line in enumerate(lines, 1) if line.strip() and line[0] != "#"}
    if len(patterns) > MAX_PATTERNS:
        raise DocumentError(f"It holds more than {MAX_PATTERNS:,} patterns.")
    broken = tuple(_broken(patterns))
    for each in broken:
        del patterns[each.line]
    return IgnoreRules(prefix, GitIgnoreSpec.from_lines(patterns.values()), above), broken


def _broken(patterns: dict[int, str]) -> Iterator[BrokenPattern]:
    from pathspec import GitIgnoreSpec

    for number, pattern in patterns.items():
        try:
            GitIgnoreSpec.from_lines([pattern])
        except (ValueError, re.error):
            yield BrokenPattern(number, pattern)
        else:
            if _takes_too_long(pattern):
                yield BrokenPattern(number, pattern)


def _takes_too_long(pattern: str) -> bool:
    parts = pattern.split("/")
    across = sum(part == "**" for part in parts)
    within = max((len(_STARS.findall(part)) for part in parts if part != "**"), default=0)
    return max(across, within) > MAX_WILDCARDS
