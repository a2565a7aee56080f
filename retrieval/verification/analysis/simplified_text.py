"""A sentence without marks, contractions and number words, its phrases as single words. Pure."""

from __future__ import annotations

import re
import unicodedata

from .countries import COUNTRY_OF, LONG_NAMES
from .digits import in_digits
from .grammars.by_language import GRAMMARS

_QUOTE_MARKS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "−": "-",
        "‑": "-",
    }
)
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_STRUCK = re.compile(r"~~[^~\n]+~~")
_MARKS = re.compile(r"[*_`#|>\\\[\]\u00ad\u200b-\u200f\u2060\ufeff]+")
_REFERENCE = re.compile(r"(?<=[\w.,;:!?\"'])\[\d{1,3}\]")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}")
_NOT = re.compile(r"\b(\w+?)n't\b", re.IGNORECASE)
_CONTRACTED = re.compile(r"\b(\w+)'(ll|ve|re|d|m)\b", re.IGNORECASE)
_IS = re.compile(r"\b(it|that|there|he|she|what|who|here)'s\b", re.IGNORECASE)
_FULL = {"ll": "will", "ve": "have", "re": "are", "d": "would", "m": "am"}
_STEMS = {"wo": "will", "sha": "shall", "ca": "can"}
_ELISION = re.compile(r"\b([ldjmtsncLDJMTSNC]|qu|Qu|jusqu|lorsqu|puisqu)'(?=\w)")


def simplified(text: str, language: str) -> str:
    """Return a text without its marks, contractions and number words, phrases as single words."""
    plain = _STRUCK.sub(" ", unicodedata.normalize("NFKC", text).translate(_QUOTE_MARKS))
    plain = _MARKS.sub(
        " ", _REFERENCE.sub("", _LINK.sub(r"\1", plain)).replace("[", "").replace("]", "")
    )
    plain = _DOTTED.sub(lambda match: match.group().replace(".", "") + " ", plain)
    if language == "en":
        plain = _NOT.sub(lambda match: f"{_STEMS.get(match[1].lower(), match[1])} not", plain)
        plain = _CONTRACTED.sub(lambda match: f"{match[1]} {_FULL[match[2].lower()]}", plain)
        plain = _IS.sub(r"\1 is", plain)
        plain = LONG_NAMES.sub(lambda match: COUNTRY_OF[match[1].casefold()].title(), plain)
    for pattern, word in GRAMMARS[language].phrases:
        plain = pattern.sub(word, plain)
    plain = in_digits(plain, language)
    for pattern, word in GRAMMARS[language].phrases:
        plain = pattern.sub(word, plain)
    return _ELISION.sub(r"\1 ", plain) if language == "fr" else plain
