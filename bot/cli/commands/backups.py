"""The commands that write the data folder into one file, and make one of it again."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

import retrieval
from retrieval import SettingsError, StoreError

from .. import exit_codes
from ..output import json_output, streams, terminal
from ..session import settings_of

if TYPE_CHECKING:
    from retrieval import BackupManifest

STREAM = "-"
"""The name of standard output or standard input."""


def backup(arguments: Namespace) -> int:
    """Write a backup, what the bot remembers included, and say what is in it."""
    from ...state.store import FILE_NAME

    settings, started = settings_of(arguments), time.perf_counter()
    if arguments.file == STREAM:
        if sys.stdout.isatty():
            raise SettingsError("A backup is nothing to read: name a file, or redirect the output.")
        retrieval.back_up(settings, sys.stdout.buffer, [FILE_NAME])
        return exit_codes.DONE
    target = Path(arguments.file).expanduser()
    _check_target(target, settings.data, force=arguments.force)
    manifest = retrieval.back_up(settings, target, [FILE_NAME])
    seconds = time.perf_counter() - started
    _print_backup(arguments, manifest, "Backed up to", target, target.stat().st_size, seconds)
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
    _print_backup(arguments, manifest, "Restored to", settings.data, size, seconds)
    documents = manifest.documents_folder
    if documents is not None and not Path(documents).is_dir():
        streams.print_message(
            f"The documents folder {documents} is not here, and not part of a backup. Put it back, or "
            "name where it is with FOOTNOTE_CORPUS."
        )
    return exit_codes.DONE


def _print_backup(
    arguments: Namespace,
    manifest: BackupManifest,
    done: str,
    place: Path,
    size: int,
    seconds: float,
) -> None:
    row = json_output.backup_row(manifest, place, size, seconds)
    shown = terminal.backup(manifest, f"{done} {place}", size, seconds)
    streams.print_result(row, shown, as_json=arguments.json)
