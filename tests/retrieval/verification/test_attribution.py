"""A statement without what only says where it stands or that it answers."""

from __future__ import annotations

import pytest

from retrieval.verification.attribution import without_attribution, without_reply

TITLE = "Workshop handbook"


@pytest.mark.parametrize(
    "statement",
    [
        "The handbook says that the kiln is safe.",
        "The handbook also says the kiln is safe.",
        "This document mentions that the kiln is safe.",
        "According to the workshop handbook, the kiln is safe.",
        "As stated in the handbook, the kiln is safe.",
        "In the handbook, the kiln is safe.",
        "It says that the kiln is safe.",
        "It is written that the kiln is safe.",
        "The kiln is safe, according to the handbook.",
        "The kiln is safe, the handbook says.",
    ],
)
def test_what_the_document_says_is_said(statement: str) -> None:
    assert without_attribution(statement, "en", TITLE).rstrip(".") == "The kiln is safe"


@pytest.mark.parametrize(
    ("language", "statement", "bare"),
    [
        ("de", "Laut der Satzung zahlen Gäste.", "Zahlen Gäste."),
        ("de", "Dem Protokoll zufolge zahlen Gäste.", "Zahlen Gäste."),
        ("de", "Das Handbuch sagt, dass Gäste zahlen.", "Gäste zahlen."),
        ("de", "Gäste zahlen laut der Satzung.", "Gäste zahlen."),
        ("fr", "Selon le règlement, les invités paient.", "Les invités paient."),
        ("fr", "D’après l’article, les invités paient.", "Les invités paient."),
        ("fr", "Le règlement indique que les invités paient.", "Les invités paient."),
        ("es", "Según el reglamento, los invitados pagan.", "Los invitados pagan."),
        ("es", "El reglamento dice que los invitados pagan.", "Los invitados pagan."),
    ],
)
def test_it_is_so_in_each_language(language: str, statement: str, bare: str) -> None:
    assert without_attribution(statement, language, "") == bare


@pytest.mark.parametrize(
    ("language", "statement"),
    [
        ("en", "Anna Berger says that the kiln is safe."),
        ("en", "According to Anna Berger, the kiln is safe."),
        ("en", "According to the treasurer's report, the kiln is safe."),
        ("en", "The city handbook says that the kiln is safe."),
        ("en", "The document does not say that the kiln is safe."),
        ("en", "The letter says so."),
        ("en", "The kiln is safe."),
        ("de", "Laut Anna Berger ist der Ofen sicher."),
        ("fr", "Selon Anna Berger, le four est sûr."),
        ("es", "Según Ana Ruiz, el horno es seguro."),
    ],
)
def test_what_someone_else_says_stays_as_it_is(language: str, statement: str) -> None:
    assert without_attribution(statement, language, TITLE) == statement


@pytest.mark.parametrize(
    ("statement", "bare"),
    [
        ("Yes, the kiln is safe.", "The kiln is safe."),
        ("No, dogs are forbidden.", "Dogs are forbidden."),
        ("Yes: the hall is open.", "The hall is open."),
        ("Ja, der Ofen ist sicher.", "Der Ofen ist sicher."),
        ("Nein – Hunde sind verboten.", "Hunde sind verboten."),
        ("Oui. Le four est sûr.", "Le four est sûr."),
        ("Sí, los perros pueden entrar.", "Los perros pueden entrar."),
    ],
)
def test_a_reply_is_taken_away(statement: str, bare: str) -> None:
    assert without_reply(statement) == bare


@pytest.mark.parametrize(
    "statement",
    ["No dogs are allowed.", "Nobody pays.", "Yes.", "the kiln is safe", "No-one pays."],
)
def test_a_word_of_the_statement_is_no_reply(statement: str) -> None:
    assert without_reply(statement) == statement
