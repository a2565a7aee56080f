"""The hand-written statements fit their documents, and what becomes of one is told apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.scripted_library import Draft, ScriptedLibrary, scripted_library
from benchmarks.statements import DOCUMENTS, FILES, document_text, load_statements, result_of

ENOUGH = {"honest": 120, "false": 150, "foreign_honest": 20, "foreign_false": 20}


@pytest.fixture(scope="module")
def library() -> Iterator[ScriptedLibrary]:
    with scripted_library(DOCUMENTS / "en") as library:
        yield library


@pytest.mark.parametrize("name", FILES)
def test_each_statement_has_its_evidence_in_its_document(name: str) -> None:
    statements = load_statements(name)
    assert len(statements) >= ENOUGH[name]
    assert len({each.id for each in statements}) == len(statements)
    assert len({each.text for each in statements}) == len(statements)
    for each in statements:
        assert each.evidence
        assert [
            document_text(each.document)[place.start : place.end] for place in each.places
        ] == list(each.evidence)


def test_a_copy_is_shown_in_its_own_words(library: ScriptedLibrary) -> None:
    [copy] = [each for each in load_statements("honest") if each.id == "honest-2"]
    assert result_of(library, copy).fate == "own words"


def test_an_invented_statement_is_not_shown_and_the_reason_is_kept(
    library: ScriptedLibrary,
) -> None:
    text = "Captain Brine sold the jetty to 14,000 pirates."
    reply = library.ask("When does no boat leave the jetty?", Draft(text, ("the jetty was sold",)))
    assert not reply.shows(text)
    assert reply.outcome(text) in {"quoted", "replaced", "dropped"}
    assert reply.objections


def test_the_model_is_not_asked_where_nothing_is_found(library: ScriptedLibrary) -> None:
    reply = library.ask(
        "Who won the chess tournament in Reykjavik?", Draft("Nobody did.", ("the",))
    )
    assert reply.outcome("Nobody did.") == "not asked"


def test_the_documents_are_all_used() -> None:
    used = {each.document for name in FILES for each in load_statements(name)}
    assert used == {
        path.relative_to(DOCUMENTS).as_posix() for path in DOCUMENTS.rglob("*") if path.is_file()
    }
