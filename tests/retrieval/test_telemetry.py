"""No package that is used reports to its maker."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.paths import ROOT


def test_onnx_runtime_makes_no_id_of_the_machine(tmp_path: Path) -> None:
    """It would leave one in the home folder as soon as it is imported."""
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}
    others = {
        name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "XDG_"))
    }

    subprocess.run(
        [sys.executable, "-c", "import retrieval, onnxruntime"],
        env={**others, **home, "PYTHONPATH": str(ROOT)},
        check=True,
    )

    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
