"""Whether a statement in another language than its source can be shown beside it. Pure.

Its words cannot be compared. Its figures and its names can: each must stand in the source, a name by
its beginning ("Russia", "Russie").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.fuzz import ratio

from .analysis.digits import UNITS, in_digits
from .analysis.figures import MONTHS, Figure, agree, find_figures
from .analysis.word_forms import languages_of, without_accents
from .language import MULTILINGUAL_FUNCTION_WORDS, scripts

_SAME_NAME = 3
"""How many letters at the beginning two forms of a name share across languages."""

_ALIKE = 60
"""How alike two forms of a name are, from 0 to 100, as the share of their letters in common order."""

_UNIT_WORDS = {
    word: unit
    for unit, words in {
        "euro": "euro euros",
        "dollar": "dollar dollars dolar dolares",
        "pound": "pound pounds pfund libra libras",
        "percent": "percent",
        "percentpoint": "percentpoint",
        "second": "second seconds sekunde sekunden seconde secondes segundo segundos",
        "minute": "minute minutes minuten minuto minutos",
        "hour": "hour hours stunde stunden heure heures hora horas",
        "day": "day days tag tage tagen jour jours dia dias",
        "week": "week weeks woche wochen semaine semaines semana semanas",
        "month": "month months monat monate monaten mois mes meses",
        "year": "year years jahr jahre jahren an ans annee annees ano anos",
        "metre": "metre metres meter meters metern metro metros",
        "kilometre": "kilometre kilometres kilometer kilometers kilometern kilometro kilometros",
        "kilogram": "kilogram kilograms kilogramm kilo kilos kilogramme kilogrammes",
        "kmh": "kmh",
        "mph": "mph",
        "knot": "knot knots knoten noeud noeuds nudo nudos",
        "degree": "degree degrees grad degre degres grado grados",
    }.items()
    for word in words.split()
}
"""Units by their words in English, German, French and Spanish, without accents."""

_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.)[^\s<>\"”»]+"
    r"|<?[@#][!&]?\w+>?"
    r"|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_BEGINNING = frozenset({"", *':.!?…"“”„«»‹›‘([—–'})
_NOUNS_ARE_CAPITALISED = "de"


def cross_lingual_objection(
    statement: str, source: str, *, language: str, source_language: str | None
) -> str | None:
    """Return why a statement does not go with a source in another language; None if nothing tells.

    `language` is the statement's, `source_language` that of its source, where it is known.
    """
    ours, theirs = _figures(statement, language), _figures(source, source_language or "")
    for figure, unit in ours:
        units = [other for same, other in theirs if agree(figure, same)]
        if not units:
            return "a figure that is not in its sentences"
        measured = {_UNIT_WORDS[other] for other in units if other in _UNIT_WORDS}
        if measured and _UNIT_WORDS.get(unit) not in measured:
            return "a figure in another unit than in its sentences"
    if not _months(statement) <= _months(source):
        return "a month that is not in its sentences"
    if _has_foreign_address(statement, source):
        return "an address that is not in its sentences"
    known = {without_accents(word) for word in _LETTERS.findall(source)}
    for name in _names(statement, language):
        plain = without_accents(name)
        legible = not scripts(name).isdisjoint(scripts(source))
        if legible and not any(_is_alike(plain, word) for word in known):
            return f"the name “{name}” is not in its sentences"
    return None


def _is_alike(name: str, word: str) -> bool:
    """Return whether a word may be the same name in another language ("München", "Munich")."""
    return name[:_SAME_NAME] == word[:_SAME_NAME] and ratio(name, word) >= _ALIKE


def _months(text: str) -> set[int]:
    """Return the months that a text names, by their numbers."""
    return {
        MONTHS[word.casefold()]
        for word in _LETTERS.findall(text)
        if word[0].isupper() and word.casefold() in MONTHS
    }


def _figures(text: str, language: str) -> list[tuple[Figure, str]]:
    """Return the figures of a text, each with the word behind it, which may be its unit."""
    digits = in_digits(text, language)
    return [(each, _word_behind(digits, each.end)) for each in find_figures(digits)]


def _word_behind(text: str, end: int) -> str:
    match = re.compile(r"\W{0,2}([^\W\d_]+)").match(text, end)
    return without_accents(match[1]) if match else ""


def _names(text: str, language: str) -> Iterator[str]:
    """Yield the words of a text that are names: those with a capital inside a sentence."""
    for match in _LETTERS.finditer(text):
        word = match.group()
        if len(word) < _SAME_NAME or not word[0].isupper():
            continue
        before = text[: match.start()].rstrip()[-1:]
        if before.isdigit() or word.casefold() in MONTHS or word.casefold() in UNITS:
            continue  # part of a figure
        begins = before in _BEGINNING
        if begins and word.casefold() in MULTILINGUAL_FUNCTION_WORDS:
            continue
        # Where a capital tells little, a word of this language alone is taken for no name; names and
        # cognates stand in the dictionaries of several.
        doubtful = begins or language == _NOUNS_ARE_CAPITALISED
        if doubtful and languages_of(word) == {language} and not word.isupper():
            continue
        yield word


def _has_foreign_address(statement: str, source: str) -> bool:
    """Return whether a statement holds an address, a mention or a file name that its source does not."""
    known = source.casefold()
    return any(
        match.group().rstrip(".,;:!?").casefold() not in known
        for match in _ADDRESS.finditer(statement)
    )
