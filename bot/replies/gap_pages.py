"""What was asked and not answered, in words: the list for admins, and the weekly digest. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import formatting, paging
from .blocks import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..gaps.gap_list import ClosestDocument, Gap, GapList, StaleDocument
    from ..services.gap_finding import GapCheck
    from ..state.gap_records import Activity
    from .blocks import Page

GAPS_PER_PAGE = 5
STALE_LISTED = 15
DIGEST_GAPS = 5

QUESTION_LIMIT = 200
REASON_LIMIT = 100
REASONS_LISTED = 3
NAME_LIMIT = 50
QUOTE_LIMIT = 120
ENTRY_LIMIT = 700
PAGE_LIMIT = 3500

NOTHING = "Nothing is listed here: whatever was asked was answered, or is marked as done."
TABLE = "gaps.csv"
TABLE_SENTENCE = "All open gaps as a table:"
GONE = "This is no longer among the gaps. Use /gaps again."


@dataclass(frozen=True, slots=True)
class GapEntry:
    """A gap in words, with its id for the button that marks it as done."""

    gap: str
    text: str


@dataclass(frozen=True, slots=True)
class GapPage:
    """A page of the list: what stands above, the gaps, and what stands below."""

    heading: str
    entries: tuple[GapEntry, ...] = ()
    below: str = ""


def gap_pages(found: GapList) -> list[GapPage]:
    """Show the gaps in as many pages as it takes, and then the documents that have changed."""
    heading = f"### {_count(len(found.gaps), 'question')} without an answer"
    if found.without_words:
        heading += f"\n-# And {found.without_words:,} that were private or are forgotten"
    parts = list(_batches(found.gaps)) or [()]
    pages = [
        GapPage(heading, tuple(GapEntry(gap.id, gap_text(gap)) for gap in part)) for part in parts
    ]
    if not found.gaps:
        pages = [GapPage(heading, below=NOTHING)]
    if found.stale:
        pages.append(GapPage("### Cited, and not as it was then", below=_stale(found.stale)))
    count = len(pages)
    if count == 1:
        return pages
    return [
        GapPage(f"{page.heading}\n-# Page {number:,} of {count:,}", page.entries, page.below)
        for number, page in enumerate(pages, start=1)
    ]


def _batches(gaps: Sequence[Gap]) -> Iterator[Sequence[Gap]]:
    for first in range(0, len(gaps), GAPS_PER_PAGE):
        yield gaps[first : first + GAPS_PER_PAGE]


def gap_text(gap: Gap) -> str:
    """Show one gap: the question, how often it was asked, the reasons, and what came close."""
    lines = [f"**{_literal(gap.question, QUESTION_LIMIT)}**", _asked(gap)]
    if gap.answered_now is not None:
        now = gap.answered_now
        line = f", line {now.line}" if now.line is not None else ""
        place = f"{_literal(now.path, NAME_LIMIT)}{line}"
        lines.append(f"✅ Answered now: {place}: “{_literal(now.quote, QUOTE_LIMIT)}”")
    if gap.reasons:
        reasons = (f"“{_literal(each, REASON_LIMIT)}”" for each in gap.reasons[:REASONS_LISTED])
        more = len(gap.reasons) - REASONS_LISTED
        lines.append(f"-# Reasons: {', '.join(reasons)}{f' and {more:,} more' if more > 0 else ''}")
    if gap.closest:
        lines.append(f"-# Closest: {', '.join(map(_closest, gap.closest))}")
    return paging.split_text("\n".join(lines), ENTRY_LIMIT)[0]


def _asked(gap: Gap) -> str:
    people = "1 person" if gap.askers == 1 else f"{gap.askers:,} people"
    outcome = [f"{gap.refused:,} refused"] if gap.refused else []
    outcome += [f"{gap.not_helpful:,} not helpful"] if gap.not_helpful else []
    dates = dict.fromkeys(f"<t:{int(moment)}:d>" for moment in (gap.first, gap.last))
    asked = f"asked {_count(gap.questions, 'time')}"
    asked += f" by {people}" if gap.askers else ""
    return " · ".join([asked, *outcome, " – ".join(dates)])


def _closest(document: ClosestDocument) -> str:
    name = _literal(document.title or document.path, NAME_LIMIT)
    return f"{name} ({document.times:,}{', gone' if document.gone else ''})"


def _stale(documents: Sequence[StaleDocument]) -> str:
    lines = [
        f"- {_literal(each.path, NAME_LIMIT)}: {each.state}, "
        f"cited in {_count(each.cited, 'answer')}"
        for each in documents[:STALE_LISTED]
    ]
    more = len(documents) - STALE_LISTED
    lines += [f"- and {more:,} more"] if more > 0 else []
    return paging.split_text("\n".join(lines), PAGE_LIMIT)[0]


def check_line(check: GapCheck) -> str:
    """Say after a re-index how many gaps are answered now; nothing if none is."""
    if not check.answered:
        return ""
    verb = "is" if check.answered == 1 else "are"
    gaps = "gap" if check.checked == 1 else "gaps"
    return f"{check.answered:,} of {check.checked:,} {gaps} {verb} answered now: /gaps"


def digest_page(found: GapList, activity: Activity) -> Page:
    """Show what was asked since the last digest, and the biggest gaps."""
    counts = (
        f"Since the last digest: {_count(activity.questions, 'question')}, "
        f"{_count(activity.answers, 'answer')}, {_count(activity.refusals, 'refusal')}, "
        f"{activity.not_helpful:,} not helpful."
    )
    lines = ["### What was asked, and what was not answered", counts]
    for gap in found.gaps[:DIGEST_GAPS]:
        times = _count(gap.questions, "time")
        lines.append(f"- **{_literal(gap.question, QUESTION_LIMIT)}** · asked {times}")
    if len(found.gaps) > DIGEST_GAPS:
        lines.append(f"- and {len(found.gaps) - DIGEST_GAPS:,} more")
    if found.gaps:
        lines.append("-# Admins see all with /gaps.")
    return (Text(paging.split_text("\n".join(lines), PAGE_LIMIT)[0]),)


def digest_note(problem: str) -> str:
    """Say in /status what keeps the digest from being sent; already safe."""
    return f"⚠ The weekly digest is not sent: {problem}"


def _literal(text: str, limit: int) -> str:
    return formatting.literal(formatting.clip(formatting.one_line(text), limit))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
