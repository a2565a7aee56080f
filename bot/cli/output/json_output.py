"""The library's values as JSON, for scripts. Pure.

The shapes of `ask`, `search` and `index` are a contract that scripts rely on: no field is added to them
and none taken away. Only a reply about documents as such has "documents" besides. What a person sees is
in `terminal`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval import (
        About,
        Answer,
        BackupManifest,
        Citation,
        DocumentOutline,
        IndexReport,
        Location,
        Passage,
        Source,
        Status,
        evaluation,
    )

    from ..checks.doctor import CheckResult
    from ..settings.effective_settings import EffectiveSetting
    from ..settings.setting_problems import SettingProblem

Row = dict[str, object]
"""One JSON object."""

_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029]")


def encode(row: Row) -> str:
    """Write `row` as one line of JSON, in whatever way lines are counted and whatever shows it."""
    text = json.dumps(row, ensure_ascii=False, allow_nan=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def answer_row(answer: Answer, identifier: object = None) -> Row:
    """Return an answer, as `ask` gives it."""
    return {
        "id": identifier,
        "question": answer.question,
        "answered": answer.answered,
        "kind": answer.kind,
        "mode": answer.mode,
        "text": answer.text,
        "statements": [
            {"text": statement.text, "citations": list(statement.citations)}
            for statement in answer.statements
        ],
        "citations": [_citation(citation) for citation in answer.citations],
        "closest": [_passage(passage) for passage in answer.closest],
        "timings_ms": {name: round(took, 3) for name, took in asdict(answer.timings).items()},
        **(_documents(answer.about) if answer.about else {}),
    }


def search_row(query: str, passages: Sequence[Passage], identifier: object = None) -> Row:
    """Return the passages of a search, as `search` gives them."""
    return {"id": identifier, "query": query, "passages": [_passage(each) for each in passages]}


def error_row(message: str, identifier: object = None) -> Row:
    """Return a line of an input file that could not be served."""
    return {"id": identifier, "error": message}


def index_row(report: IndexReport) -> Row:
    """Return what a re-index did, as `index` and `rollback` give it.

    "notices" are there only where documents were read in part.
    """
    notices = [{"source": each.path, "notice": each.error} for each in report.notices]
    return ({"notices": notices} if notices else {}) | {
        "added": len(report.added),
        "changed": len(report.changed),
        "removed": len(report.removed),
        "unchanged": report.unchanged,
        "failed": [{"source": each.path, "error": each.error} for each in report.failed],
        "documents": report.documents,
        "chunks": report.chunks,
        "generation": report.generation,
        "dry_run": report.dry_run,
        "seconds": round(report.seconds, 3),
    }


def status_row(status: Status) -> Row:
    """Return what is indexed, as `status` gives it."""
    pending = status.pending
    return {
        **asdict(replace(status, pending=None)),
        "created": status.created.isoformat(),
        "pending": None if pending is None else index_row(pending),
    }


def scores_row(scores: evaluation.Scores) -> Row:
    """Return the scores of a set of questions, as `eval` gives them; null where none was measured."""
    return asdict(scores)


def backup_row(manifest: BackupManifest, file: Path, size: int, seconds: float) -> Row:
    """Return what a backup holds, as `backup` and `restore` give it; sizes are in bytes.

    `file` is the file that was written, or the folder that was made.
    """
    return {
        "file": str(file),
        "size": size,
        "made": manifest.made,
        "version": manifest.footnote,
        "documents_folder": manifest.documents_folder,
        "generation": manifest.generation,
        "documents": manifest.documents,
        "chunks": manifest.chunks,
        "files": len(manifest.files),
        "seconds": round(seconds, 3),
    }


def settings_row(values: Sequence[EffectiveSetting], problems: Sequence[SettingProblem]) -> Row:
    """Return the settings as they hold, and what is wrong, as `settings` gives them."""
    return {
        "settings": [asdict(value) for value in values],
        "problems": [problem.sentence for problem in problems],
    }


def doctor_row(checks: Sequence[CheckResult]) -> Row:
    """Return what the doctor found, as `doctor` gives it."""
    return {
        "ok": all(check.state != "problem" for check in checks),
        "checks": [asdict(check) for check in checks],
    }


def _documents(about: About) -> Row:
    """Return the documents that a reply names. An opening stands with its document."""
    if about.topic == "documents":
        return {"documents": [_document(source) for source in about.sources]}
    if about.topic == "summary":
        return {"documents": [_outline(outline) for outline in about.outlines]}
    return {}


def _document(source: Source) -> Row:
    return {"source": source.path, "title": source.title}


def _outline(outline: DocumentOutline) -> Row:
    opening = outline.opening
    return {
        **_document(outline.source),
        "outline": [heading.title for heading in outline.headings],
        "opening": opening and {"start": opening.start, "end": opening.end, "quote": opening.quote},
    }


def _citation(citation: Citation) -> Row:
    return {
        "number": citation.number,
        "source": citation.source.path,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
        **_location(citation.location),
    }


def _passage(passage: Passage) -> Row:
    return {
        "source": passage.source.path,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
        "score": passage.score,
        **_location(passage.location),
    }


def _location(location: Location) -> Row:
    return {"page": location.page, "line": location.line, "heading": location.heading}
