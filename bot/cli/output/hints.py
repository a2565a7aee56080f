"""Repeats, in a command that a sentence advises, the folders that this command was given."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from argparse import Namespace

_COMMAND = re.compile(r"`(footnote [a-z][^`]*)`")


def repeat_options(sentence: str, arguments: Namespace) -> str:
    """Return the sentence with `--corpus` and `--data` in each command of ours, as they were given."""
    options = [
        part
        for name in ("corpus", "data")
        if name in arguments
        for part in (f"--{name}", str(getattr(arguments, name)))
    ]
    if not options:
        return sentence
    spelt = subprocess.list2cmdline(options) if os.name == "nt" else shlex.join(options)
    return _COMMAND.sub(lambda command: f"`{command[1]} {spelt}`", sentence)
