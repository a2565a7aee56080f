"""The grammars by language. Pure data."""

from __future__ import annotations

from collections.abc import Mapping

from .english import ENGLISH
from .french import FRENCH
from .german import GERMAN
from .grammar_words import GrammarWords
from .spanish import SPANISH

GRAMMARS: Mapping[str, GrammarWords] = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
}
"""The languages in which a statement can be held against its sentences, by their ISO 639-1 codes."""
