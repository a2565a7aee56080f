"""The command line as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping

from tests.paths import ROOT


def started(
    *words: str | bytes,
    code: tuple[str, ...] = ("-m", "bot"),
    environment: Mapping[str, str] | None = None,
) -> subprocess.Popen[bytes]:
    """Start the command line as a process of its own, with pipes to all its ends."""
    return subprocess.Popen(
        [sys.executable, *code, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
    )


def ended(process: subprocess.Popen[bytes], *, within: float = 60) -> tuple[int, bytes, str]:
    """Wait for its end, so many seconds at most: the status, and what it wrote."""
    out, err = process.communicate(timeout=within)
    return process.returncode, out, err.decode("utf-8")
