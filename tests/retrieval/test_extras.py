"""The command that installs an extra fits the environment, with pip and without."""

from __future__ import annotations

import sys

import pytest

from retrieval import extras
from retrieval.extras import install_command


@pytest.mark.parametrize(
    ("pip", "begins"),
    [
        (object(), f"{sys.executable} -m pip install "),
        (None, f"python3 -m pip --python {sys.executable} install "),
    ],
)
def test_it_names_the_pip_there_is(
    monkeypatch: pytest.MonkeyPatch, pip: object, begins: str
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: pip)
    assert install_command("ollama") == f"{begins}-c constraints.txt -e '.[ollama]'"
    assert install_command() == f"{begins}-c constraints.txt -e ."
