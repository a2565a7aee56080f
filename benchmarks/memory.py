"""How much memory this process has taken: at its peak, and now."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Resident:
    """Megabytes that a process holds in memory, and those of them that are parts of files."""

    megabytes: float
    of_files: float


def resident() -> Resident:
    """Return what this process holds now; where the system does not tell, what it held at its peak."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return Resident(peak_megabytes() or 0.0, 0.0)
    fields = dict(line.split(":", 1) for line in lines)
    held, of_files = (
        int(fields.get(name, "0").split()[0]) * 1024 / MEGABYTE for name in ("VmRSS", "RssFile")
    )
    return Resident(held, of_files)


def peak_megabytes() -> float | None:
    """In megabytes; nothing where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak * (1 if sys.platform == "darwin" else 1024) / MEGABYTE
