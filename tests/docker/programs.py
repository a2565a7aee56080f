"""Programs that stand in for those that a script calls."""

from __future__ import annotations

import os
from pathlib import Path


def program(folder: Path, name: str, text: str) -> None:
    """Put a program, the text of a shell script, into a folder."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def environment(programs: Path, **variables: str) -> dict[str, str]:
    """The environment in which the programs of a folder come before all others."""
    return {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", **variables}
