"""How far a command is: in a terminal a bar with the time left, elsewhere a line at each quarter."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from rich.text import Text

from ...stage_labels import STAGE_LABELS
from . import terminal

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import ProgressColumn

    from retrieval import Progress

Show = Callable[[str, float | None, str, object], None]
"""Shows a stage, the share of it that is done, counts in words, and the time left, where it is known."""


RISE = 0.1
"""The part of the time left by which a new estimate must be worse to be believed."""


@dataclass(frozen=True, slots=True)
class TimeLeft:
    """The time until a moment of `time.monotonic`, anew each time it is written.

    It falls from second to second, also where what it was estimated from comes a minute apart.
    """

    moment: float

    def __str__(self) -> str:
        seconds = max(1, math.ceil(self.moment - time.monotonic()))
        return f"{str(timedelta(seconds=seconds)).removeprefix('0:').removeprefix('0')} left"

    def corrected(self, moment: float) -> TimeLeft:
        """Return the time until `moment`, unless that is only a little later: estimates waver."""
        allowed = max(1.0, RISE * (moment - time.monotonic()))
        return self if 0 < moment - self.moment < allowed else TimeLeft(moment)


@contextmanager
def indexing(screen: Console) -> Iterator[Callable[[Progress], None]]:
    """Show how far a re-index is."""
    from rich.progress import TextColumn

    left: TimeLeft | None = None
    with _shown(screen, TextColumn("{task.fields[left]}", markup=False)) as show:

        def tell(now: Progress) -> None:
            nonlocal left
            share, counts = None, ""
            if now.total:
                chunks = terminal.counted(now.chunks, "chunk")
                share, counts = now.share, f"{now.done:,} of {now.total:,} files, {chunks}"
            if now.seconds_left is None:
                left = None
            else:
                moment = time.monotonic() + now.seconds_left
                left = TimeLeft(moment) if left is None else left.corrected(moment)
            show(STAGE_LABELS[now.stage], share, counts, left or "")

        yield tell


@contextmanager
def counting(screen: Console) -> Iterator[Callable[[str, int, int, str], None]]:
    """Show how much is done of a total: `count(stage, done, total, of_what)` says so anew."""
    from rich.progress import TimeRemainingColumn

    with _shown(screen, TimeRemainingColumn()) as show:
        yield lambda stage, done, total, of_what: show(
            stage, done / total if total else None, f"{done:,} of {total:,} {of_what}", ""
        )


@contextmanager
def _shown(screen: Console, time_column: ProgressColumn) -> Iterator[Show]:
    if not screen.is_terminal:
        yield _quarters(screen)
        return
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description:<17}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[counts]}", markup=False),
        time_column,
    )
    with Bars(*columns, console=screen) as bars:
        bar = bars.add_task("", total=None, counts="", left="")

        def show(stage: str, share: float | None, counts: str, left: object) -> None:
            total = None if share is None else 1.0
            completed = share or 0.0
            bars.update(
                bar, description=stage, completed=completed, total=total, counts=counts, left=left
            )

        yield show
        bars.update(bar, description="Done")


def _quarters(screen: Console) -> Show:
    """Return what shows a line at each quarter of a stage, unless one has said so already."""
    shown: set[tuple[str, int]] = set()
    lines: set[str] = set()

    def show(stage: str, share: float | None, counts: str, _left: object) -> None:
        quarter = int(4 * (share or 0.0))
        line = f"{stage}: {counts}" if counts else stage
        if (stage, quarter) not in shown and line not in lines:
            terminal.show(screen, Text(line))
        shown.add((stage, quarter))
        lines.add(line)

    return show
