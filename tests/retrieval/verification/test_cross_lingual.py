"""A statement in another language than its source: its figures and names stand in both."""

from __future__ import annotations

import pytest

from retrieval.verification.cross_lingual import cross_lingual_objection
from retrieval.verification.language import detect_language

BY_ARTICLE = {"Der": "de", "Die": "de", "Das": "de", "Le": "fr", "La": "fr", "El": "es"}


def why_not(statement: str, source: str) -> str | None:
    """Why a statement does not go with its source; its language is told by its first word."""
    language = BY_ARTICLE.get(statement.split(maxsplit=1)[0]) or detect_language(statement) or "en"
    known = BY_ARTICLE.get(source.split(maxsplit=1)[0]) or "en"
    return cross_lingual_objection(statement, source, language=language, source_language=known)


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Der Verein wurde 1987 gegründet.", "The club was founded on 12 May 1987."),
        ("Der Kurs kostet vierzig Euro.", "The course costs €40."),
        ("Das Sommerfest ist am 12. Mai 2025.", "The fair is on 12 May 2025."),
        ("Der Weg ist 5 Kilometer lang.", "The path is 5 km long."),
        ("Le toit a coûté 3,5 milliards.", "The roof cost 3.5bn."),
        ("Anna Berger leitet den Chor.", "The choir is led by Anna Berger."),
        ("Russia won the match.", "La Russie a gagné le match."),
        ("The choir of Munich sings.", "Der Chor aus München singt."),
        ("Клуб основан в 1987 году.", "The club was founded in 1987."),
        ("El horno es seguro.", "The kiln is safe."),
    ],
)
def test_the_same_figures_and_names_go_together(statement: str, source: str) -> None:
    assert why_not(statement, source) is None


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Der Kurs kostet 60 Euro.", "The course costs €40."),
        ("Die Messe ist am 13. Mai 2025.", "The fair is on 12 May 2025."),
        ("Клуб основан в 1988 году.", "The club was founded in 1987."),
        ("Der Frost erreichte 5 Grad.", "The frost reached -5 degrees."),
        ("Le toit a coûté 3,5 millions.", "The roof cost 3.5bn."),
        ("Der Kurs ist gut und kostet 40 Euro.", "The course is good."),
    ],
)
def test_another_figure_is_objected_to(statement: str, source: str) -> None:
    reason = "a figure that is not in its sentences"
    assert why_not(statement, source) == reason


@pytest.mark.parametrize(
    ("statement", "source"),
    [
        ("Der Kurs kostet 40 Dollar.", "The course costs €40."),
        ("Der Weg ist 5 Meter lang.", "The path is 5 km long."),
        ("Le loyer baisse de 5 euros.", "The rent fell by 5%."),
    ],
)
def test_another_unit_is_objected_to(statement: str, source: str) -> None:
    reason = "a figure in another unit than in its sentences"
    assert why_not(statement, source) == reason


@pytest.mark.parametrize(
    ("statement", "source", "name"),
    [
        ("Clara Weiss leitet den Chor.", "The choir is led by Anna Berger.", "Clara"),
        ("Le chœur de Milbury chante.", "The choir of Ashford sings.", "Milbury"),
        ("El club es de la RRA.", "The club belongs to the city.", "RRA"),
    ],
)
def test_another_name_is_objected_to(statement: str, source: str, name: str) -> None:
    reason = f"the name “{name}” is not in its sentences"
    assert why_not(statement, source) == reason


def test_a_name_in_another_script_cannot_be_told() -> None:
    assert why_not("Хор ведёт Анна Бергер.", "Clara Weiss leads the choir.") is None


@pytest.mark.parametrize(
    "address", ["https://example.org/a", "www.example.org", "@treasurer", "fees.pdf"]
)
def test_an_address_must_stand_in_the_source(address: str) -> None:
    statement = f"La tarifa está en {address}."
    reason = "an address that is not in its sentences"
    assert why_not(statement, "The fee is on the website.") == reason
    assert why_not(statement, f"See {address} for the fee.") is None
