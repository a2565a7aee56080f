"""What was asked and not answered, as JSON for scripts and for a person in the terminal. Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from .terminal import counted, safe_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from ...gaps.gap_list import Gap, GapList
    from .json_output import Row

NOTHING = "Nothing was asked that was not answered."


def gaps_row(found: GapList) -> Row:
    """Return the gaps as `gaps --json` gives them."""
    return {
        "gaps": [_gap_row(gap) for gap in found.gaps],
        "private": found.without_words,
        "stale": [
            {"source": each.path, "cited": each.cited, "state": each.state} for each in found.stale
        ],
    }


def _gap_row(gap: Gap) -> Row:
    now = gap.answered_now
    place = now.place if now is not None else None
    return {
        "id": gap.id,
        "question": gap.question,
        "questions": gap.questions,
        "askers": gap.askers,
        "first": _moment(gap.first).isoformat(),
        "last": _moment(gap.last).isoformat(),
        "refused": gap.refused,
        "not_helpful": gap.not_helpful,
        "reasons": list(gap.reasons),
        "closest": [
            {"source": each.path, "title": each.title, "times": each.times, "gone": each.gone}
            for each in gap.closest
        ],
        "answered_now": None
        if now is None or place is None
        else {
            "source": now.path,
            "quote": now.quote,
            "start": place.start,
            "end": place.end,
            "line": now.line,
        },
        "done": gap.done,
    }


def gaps(found: GapList) -> RenderableType:
    """Show the gaps, numbered, and below them the documents that have changed since."""
    parts: list[RenderableType] = []
    for number, gap in enumerate(found.gaps, start=1):
        parts.append(Text(f"{number}. {safe_line(gap.question)}", style="bold"))
        parts += [Padding.indent(Text(safe_line(line)), 3) for line in _lines(gap)]
    if not found.gaps:
        parts.append(Text(NOTHING))
    if found.without_words:
        parts.append(
            Text(f"{counted(found.without_words, 'more question')}, private or forgotten.")
        )
    if found.stale:
        parts.append(Text("Cited in answers, and not as it was then:", style="bold"))
    parts += [
        Text(f"  {safe_line(each.path)}: {each.state}, cited in {counted(each.cited, 'answer')}")
        for each in found.stale
    ]
    return Group(*parts)


def _lines(gap: Gap) -> Iterator[str]:
    outcome = f"{gap.refused} refused, {gap.not_helpful} not helpful"
    asked = f"asked {counted(gap.questions, 'time')} by {counted(gap.askers, 'person')}"
    if gap.askers != 1:
        asked = f"asked {counted(gap.questions, 'time')} by {gap.askers} people"
    dates = " to ".join(
        dict.fromkeys(f"{_moment(each):%Y-%m-%d}" for each in (gap.first, gap.last))
    )
    yield f"{gap.id} · {asked}, {dates} · {outcome}{' · done' if gap.done else ''}"
    for reason in gap.reasons:
        yield f"reason: {reason}"
    for each in gap.closest:
        title = f" ({each.title})" if each.title else ""
        yield f"close: {each.path}{title}, {counted(each.times, 'time')}{', gone' if each.gone else ''}"
    if gap.answered_now is not None:
        now = gap.answered_now
        line = f", line {now.line}" if now.line is not None else ""
        yield f"answered now: {now.path}{line}: “{now.quote}”"


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(round(seconds), UTC)
