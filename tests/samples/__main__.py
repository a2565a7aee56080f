"""Writes the samples into the folder that the command line names, and lists the questions on them."""

from __future__ import annotations

import sys
from pathlib import Path

from . import make_samples


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.samples FOLDER")
    for name, sample in make_samples(Path(sys.argv[1])).items():
        sys.stdout.write(f"{name}: {sample.question}\n")


if __name__ == "__main__":
    main()
