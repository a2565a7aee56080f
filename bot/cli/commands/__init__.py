"""The commands: each asks the library and prints what comes back, as JSON or for a person.

A command returns the exit status, and raises what goes wrong for `main` to tell.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from .asking import ask, score, search
from .backups import backup, restore
from .gap_reports import gaps
from .indexing import index, rollback, watch
from .operation import doctor, run, settings, status
from .setting_up import init

COMMANDS: dict[str, Callable[[Namespace], int]] = {
    "init": init,
    "index": index,
    "watch": watch,
    "ask": ask,
    "search": search,
    "eval": score,
    "status": status,
    "rollback": rollback,
    "gaps": gaps,
    "doctor": doctor,
    "backup": backup,
    "restore": restore,
    "settings": settings,
    "run": run,
}
