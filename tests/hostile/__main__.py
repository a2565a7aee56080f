"""Makes the folder: `python -m tests.hostile FOLDER`."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.hostile.folder import make_hostile_folder


def main() -> None:
    """Write it, and print what the good files say."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("folder", type=Path)
    for fact in make_hostile_folder(parser.parse_args().folder):
        print(f"{fact.path}: {fact.question} {fact.words}")  # noqa: T201 - a report


if __name__ == "__main__":
    main()
