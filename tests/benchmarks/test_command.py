"""The command reads which measures to take."""

from __future__ import annotations

import pytest

from benchmarks.__main__ import MEASURES, main


def test_an_unknown_measure_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--only", "memory,weight"])
    assert "no measure is called weight" in capsys.readouterr().err


def test_the_measures_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    assert ", ".join([*MEASURES, "profile"]) in " ".join(capsys.readouterr().out.split())
