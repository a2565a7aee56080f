"""Which documents a person means by words of their titles, file names and folders. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from ..documents.words import FUNCTION_WORDS, word_set
from ..types import Source
from .message_words import message_words
from .topics import SummaryRequest

_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")

_FILLERS = FUNCTION_WORDS | word_set(
    "please everything whole entire short briefly quickly quick content contents thing stuff "
    "main key point points"
)
"""Words of a request that name no document."""

_FOLDER = word_set("folder directory")
_KINDS = _FOLDER | word_set(
    "document doc file page pdf article faq text paper guide handbook manual policy guideline md "
    "markdown txt docx html htm csv tsv xlsx pptx epub odt spreadsheet workbook presentation"
)
"""What people call a document beside its name. Such a word counts where the name has it."""

_SHORTEST_ACRONYM = 3


@dataclass(frozen=True, slots=True)
class _Names:
    """What a document can be called, in stems.

    Each of `own` is a name of it, each of `folders` one of its folders'; `stems` are all words of them,
    dates included.
    """

    own: tuple[frozenset[str], ...]
    folders: tuple[frozenset[str], ...]
    stems: frozenset[str]


def documents_named(request: SummaryRequest, sources: Mapping[int, Source]) -> list[int]:
    """Return the documents that a request means, by the keys of `sources`, in their order.

    All are meant where it names none ("this document"), and none where it names something else: then
    it is a question on the contents.
    """
    called_document = any(_stem(word) in _KINDS for word in request.named)
    if request.asking == "description" and not called_document:
        return []
    wanted = _stems(word for word in request.named if word not in _FILLERS)
    if wanted and not called_document and "this" in request.named:
        return []  # this rule, this channel
    names = {key: _names_of(source) for key, source in sources.items()}
    least = _least_coverage(request, called_document)
    matches = {key: match for key, each in names.items() if (match := _match(wanted, each, least))}
    if matches and _FOLDER.isdisjoint(request.named):
        best = max(matches.values())
        return [key for key, match in matches.items() if match == best]
    folder = wanted - _FOLDER
    inside = [key for key, each in names.items() if folder and folder in each.folders]
    if inside and (called_document or request.asking == "summary"):
        return inside
    return [] if wanted - _KINDS else list(sources)


def _least_coverage(request: SummaryRequest, called_document: bool) -> float:
    """Return what share of its name a document must be called by.

    Asked what something is about, people may mean a thing and not the document about it.
    """
    if request.asking == "summary":
        return 0.01 if called_document else 0.5
    return 0.5 if called_document else 0.7


def _match(wanted: frozenset[str], names: _Names, least: float) -> tuple[int, float] | None:
    """Return how well a document is named: by how many words, and by what share of its name."""
    if wanted - names.stems - _KINDS:
        return None
    coverage = max((len(wanted & name) / len(name) for name in names.own if name), default=0.0)
    if coverage < (least if wanted - _KINDS else 1.0):
        return None
    return len(wanted & names.stems), coverage


def _names_of(source: Source) -> _Names:
    path = PurePosixPath(source.path)
    stem = message_words(_HUMP.sub(" ", path.stem))
    title = message_words(source.title or "")
    own = (
        _name(stem),
        _name(title),
        _stems(["".join(stem)]),
        *(_stems([_initials(words)]) for words in (stem, title) if len(words) >= _SHORTEST_ACRONYM),
        _stems(message_words(path.suffix)),
    )
    folders = tuple(_name(message_words(_HUMP.sub(" ", part))) for part in path.parts[:-1])
    stems = _stems((*stem, *title)).union(*own, *folders)
    return _Names(own, folders, stems)


def _name(words: Collection[str]) -> frozenset[str]:
    """Return the stems of the words that distinguish a name: neither dates nor function words."""
    telling = [word for word in words if word not in FUNCTION_WORDS and not word.isdigit()]
    return _stems(telling or words)


def _initials(words: Iterable[str]) -> str:
    return "".join(word[0] for word in words)


def _stems(words: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_stem, words))


def _stem(word: str) -> str:
    """Return a word in the singular, roughly."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
