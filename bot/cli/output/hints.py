"""Writes the commands that a sentence advises so that they can be typed as they are."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

PROGRAM = "footnote"

_COMMAND = re.compile(r"`footnote ([a-z][^`]*)`")


def repeat_options(sentence: str, arguments: Namespace) -> str:
    """Return the sentence with each command of ours as it is called here, and with its folders.

    `--corpus` and `--data` are repeated as they were given.
    """
    options = [
        part
        for name in ("corpus", "data")
        if name in arguments
        for part in (f"--{name}", str(getattr(arguments, name)))
    ]
    spelt = subprocess.list2cmdline(options) if os.name == "nt" else shlex.join(options)
    program, gap = program_name(), " " if spelt else ""
    return _COMMAND.sub(lambda command: f"`{program} {command[1]}{gap}{spelt}`", sentence)


def program_name() -> str:
    """Return how this program was called: `footnote`, or where it is, if no search finds it there."""
    called = Path(sys.argv[0])
    if called.parts[-2:] == ("bot", "__main__.py"):
        return f"{Path(sys.executable).name} -m bot"
    if called.stem != PROGRAM:
        return PROGRAM
    found = shutil.which(PROGRAM)
    return PROGRAM if found is not None and called.samefile(found) else sys.argv[0]
