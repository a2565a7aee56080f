"""How to install an extra: the optional packages that pyproject.toml names, into this environment."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

_IMAGE = Path("/opt/footnote")
"""The environment in the Docker image."""


def install_command(extra: str | None = None) -> str:
    """Return the command that installs Footnote with `extra`, to be run in the folder of Footnote.

    It is that of the tool which installed this environment. `make` creates one without pip; there
    another Python's pip installs into it.
    """
    what = f"'.[{extra}]'" if extra else "."
    environment = Path(sys.prefix)
    if environment == _IMAGE:
        return f"docker compose build --build-arg EXTRAS={extra or ''}"
    if (environment / "uv-receipt.toml").is_file():
        return f"uv tool install --reinstall -c constraints.txt {what}"
    if (environment / "pipx_metadata.json").is_file():
        return f'pipx install --force --pip-args="-c constraints.txt" {what}'
    pip = (
        f"{sys.executable} -m pip"
        if find_spec("pip")
        else f"python3 -m pip --python {sys.executable}"
    )
    return f"{pip} install -c constraints.txt -e {what}"
