"""How to install an extra: the optional packages that pyproject.toml names, into this environment."""

from __future__ import annotations

import sys
from importlib.util import find_spec


def install_command(extra: str | None = None) -> str:
    """Return the command that installs Footnote with `extra`, to be run in the folder of Footnote.

    `make` creates an environment without pip; there another Python's pip installs into it.
    """
    pip = (
        f"{sys.executable} -m pip"
        if find_spec("pip")
        else f"python3 -m pip --python {sys.executable}"
    )
    what = f"'.[{extra}]'" if extra else "."
    return f"{pip} install -c constraints.txt -e {what}"
