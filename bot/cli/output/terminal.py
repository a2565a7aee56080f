"""What a person sees in the terminal: reports and checks, by rich; and how text is made safe.

Documents, models and file names are not trusted: their words are shown as text, never as rich's markup,
and without the characters by which a terminal takes orders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from retrieval import HIDDEN_CHARACTERS

if TYPE_CHECKING:
    from retrieval import (
        BackupManifest,
        IndexReport,
        Status,
        evaluation,
    )

    from ..checks.doctor import CheckResult
    from ..settings.effective_settings import EffectiveSetting

NO_TERMINAL_WIDTH = 100_000
"""The width of what is no terminal: lines are left to whoever reads them."""

_STYLES = {"ok": "green", "note": "cyan", "problem": "bold red"}


def console(file: TextIO) -> Console:
    """Make the console that writes to `file`."""
    screen = Console(file=file, markup=False, highlight=False, emoji=False)
    if not screen.is_terminal:
        screen.width = NO_TERMINAL_WIDTH
    return screen


def show(screen: Console, renderable: RenderableType) -> None:
    """Print `renderable`; where there is no terminal, without the blanks that fill its lines."""
    if screen.is_terminal:
        screen.print(renderable)
        return
    with screen.capture() as capture:
        screen.print(renderable)
    for written in capture.get().splitlines():
        screen.file.write(written.rstrip() + "\n")


def escape_control(text: str) -> str:
    """Replace the characters by which a text would command a terminal or reorder its line.

    >>> escape_control("\\x1b[2J")
    '␛[2J'
    """
    text = text.replace("\r\n", "\n")
    return HIDDEN_CHARACTERS.sub(
        lambda match: chr(0x2400 + ord(match[0])) if match[0] < " " else "�", text
    )


def safe_line(text: str) -> str:
    """Return `text` in one line, without control characters."""
    return escape_control(" ".join(text.split()))


def report(value: IndexReport) -> RenderableType:
    """Show what a re-index did, or would do; files that could not be read come with their reasons."""
    counts = f"{_changes(value)}, {value.unchanged} unchanged."
    size = f"{counted(value.documents, 'document')} in {counted(value.chunks, 'chunk')}"
    if value.dry_run:
        head = f"A re-index now: {counts} The index would then hold {size}."
        tokens = "" if value.tokens is None else f" About {value.tokens:,} tokens to embed."
        parts: list[RenderableType] = [Text(head + tokens, style="bold")]
        for sign, style, sources in (
            ("+", "green", value.added),
            ("~", "yellow", value.changed),
            ("-", "red", value.removed),
        ):
            parts += [Text(f"  {sign} {safe_line(source)}", style=style) for source in sources]
    else:
        head = f"Generation {value.generation} is live: {size} ({value.seconds:.1f} s)."
        parts = [Text(head, style="bold"), Text(counts)]
    parts += [Text(safe_line(reason)) for reason in value.reasons]
    return Group(*parts, *failures(value))


def failures(value: IndexReport) -> list[RenderableType]:
    """Show the files that could not be read, or only in part, each with the reason."""
    lines: list[RenderableType] = []
    for files, what in ((value.failed, "could not be read"), (value.notices, "read in part")):
        if files:
            lines.append(Text(f"{counted(len(files), 'file')} {what}:", style="yellow"))
        lines += [Text(f"  {safe_line(each.path)}: {safe_line(each.error)}") for each in files]
    return lines


def status(value: Status, data: Path, *, index: str = "`footnote index`") -> RenderableType:
    """Show what is indexed, and whether the folder has changed since; `index` is how to index that."""
    before = "" if value.rollback is None else f"; a rollback leads to {value.rollback}"
    store = "" if value.vector_store == "embedded" else f", vectors at {value.vector_store}"
    rows = {
        "Indexed": f"{counted(value.documents, 'document')} in {counted(value.chunks, 'chunk')}",
        "Documents": value.documents_folder or f"not noted yet; the next {index} does",
        "Generation": f"{value.generation}, of {value.created.astimezone():%Y-%m-%d %H:%M}{before}",
        "Embedding": value.embedding_model,
        "Answers": value.chat_model or "quoted (no chat model)",
        "On disk": f"{value.bytes_on_disk / 1_000_000:.1f} MB in {data}{store}",
        "Folder": _since(value, index),
    }
    if value.pending is not None and value.problem is not None:
        rows["Problem"] = value.problem
    grid = Table.grid(padding=(0, 2))
    for name, words in rows.items():
        grid.add_row(Text(name, style="bold"), Text(safe_line(words)))
    if value.pending is None:
        return grid
    reasons = (Text(safe_line(reason)) for reason in value.pending.reasons)
    return Group(grid, *reasons, *failures(value.pending))


def scores(value: evaluation.Scores) -> RenderableType:
    """Show the scores of a set of questions, what was measured of them; by kind where it has kinds."""
    grid = Table.grid(padding=(0, 2))
    for field in fields(value):
        measured = getattr(value, field.name)
        if isinstance(measured, int | float):
            shown = f"{measured:.3f}" if isinstance(measured, float) else str(measured)
            grid.add_row(Text(field.name.replace("_", " "), style="bold"), Text(shown))
    return Group(grid, Text(), _by_kind(value.kinds)) if value.kinds else grid


def _by_kind(kinds: Mapping[str, evaluation.AnswerScores]) -> Table:
    """Show a row for each kind of question; a dash where nothing was measured."""
    first, *_ = kinds.values()
    names = [field.name for field in fields(first)]
    grid = Table.grid(padding=(0, 2))
    grid.add_row(*(Text(name.replace("_", " "), style="bold") for name in ("kind", *names)))
    for kind, measures in kinds.items():
        values = [getattr(measures, name) for name in names]
        grid.add_row(safe_line(kind), *map(_measure, values))
    return grid


def _measure(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def checks(values: Sequence[CheckResult]) -> RenderableType:
    """Show what the doctor found, and below each problem how to mend it."""
    parts: list[RenderableType] = []
    for value in values:
        found = safe_line(value.finding)
        style = _STYLES[value.state]
        parts.append(
            Text.assemble((f"{value.state:>7}", style), (f"  {value.name}: ", "bold"), found)
        )
        if value.mend is not None:
            parts.append(Padding.indent(Text(safe_line(value.mend)), 9))
    return Group(*parts)


def backup(manifest: BackupManifest, head: str, size: int, seconds: float) -> RenderableType:
    """Show what a backup holds, and what it does not."""
    generation = (
        "no generation" if manifest.generation is None else f"generation {manifest.generation}"
    )
    folder = manifest.documents_folder or "their folder"
    documents, chunks = counted(manifest.documents, "document"), counted(manifest.chunks, "chunk")
    return Group(
        Text(safe_line(f"{head}: {size / 1e6:.1f} MB ({seconds:.1f} s)."), style="bold"),
        Text(f"Made {manifest.made}: {generation}, {documents} in {chunks}."),
        Text(safe_line(f"The documents themselves are in {folder}.")),
    )


def settings(values: Sequence[EffectiveSetting]) -> RenderableType:
    """Show the settings in a table, those that are set before the others."""
    table = Table(box=None, pad_edge=False)
    for title in ("setting", "value", "from"):
        table.add_column(title, no_wrap=title != "value", overflow="fold")
    for value in sorted(values, key=lambda value: value.source == "default"):
        style = "dim" if value.source == "default" else ""
        table.add_row(value.name, safe_line(value.value), value.source, style=style)
    return table


def waiting(screen: Console, words: str) -> AbstractContextManager[object]:
    """Show that something is under way that may take seconds; only in a terminal."""
    return screen.status(words) if screen.is_terminal else nullcontext()


def _since(value: Status, index: str) -> str:
    if value.pending is None:
        return value.problem or "cannot be read"
    if not value.pending.changes:
        return "unchanged since"
    return f"{_changes(value.pending)} since; run {index}"


def _changes(report: IndexReport) -> str:
    counts = {"added": report.added, "changed": report.changed, "removed": report.removed}
    return ", ".join(f"{len(sources)} {name}" for name, sources in counts.items())


def counted(number: int, name: str) -> str:
    """Say how many there are of what has this name."""
    return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"
