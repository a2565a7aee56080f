"""Re-indexes and the state of the index, in words. Pure: from the library's values to pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..stage_labels import STAGE_LABELS
from . import formatting, paging
from .blocks import Page, Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from retrieval import Failure, IndexReport, Progress, Status

LISTED = 10
NAME_LIMIT = 60
SHOWN_REASON_LIMIT = 150
PAGE_LIMIT = 3800
BAR_WIDTH = 20
MEANWHILE = "-# Until it is done, questions are answered from the index that is live now."


def is_needed(plan: IndexReport) -> bool:
    """Return whether a re-index would change anything."""
    return bool(plan.added or plan.changed or plan.removed or plan.failed or plan.reasons)


def preview_page(plan: IndexReport, limit: int = PAGE_LIMIT) -> Page:
    """Show what a re-index would do, before it is confirmed; in so many characters."""
    if not is_needed(plan):
        return (Text(f"The index is up to date: {_count(plan.unchanged, 'document')}."),)
    blocks = ["### What a re-index would change", *_changes(plan), *_problems(plan)]
    blocks += [f"-# {_literal(reason, SHOWN_REASON_LIMIT)}" for reason in plan.reasons]
    if plan.tokens:
        blocks.append(f"About {plan.tokens:,} tokens would go to the embedding model.")
    return (_words(blocks, limit), Text(MEANWHILE))


def progress_page(now: Progress, asker: str) -> Page:
    """Show how far a re-index is, and who started it."""
    lines = ["### Re-indexing", how_far(now), f"-# Started by {_literal(asker, NAME_LIMIT)}"]
    if now.total:
        filled = round(BAR_WIDTH * now.share)
        lines.insert(2, f"`{'█' * filled}{'░' * (BAR_WIDTH - filled)}`")
    return (Text("\n".join(lines)),)


def how_far(now: Progress) -> str:
    """Say how far a re-index is, in a line."""
    stage = STAGE_LABELS[now.stage]
    return f"{stage}: {now.done:,} of {now.total:,} files" if now.total else f"{stage}…"


def running_sentence(now: Progress | None, asker: str) -> str:
    """Say in plain text that a re-index is under way, who started it, and how far it is."""
    far = f"{how_far(now)}." if now is not None else "It has only just begun."
    return f"A re-index is under way, started by {asker}. {far}"


def done_page(report: IndexReport, note: str = "") -> Page:
    """Show what a re-index did, and below it a note, already safe."""
    lines = ["### The new index is live", *_changes(report)]
    lines.append(
        f"It holds {_held(report.documents, report.chunks)} "
        f"(generation {report.generation}, {max(report.seconds, 0.1):.1f} s)."
    )
    lines += [note] if note else []
    return (_words([*lines, *_problems(report)]),)


def rollback_page(report: IndexReport) -> Page:
    """Show what a rollback changed."""
    lines = [f"### Generation {report.generation} is live again", *_changes(report)]
    lines.append(f"It holds {_count(report.documents, 'document')}.")
    lines += [f"-# {_literal(reason, SHOWN_REASON_LIMIT)}" for reason in report.reasons]
    return (_words(lines),)


def stopped_page(reason: str) -> Page:
    """Say that a re-index did not come to its end, and why."""
    return (Text(f"### The re-index was stopped\n{formatting.literal(reason)}"),)


def refused_page(removed: int, documents: int) -> Page:
    """Say that a re-index would remove most of the documents, and ask whether to go on."""
    text = (
        f"### This would remove {removed:,} of {_count(documents, 'document')}\n"
        "Is the documents folder where it should be? If a disk is not mounted, or a path is wrong, "
        "stop here. Nothing has changed yet."
    )
    return (Text(text),)


def failures_file(failed: Sequence[Failure]) -> str | None:
    """List the files that could not be read, one a line, if they are too many for a message."""
    if len(failed) <= LISTED:
        return None
    return "".join(
        f"{formatting.one_line(failure.path)}\t{formatting.one_line(failure.error)}\n"
        for failure in failed
    )


def status_page(now: Status, notes: Sequence[str] = ()) -> Page:
    """Show what is indexed, with which models, and what has changed in the folder since.

    `notes` are lines to add, already safe.
    """
    lines = [
        "### The index",
        f"{_held(now.documents, now.chunks)}, {_size(now.bytes_on_disk)} on disk",
        f"Generation {now.generation}, made {_moment(now.created)}",
        f"Embedding model: {_literal(now.embedding_model, NAME_LIMIT)}",
        f"Chat model: {_literal(now.chat_model or 'none, answers are quoted', NAME_LIMIT)}",
    ]
    if now.rollback is not None:
        lines.append(f"`/rollback` would make generation {now.rollback} live again.")
    if now.problem is not None:
        lines.append(f"⚠ {_literal(now.problem, SHOWN_REASON_LIMIT)}")
    elif now.pending is not None and is_needed(now.pending):
        lines += ["### Since then, in the folder", *_changes(now.pending)]
    elif now.pending is not None:
        lines.append("The folder has not changed since.")
    return (_words([*lines, *notes]),)


def watching_note(problem: str | None) -> str:
    """Say that the folder is watched, and what hinders that; already safe."""
    if problem is None:
        return "The folder is watched: what changes is indexed by itself."
    return f"⚠ The folder is watched, but its changes are not indexed: {problem}"


def token_note(spent: int, per_day: int) -> str:
    """Say how much the chat model was used today."""
    return f"Today the chat model was used for about {spent:,} of {per_day:,} tokens."


def about_text(now: Status | None, *, keep_days: int) -> Text:
    """Say what the bot answers from, that it can be wrong, and what becomes of questions."""
    return Text(
        f"### What I answer from\n{_sources(now)}\n"
        "### I can be wrong\n"
        "I report what the documents say, and they may be wrong or out of date. I may also overlook "
        "something. Open the sources, and read around them.\n"
        "### What I store\n"
        "Your question, who asked it and in which server, where its answer and its sources stand, and "
        "your feedback, "
        f"for {keep_days} days. Those who run me can read them; those who manage this server can read "
        "what was not answered or did not help, and the reasons, without names. Answers are not "
        "stored, nor is a question that you ask with `private`. `/forget-me` deletes what is stored of "
        "you."
    )


def _sources(now: Status | None) -> str:
    if now is None:
        return "Nothing is indexed yet, so I can't answer anything."
    text = f"I answer from {_held(now.documents, now.chunks)}, indexed {_moment(now.created)}. "
    if now.chat_model is None:
        text += "I quote them word for word. "
    else:
        text += (
            "A model writes the answers from passages that I find; each statement is checked against "
            "the documents before you see it. "
        )
    models = [
        name for name in (now.chat_model, now.embedding_model) if name and not _is_local(name)
    ]
    if not models:
        return text + "Apart from Discord, your question goes nowhere."
    return (
        text + f"Your question is sent to {' and '.join(_literal(m, NAME_LIMIT) for m in models)}."
    )


def _is_local(model: str) -> bool:
    return model.startswith("local:")


def _changes(report: IndexReport) -> list[str]:
    kinds = (("added", report.added), ("changed", report.changed), ("removed", report.removed))
    lines = [f"**{len(names):,} {kind}**: {_names(names)}" for kind, names in kinds if names]
    return [*lines, f"{report.unchanged:,} unchanged"]


def _names(names: Sequence[str]) -> str:
    listed = ", ".join(_literal(name, NAME_LIMIT) for name in names[:LISTED])
    more = len(names) - LISTED
    return f"{listed} and {more:,} more" if more > 0 else listed


def _problems(report: IndexReport) -> list[str]:
    return [
        *_failures(report.failed, "could not be read"),
        *_failures(report.notices, "read in part"),
    ]


def _failures(failed: Sequence[Failure], what: str) -> list[str]:
    if not failed:
        return []
    listed = [
        f"- {_literal(failure.path, NAME_LIMIT)}: {_literal(failure.error, SHOWN_REASON_LIMIT)}"
        for failure in failed[:LISTED]
    ]
    more = [f"- and {len(failed) - LISTED:,} more"] if len(failed) > LISTED else []
    return [f"**{len(failed):,} {what}**", *listed, *more]


def _words(lines: Sequence[str], limit: int = PAGE_LIMIT) -> Text:
    """Join lines to one text; what names full of marks make too long for a message is left out."""
    return Text(paging.split_text("\n".join(lines), limit)[0])


def _literal(text: str, limit: int) -> str:
    return formatting.literal(formatting.clip(formatting.one_line(text), limit))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _held(documents: int, chunks: int) -> str:
    return f"{_count(documents, 'document')} in {_count(chunks, 'passage')}"


def _size(count: int) -> str:
    size = float(count)
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"


def _moment(moment: datetime) -> str:
    return f"<t:{int(moment.timestamp())}:f>"
