"""When two words of a language are one word in another form: inflected, derived, or spelled otherwise.

Pure. Words are lemmatised by Simplemma and stemmed by Snowball; a word has a set of keys, and two words
that share one are the same. What turns a meaning round shares none: "careful" and "careless", "able"
and "unable", "high" and "higher".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from ...documents.words import word_set
from .countries import COUNTRY_OF

if TYPE_CHECKING:
    from snowballstemmer import Stemmer

_STEMMERS = {"en": "english", "de": "german", "fr": "french", "es": "spanish"}

# American spellings, by the British ones: facts of spelling, applied to both sides alike.
_SPELLINGS = (
    (re.compile(r"is(e[sdr]?|ing|ations?)$"), r"iz\1"),
    (re.compile(r"ys(e[sdr]?|ing)$"), r"yz\1"),
    (re.compile(r"our(s|ed|ing|ite|able|less|ful|y|ies)?$"), r"or\1"),
    (re.compile(r"([bt])re(s)?$"), r"\1er\2"),
    (re.compile(r"ence(s)?$"), r"ense\1"),
    (re.compile(r"ll(ed|ing|er|ers)$"), r"l\1"),
    (re.compile(r"ogue(s)?$"), r"og\1"),
    (re.compile(r"mme(s)?$"), r"m\1"),
    (re.compile(r"ae|oe"), "e"),
)
_DEGREES = frozenset(
    {"better", "best", "worse", "worst", "more", "most", "less", "least", "further", "elder"}
)
_DEGREE = {
    "en": re.compile(r"(?:er|est)$"),
    "de": re.compile(r"(?:er|ere|eren|erer|eres|st|ste|sten|ster|stes)$"),
}
_LEMMAS = {"won": "win"}
"""What Simplemma takes for another word: the currency."""

_UNLIKE = word_set(
    "author authors authority authorities experience experiences experiment experiments custom "
    "customs customer customers found founded founder founders foundation secret secrets "
    "secretary secretaries import imports importance important relation relations relative "
    "relatives university universities universe universal organ organs organise organize "
    "organisation organization organic general generally generation generations generate policy "
    "policies police new news arm arms army armies late lately hard hardly commune communes "
    "community communities communism intern interns internal international saw see good goods "
    "mean meaning means past paste minister ministers ministry ministries sever several severe "
    "numeral numerous number numbers execute executive animal animate object objective probable "
    "probe short shortly near nearly marine marines marina politic politics polite"
)
"""Words that the stemmer takes for forms of others that they have nothing to do with."""

_FUTURE = {
    "fr": re.compile(r"(?:ai|as|a|ons|ez|ont|ais|ait|ions|iez|aient)$"),
    "es": re.compile(r"(?:é|ás|á|emos|éis|án|ía|ías|íamos|íais|ían)$"),
}
"""What the future and the conditional put behind the infinitive."""

_PRESENT = re.compile(r"(?:s|ing)$")
_SHORTEST_STEM = 4


@lru_cache(maxsize=32_768)
def word_keys(word: str, language: str) -> frozenset[str]:
    """Return the keys of a word, given in lower case; words that share one are forms of one word."""
    plain = without_accents(word)
    if is_comparative(word, language):
        return frozenset({plain})
    lemma = lemma_of(word, language)
    keys = {plain, without_accents(lemma)}
    for form in () if word in _UNLIKE else (word, lemma):
        stem = without_accents(_stemmer(language).stemWord(form))
        if len(stem) >= _SHORTEST_STEM:
            keys.add(stem)
    if language == "en":
        keys |= {_american(key) for key in keys}
    return frozenset(keys)


def name_keys(name: str, language: str) -> frozenset[str]:
    """Return the keys of a word that may be a name, as it is written: its own and that of its country.

    Abbreviations, all in capitals, have no other forms.
    """
    country = COUNTRY_OF.get(name.casefold())
    plain = frozenset({without_accents(name)})
    own = plain if name.isupper() else word_keys(name.casefold(), language)
    return own | {f"country {country}"} if country else own


def lemma_of(word: str, language: str) -> str:
    """Return the dictionary form of a word, in lower case."""
    from simplemma import lemmatize

    if word in _LEMMAS:
        return _LEMMAS[word]
    return lemmatize(word, lang=language, low_memory=True).casefold()


def is_past(word: str, language: str) -> bool:
    """Return whether an English word is a past form, as "announced" and "won" are."""
    if language != "en" or _PRESENT.search(word):
        return False
    return word.endswith("ed") or lemma_of(word, language) != word


def is_future(word: str, language: str) -> bool:
    """Return whether a French or Spanish word is a verb in the future or the conditional."""
    endings = _FUTURE.get(language)
    if endings is None:
        return False
    lemma = lemma_of(word, language)
    stem = endings.sub("", word)
    return (
        stem != word
        and lemma not in (word, stem + "r")
        and stem in (lemma, lemma.removesuffix("e"))
    )


def is_comparative(word: str, language: str) -> bool:
    """Return whether a word compares, as "higher" and "best" do; its positive is another word."""
    if word in _DEGREES:
        return True
    ending = _DEGREE.get(language)
    if ending is None or ending.search(word) is None:
        return False
    lemma = lemma_of(word, language)
    return language == "en" and lemma != word and not lemma.endswith("e" + word[-1:])


def without_accents(text: str) -> str:
    """Return a text without the accents of its letters, and "ss" for "ß"."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _american(word: str) -> str:
    for pattern, american in _SPELLINGS:
        word = pattern.sub(american, word)
    return word


@lru_cache(maxsize=8)
def _stemmer(language: str) -> Stemmer:
    import snowballstemmer

    return snowballstemmer.stemmer(_STEMMERS[language])


def languages_of(word: str) -> frozenset[str]:
    """Return the languages in whose dictionaries a word stands, in lower case or as it is."""
    from simplemma import is_known

    forms = (word, word.casefold())
    return frozenset(
        language
        for language in _STEMMERS
        if any(is_known(form, lang=language, low_memory=True) for form in forms)
    )
