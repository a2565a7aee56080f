"""The list of documents, and edits of the documents folder, in words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import formatting, index_pages, paging
from .blocks import Text
from .places import document_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from retrieval import DocumentList, Failure, FolderEdit, IndexedDocument, IndexReport

    from .blocks import Page

LINES_PER_PAGE = 15
LIST_LIMIT = 3500
ABOVE_LIMIT = 1400
"""Characters at most of what stands above a preview."""

NAME_LIMIT = 60
REASON_LIMIT = 150


def list_pages(found: DocumentList, part: str = "") -> list[Page]:
    """Show documents, and files that could not be read, in as many pages as it takes.

    `part` is what they were searched by, if anything.
    """
    lines = [_document_line(each) for each in found.documents]
    if found.failed:
        lines.append(f"**{len(found.failed):,} could not be read in the last re-index**")
        lines += _failure_lines(found.failed)
    filled = list(_filled(lines)) or ["None."]
    heading = f"### {_count(len(found.documents), 'document')}"
    if part:
        heading += f" with “{_literal(part, NAME_LIMIT)}” in the name or title"
    turns = [f" · page {n:,} of {len(filled):,}" for n in range(1, len(filled) + 1)]
    return [
        (Text(f"{heading}{turn if len(filled) > 1 else ''}\n{text}"),)
        for turn, text in zip(turns, filled, strict=True)
    ]


def _filled(lines: Iterable[str]) -> Iterable[str]:
    """Yield lines together, as many as a page takes."""
    page: list[str] = []
    for line in lines:
        full = len(page) == LINES_PER_PAGE
        if page and (full or paging.size("\n".join([*page, line])) > LIST_LIMIT):
            yield "\n".join(page)
            page = []
        page.append(line)
    if page:
        yield "\n".join(page)


def _document_line(document: IndexedDocument) -> str:
    source = document.source
    name = f"**{formatting.literal(document_name(source))}**"
    if source.title or source.folder:
        name += f" ({_literal(source.path, NAME_LIMIT)})"
    date = [_literal(source.date, NAME_LIMIT)] if source.date else []
    notice = [_literal(document.notice, REASON_LIMIT)] if document.notice else []
    return " · ".join(
        [f"- {name}", document.kind, *date, _count(document.chunks, "passage"), *notice]
    )


def _failure_lines(failed: Iterable[Failure]) -> list[str]:
    return [
        f"- {_literal(failure.path, NAME_LIMIT)}: {_literal(failure.error, REASON_LIMIT)}"
        for failure in failed
    ]


def edit_page(edit: FolderEdit, plan: IndexReport, asker: str, refused: Sequence[Failure]) -> Page:
    """Show what an edit and the re-index along with it would do, who asked, and what was refused."""
    names = edit_words(edit, lambda name: _literal(name, NAME_LIMIT))
    above = [f"**{_literal(asker, NAME_LIMIT)}** asks to {names}.", *_refused(refused)]
    below = index_pages.preview_page(plan, index_pages.PAGE_LIMIT - ABOVE_LIMIT)
    return (_clipped(above), *below)


def standing_page(edit: FolderEdit, asker: str, refused: Sequence[Failure]) -> Page:
    """Ask whether files that stand in the folder already are to be replaced."""
    lines = [
        "### In the documents folder there is already",
        *(f"- {_literal(name, NAME_LIMIT)}" for name in edit.standing),
        f"Replace what has the same name by what {_literal(asker, NAME_LIMIT)} uploaded?",
    ]
    return (_clipped([*lines, *_refused(refused)]),)


def nothing_added_page(refused: Sequence[Failure]) -> Page:
    """Say that none of the files was accepted, and why."""
    return (_clipped(["Nothing was added.", *_refused(refused)]),)


def edit_words(edit: FolderEdit, show: Callable[[str], str]) -> str:
    """Say what an edit does, with each name as `show` makes it fit to read."""
    kinds = (
        ("add", edit.added),
        ("replace", edit.replacing),
        ("remove", edit.removed),
        ("read anew", edit.anew),
    )
    return "; ".join(f"{kind} {', '.join(map(show, names))}" for kind, names in kinds if names)


def _refused(refused: Sequence[Failure]) -> list[str]:
    if not refused:
        return []
    return [f"**{len(refused):,} not accepted**", *_failure_lines(refused)]


def _clipped(lines: Iterable[str]) -> Text:
    return Text(paging.split_text("\n".join(lines), ABOVE_LIMIT)[0])


def _literal(text: str, limit: int) -> str:
    return formatting.literal(formatting.clip(formatting.one_line(text), limit))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
