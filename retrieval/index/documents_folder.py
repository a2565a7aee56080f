"""The folder that an index was made of, so that no question is answered from another in silence.

An index remembers it twice: absolute, and from its data folder. It is the same folder if either is, so
that a project that was moved as a whole, or a backup of it, still belongs together.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SettingsError

if TYPE_CHECKING:
    from ..settings import Settings

Remembered = tuple[str, str]
"""The folder, absolute and from the data folder; links are followed in both."""


def remembered(folder: Path, data: Path) -> Remembered:
    """Return what an index in `data` is to remember of the folder that it is made of."""
    absolute = os.path.realpath(folder)
    try:
        return absolute, os.path.relpath(absolute, os.path.realpath(data))
    except ValueError:  # on another drive
        return absolute, absolute


def documents_folder(
    settings: Settings,
    known: Remembered | None,
    *,
    take_over: bool,
    confirmation: str = "footnote index --force",
) -> Path:
    """Return the folder to answer from: the one of the settings, or where they name none the index's.

    `known` is what the index remembers; an older one, or one that is still to be made, knows nothing.
    `confirmation` is the command that takes another folder over.

    Raises:
        SettingsError: the settings name another than the index was made of, and it is not to be taken
            over.
    """
    if known is None:
        return settings.corpus
    places = _places(settings.data, known)
    if "corpus" not in settings.model_fields_set:
        return next((place for place in places if place.is_dir()), Path(known[0]))
    if take_over or any(is_same_folder(settings.corpus, place) for place in places):
        return settings.corpus
    raise SettingsError(
        f"The index in {settings.data} was made of the documents in {known[0]}, not in "
        f"{settings.corpus}. Name that folder with --corpus or FOOTNOTE_CORPUS, or none; or name "
        "another data folder with --data. If it was moved or is to be replaced, run "
        f"`{confirmation}`.",
        public="The index was made of another documents folder than the settings name.",
    )


def _places(data: Path, known: Remembered) -> tuple[Path, Path]:
    """Return where the folder may be. A copy of a project is not to read the original's documents."""
    absolute, from_data = known
    return Path(os.path.realpath(Path(data) / from_data)), Path(absolute)


def is_same_folder(one: Path, other: Path) -> bool:
    """Return whether two paths lead to one folder; the file system says whether case matters."""
    try:
        return one.samefile(other)
    except OSError:
        return os.path.normcase(os.path.realpath(one)) == os.path.normcase(other)
