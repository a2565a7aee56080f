"""The commands that write the data folder into one file, and make one of it again."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from argparse import Namespace
from pathlib import Path

import retrieval
from retrieval import SettingsError, StoreError

from .. import exit_codes
from ..output import json_output, streams, terminal
from ..session import settings_of

STREAM = "-"
"""The name of standard output or standard input."""

DATABASES = ("discord.sqlite3",)
"""What the bot remembers lies beside the index and belongs to a backup."""


def backup(arguments: Namespace) -> int:
    """Write a backup, and say what is in it."""
    settings, started = settings_of(arguments), time.perf_counter()
    if arguments.file == STREAM:
        if sys.stdout.isatty():
            raise SettingsError("A backup is nothing to read: name a file, or redirect the output.")
        retrieval.back_up(settings, sys.stdout.buffer, DATABASES)
        return exit_codes.DONE
    target = Path(arguments.file).expanduser()
    _check_target(target, settings.data, force=arguments.force)
    manifest = retrieval.back_up(settings, target, DATABASES)
    seconds = time.perf_counter() - started
    size = target.stat().st_size
    row = json_output.backup_row(manifest, target, size, seconds)
    head = f"Backed up to {target}"
    shown = terminal.backup(manifest, head, size, seconds)
    streams.print_result(row, shown, as_json=arguments.json)
    return exit_codes.DONE


def _check_target(target: Path, data: Path, *, force: bool) -> None:
    if target.is_dir():
        raise SettingsError(
            f"{target} is a folder. Name a file for the backup, such as footnote.zip."
        )
    if not target.absolute().parent.is_dir():
        raise SettingsError(f"There is no folder {target.absolute().parent} for the backup.")
    if target.exists() and not force:
        raise SettingsError(f"{target} is there already. Name another file, or add --force.")
    if target.resolve().is_relative_to(data.resolve()):
        raise SettingsError(
            "A backup in the data folder is lost along with it. Name another place."
        )


def restore(arguments: Namespace) -> int:
    """Make a data folder of a backup, and say what is in it."""
    settings, started = settings_of(arguments), time.perf_counter()
    if arguments.file == STREAM:
        with tempfile.TemporaryFile() as copy:  # of which parts are read in another order
            shutil.copyfileobj(sys.stdin.buffer, copy)
            size = copy.tell()
            manifest = retrieval.restore(settings, copy)
    else:
        source = Path(arguments.file).expanduser()
        if not source.is_file():
            raise StoreError(f"There is no backup {source}.")
        manifest = retrieval.restore(settings, source)
        size = source.stat().st_size
    seconds = time.perf_counter() - started
    row = json_output.backup_row(manifest, settings.data, size, seconds)
    head = f"Restored to {settings.data}"
    shown = terminal.backup(manifest, head, size, seconds)
    streams.print_result(row, shown, as_json=arguments.json)
    documents = manifest.documents_folder
    if documents is not None and not Path(documents).is_dir():
        streams.print_message(
            f"The documents folder {documents} is not here, and not part of a backup. Put it back, or "
            "name where it is with FOOTNOTE_CORPUS."
        )
    return exit_codes.DONE
