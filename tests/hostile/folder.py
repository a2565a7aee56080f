"""Writes the hostile folder: the files by content, odd names and odd entries, damaged good files."""

from __future__ import annotations

import os
import random
import socket
from pathlib import Path

from tests.hostile.good_files import Fact, good_files
from tests.hostile.hostile_packages import hostile_packages
from tests.hostile.hostile_texts import hostile_texts
from tests.hostile.mutations import mutated

SEED = 20
MUTATIONS = 12
"""How many damaged copies there are of each good file."""

_OTHER_WORDS = "The council met on Monday and spoke of the weather, the roads and the new roof."
_SPARSE_BYTES = 60_000_000
_ODD_NAMES = (
    "line\nend.txt", "\u202etxt.fdp.md", "-rf.txt", "--help.md", "\N{SNOWMAN}\N{OCTOPUS}.md", " .txt",
    "a" * 240 + ".txt", "tab\there.html", "quote'\"`.txt", "$(reboot).txt", "%s%n.md", "*.txt",
    "a\\b.txt", "CON.txt", "e\u0301.txt", "\u00e9.txt", "<b>.html", "[a](b).md", "@everyone.md",
    "a.TXT", "a.txt.", ".txt", "~$locked.docx", "\u200b.md", "a;drop table chunk.txt", "semi:colon.md",
    "a\rb.txt", "\x1b[31mred.txt", "..txt", "...md", "a.b.c.d.html", "\ufeffmark.txt",
)  # fmt: skip


def make_hostile_folder(folder: Path) -> tuple[Fact, ...]:
    """Write all of it below a folder, the same each time; what the good files in it say.

    As the root user or on a system without them, some of the odd entries are missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    good = good_files()
    for fact, content in good.items():
        _write(folder / fact.path, content)
    for name, content in hostile_texts():
        _write(folder / "texts" / name, content)
    for name, content in hostile_packages():
        _write(folder / "packages" / name, content)
    _write_mutations(folder / "damaged")
    write_odd_names(folder / "names")
    write_odd_entries(folder / "entries")
    return tuple(good)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _write_mutations(folder: Path) -> None:
    """Damaged files like the good ones, which say nothing that a good file says."""
    randomness = random.Random(SEED)
    for fact, content in good_files(instead=_OTHER_WORDS).items():
        name = Path(fact.path).name
        for number in range(MUTATIONS):
            _write(folder / f"{number}-{name}", mutated(content, randomness))


def write_odd_names(folder: Path) -> None:
    """Files with names that no person gives."""
    for number, name in enumerate(_ODD_NAMES):
        _write(folder / name, f"The file of number {number} has an odd name.\n".encode())
    deep = folder
    for number in range(60):
        deep /= f"folder-{number}"
    _write(deep / "deep.txt", b"It is deep down.\n")
    for raw in (b"\xff\xfe.txt", b"caf\xe9.md", b"\xed\xa0\x80.html"):
        path = os.path.join(os.fsencode(folder), raw)  # noqa: PTH118 - a Path holds no bytes
        try:
            Path(os.fsdecode(path)).write_bytes(b"Its name is not UTF-8.\n")
        except OSError:  # a system may refuse such names
            continue


def write_odd_entries(folder: Path) -> None:
    """Pipes, sockets, links, sparse files, and what nobody may read."""
    _write(folder / "unreadable.txt", b"Nobody may read it.\n")
    (folder / "unreadable.txt").chmod(0)
    _write(folder / "unreadable" / "inside.txt", b"Nobody may look for it.\n")
    (folder / "unreadable").chmod(0)
    _write(folder / ".hidden" / "secret.txt", b"Nobody should find it.\n")
    _write(folder / ".hidden.md", b"Nobody should find it.\n")
    (folder / "folder.pdf").mkdir()
    for name in ("sparse.txt", "sparse.pdf", "sparse.docx", "sparse.csv"):
        with (folder / name).open("wb") as file:
            file.truncate(_SPARSE_BYTES)
    for name, target in {
        "outside.txt": "/etc/passwd",
        "zero.txt": "/dev/zero",
        "random.pdf": "/dev/urandom",
        "memory.md": "/proc/self/mem",
        "circle.txt": "circle.txt",
        "round": "..",
        "gone.html": "nowhere.html",
        "good.txt": "../good/txt-fact.txt",
    }.items():
        (folder / name).symlink_to(target)
    for name in ("pipe.txt", "pipe.pdf"):
        os.mkfifo(folder / name)
    _bind_socket(folder)


def _bind_socket(folder: Path) -> None:
    """A socket, bound from within its folder: the whole path may be longer than a socket's may."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind("socket.md")
    finally:
        os.chdir(before)
