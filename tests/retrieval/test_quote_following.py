"""Where quotes stand after the documents have changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval import Answer, FollowedQuote, Library, NoIndexError, QuotePlace
from tests.folders import LONG_AGO, Folder

FEES = "# Fees\n\nThe annual fee is 40 euros.\n\n# Boats\n\nA boat is booked in the book.\n"
HOURS = "# Hours\n\nThe boathouse opens at nine.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder.at(tmp_path)
    made.write("fees.md", FEES)
    made.write("hours.md", HOURS)
    return made


def place_of(library: Library, question: str) -> QuotePlace:
    """Where the first quote of an answer stands."""
    citation, *_ = library.ask(question).citations
    return QuotePlace(citation.source.path, citation.source.digest, citation.start, citation.end)


def quotes(library: Library) -> list[QuotePlace]:
    """A quote of each document, of the live generation."""
    questions = ("How much is the annual fee?", "When does the boathouse open?")
    return [place_of(library, question) for question in questions]


def stands(place: QuotePlace) -> FollowedQuote:
    return FollowedQuote("stands", place)


def test_quotes_stand_where_nothing_has_changed(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        fee, hours = quotes(library)
        assert (fee.path, hours.path) == ("fees.md", "hours.md")
        assert library.follow_quotes([fee, hours, fee]) == [
            stands(fee),
            stands(hours),
            stands(fee),
        ]


def test_a_quote_is_followed_to_where_its_words_stand_now(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        fee, hours = quotes(library)
        folder.write("fees.md", f"Preface.\n\n{FEES}", changed=LONG_AGO + 9)
        library.reindex()

        moved, stays = library.follow_quotes([fee, hours])

        place = moved.place
        assert stays == stands(hours)
        assert moved == stands(
            replace(fee, digest=place.digest, start=fee.start + 10, end=fee.end + 10)
        )
        excerpt = library.excerpt(place.path, place.digest, place.start, place.end)
        assert excerpt.state == "current"


def test_one_that_was_followed_is_known_when_its_first_document_is_deleted(
    folder: Folder,
) -> None:
    with folder.library() as library:
        library.reindex()
        first, _ = quotes(library)
        place = first
        for number, preface in enumerate(("Preface.", "A word before."), start=1):
            folder.write("fees.md", f"{preface}\n\n{FEES}", changed=LONG_AGO + number)
            library.reindex()
            [followed] = library.follow_quotes([place])
            assert followed.state == "stands"
            place = followed.place
        assert library.follow_quotes([first]) == [FollowedQuote("unknown", first)]


@pytest.mark.parametrize("change", ["words", "file"])
def test_changed_and_removed_words_are_gone_until_they_are_back(
    folder: Folder, change: str
) -> None:
    with folder.library() as library:
        library.reindex()
        fee, hours = quotes(library)
        if change == "words":
            folder.write("fees.md", FEES.replace("40", "50"), changed=LONG_AGO + 9)
        else:
            (folder.corpus / "fees.md").unlink()
        library.reindex(force=True)
        assert library.follow_quotes([fee, hours]) == [FollowedQuote("gone", fee), stands(hours)]

        library.rollback()
        assert library.follow_quotes([fee, hours]) == [stands(fee), stands(hours)]


def test_a_renamed_document_still_holds_its_quotes(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        fee, _ = quotes(library)
        (folder.corpus / "fees.md").rename(folder.corpus / "prices.md")
        library.reindex()
        assert library.follow_quotes([fee]) == [stands(fee)]


def test_offsets_from_elsewhere_do_no_harm(folder: Folder) -> None:
    with folder.library() as library:
        library.reindex()
        fee, _ = quotes(library)
        folder.write("fees.md", f"Preface.\n\n{FEES}", changed=LONG_AGO + 9)
        library.reindex()
        forged = [replace(fee, start=-5, end=3), replace(fee, start=7, end=10**9)]
        assert library.follow_quotes(forged) == [FollowedQuote("gone", each) for each in forged]


def test_without_an_index_nothing_is_said_of_any(folder: Folder) -> None:
    with folder.library() as library, pytest.raises(NoIndexError):
        library.follow_quotes([QuotePlace("fees.md", "d", 0, 5)])


@pytest.mark.parametrize("question", ["How much is the annual fee?", "Hello!", "Who was king?"])
def test_an_answer_and_an_excerpt_name_their_generations(folder: Folder, question: str) -> None:
    with folder.library() as library:
        library.reindex()
        first: Answer = library.ask(question)
        fee, _ = quotes(library)
        folder.write("hours.md", HOURS.replace("nine", "ten"), changed=LONG_AGO + 9)
        library.reindex()

        assert (first.generation, library.ask(question).generation) == (1, 2)
        assert library.excerpt(fee.path, fee.digest, fee.start, fee.end).generation == 2
