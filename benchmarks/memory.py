"""How much memory this process has taken at its peak."""

from __future__ import annotations

import sys


def peak_megabytes() -> float | None:
    """In megabytes; nothing where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1_000_000 if sys.platform == "darwin" else 1_000)
