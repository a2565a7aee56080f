"""Where sources stand, for people: what a document is called, which citations are of one place. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote as quote_path

from . import formatting

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from retrieval import Citation, Location, Source

TITLE_LIMIT = 80
HEADING_LIMIT = 80
TOUCHING = 4
"""Characters at most between two quotes that touch: white space, and the mark of an item."""

_LEVELS = " > "


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a document and the citations that stand there, in order."""

    source: Source
    location: Location
    citations: tuple[Citation, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its citations."""
        return tuple(citation.number for citation in self.citations)


def merged_places(citations: Iterable[Citation]) -> list[Place]:
    """Return the places of citations, each once: what touches, or would be told in the same words."""
    places: list[Place] = []
    for citation in citations:
        same = next((i for i, place in enumerate(places) if _is_at(citation, place)), None)
        if same is None:
            places.append(Place(citation.source, citation.location, (citation,)))
        else:
            held = places[same]
            places[same] = replace(held, citations=(*held.citations, citation))
    return places


def _is_at(citation: Citation, place: Place) -> bool:
    if citation.source.path != place.source.path:
        return False
    return _told(citation.source, citation.location) == _told(place.source, place.location) or any(
        citation.start - other.end <= TOUCHING and other.start - citation.end <= TOUCHING
        for other in place.citations
    )


def _told(source: Source, location: Location) -> tuple[str | None, str]:
    return location.heading, place_words(source, location)


def document_names(sources: Iterable[Source]) -> Mapping[str, str]:
    """Return by path what each document is called, safe to show as text but not yet as Markdown.

    That is its title, or the name of its file; those of one title have both.
    """
    by_path = {source.path: source for source in sources}
    titles = Counter(map(document_name, by_path.values()))
    return {
        path: f"{document_name(source)} ({path})"
        if titles[document_name(source)] > 1
        else document_name(source)
        for path, source in by_path.items()
    }


def document_name(source: Source) -> str:
    """Return the title of a document, or the name of its file, in one line and raw."""
    title = formatting.one_line(source.title or "")
    return formatting.clip(
        title or formatting.one_line(source.path.rpartition("/")[2]), TITLE_LIMIT
    )


def source_address(source: Source, source_url: str | None) -> str | None:
    """Return the web address of a document: its own, or the one that the settings make of its path."""
    if source.url is None and source_url is not None:
        return f"{source_url.rstrip('/')}/{quote_path(source.path)}"
    return source.url


def linked_name(source: Source, source_url: str | None, name: str | None = None) -> str:
    """Return what a document is called, safe to show, as a link where it has an address."""
    return formatting.link(name or document_name(source), source_address(source, source_url))


def heading_words(source: Source, location: Location, levels: int = 1) -> str:
    """Return the last headings above a place, raw; empty where there is none but the title."""
    above = formatting.one_line(location.heading or "").split(_LEVELS)
    own = [each for each in above if each and each != formatting.one_line(source.title or "")]
    return formatting.clip(_LEVELS.join(own[-levels:]), HEADING_LIMIT)


def position_words(source: Source, location: Location) -> str:
    """Return the page, slide or row, or the line in a file that has lines; empty where none helps.

    What was recognized in a picture is told to be so, since it may be misread.
    """
    position = location.position
    if position is not None:
        told = f"{position.kind} {position.number}"
        return f"{told}, read by machine" if position.recognized else told
    return f"line {location.line}" if source.has_lines else ""


def place_words(source: Source, location: Location, levels: int = 1) -> str:
    """Return the heading above a place and its page or, without a heading, its line; safe to show."""
    heading = formatting.literal(heading_words(source, location, levels))
    position = position_words(source, location)
    if heading and location.position is None:
        return heading
    return " · ".join(part for part in (heading, position) if part)


def place_lines(places: Sequence[Place], source_url: str | None = None) -> list[str]:
    """Return a line for each place: name, heading, page or line; two headings if one is ambiguous."""
    names = document_names(place.source for place in places)
    one = [(place.source.path, place_words(place.source, place.location)) for place in places]
    return [
        " · ".join(
            part
            for part in (
                linked_name(place.source, source_url, names[place.source.path]),
                place_words(place.source, place.location, 2 if one.count(key) > 1 else 1),
            )
            if part
        )
        for place, key in zip(places, one, strict=True)
    ]
