"""Which language a text is in, told by its function words alone. Pure.

Enough to tell whether a question and its sources are in one language. For a text that is short or in
a language that is not in its table it answers None.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from ..documents import words
from .analysis.grammars.by_language import GRAMMARS
from .analysis.word_forms import languages_of

LANGUAGE_FUNCTION_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(spaced.split())
    for code, spaced in {
        "en": "the of and to in is that was for on are with as it by from at be this has have not "
        "which were they their will who what would been its his her she you can how does did there",
        "de": "der die das und ist von zu den mit nicht ein eine auf für sich dem des im auch wird "
        "werden hat sind wie dass wurde war bei aus nach über einen zum zur wer was haben als",
        "fr": "le la les l d de des et est dans une du en que qui pour pas sur au avec ce il sont par "
        "plus ne se aux cette ont elle été leur comment quel quelle selon",
        "es": "el los las de que y en un una por con es para se del al lo como más pero su sus fue "
        "ha son está qué cómo cuál según",
        "it": "il di che è e la per un una non sono del della con si dei le gli nel alla ha anche "
        "come da più questo cosa secondo",
        "pt": "o a os as de que e em um uma para com não é do da dos das no na por se mais como foi "
        "são ao pelo pela segundo",
        "nl": "de het een en van is dat in op te zijn voor met niet die aan er om ook als door wordt "
        "werd heeft wat hoe volgens",
        "pl": "i w na z się że nie jest do to od przez jak po za co dla są był według",
        "ru": "и в на не что с по как это к из за от для но она они был была было быть о",
        "uk": "і в на не що з як це до із за від для але вона вони був була було бути про та у",
        "sv": "och att det som en är på för av med den till inte har om ett var från enligt",
    }.items()
}
"""The words that hold a sentence together, by language (ISO 639-1)."""

MULTILINGUAL_FUNCTION_WORDS = words.FUNCTION_WORDS.union(*LANGUAGE_FUNCTION_WORDS.values())
"""Words that hold a sentence together in one of the languages that are known here."""

_TOLD_BY, _MOST_KNOWN = 300, 0.7
"""How many words tell a language by its dictionary, and which share of them it has to know."""

_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str) -> str | None:
    """Return the language whose function words `text` uses most (ISO 639-1); None if unclear."""
    uses = sorted((uses, code) for code, uses in _uses(text).items())
    (second, _), (most, code) = uses[-2:]
    return code if most > second else None


def scripts(text: str) -> set[str]:
    """Return the scripts that the words of `text` begin in, such as LATIN or CYRILLIC."""
    return {unicodedata.name(word[0], "").partition(" ")[0] for word in _WORD.findall(text)}


def _uses(text: str) -> dict[str, int]:
    """Return how many words of `text` are function words of each language."""
    used = Counter(map(str.casefold, _WORD.findall(text)))
    return {
        code: sum(used[word] for word in known) for code, known in LANGUAGE_FUNCTION_WORDS.items()
    }


def provable_language(text: str) -> str | None:
    """Return the language of documents, if statements about them can be proven; None if not.

    What has no function words, such as a price list, is in the language of most of its words.
    """
    detected = detect_language(text)
    if detected is not None:
        return detected if detected in GRAMMARS else None
    told = [word for word in words.words(text)[:_TOLD_BY] if word.isalpha()]
    known = Counter(language for word in told for language in languages_of(word))
    language, count = max(known.items(), key=lambda each: each[1], default=("", 0))
    return language if count >= _MOST_KNOWN * max(len(told), 1) else None
