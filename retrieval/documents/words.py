"""The words of a text and of a question, as the full-text index and ranking both see them. Pure.

Whoever writes to the full-text index, or asks it, goes through here: what is not cut in the same way
on both sides is not found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ..characters import HANGUL, UNSPACED
from .other_scripts import with_stems

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""The tokenizer of the full-text index, in the words of FTS5: it stems, and ignores case and accents."""

_UNSPACED_RUN = re.compile(f"[{UNSPACED}{HANGUL}]+")
_WORD = re.compile(r"[^\W_]+")
_OTHER_LETTERS = re.compile(r"[^\W\d_\u0041-\u024f\u1e00-\u1eff]")
"""Letters that are not Latin."""


def for_index(text: str) -> str:
    """`text` as it is to be given to the full-text index.

    Characters that look alike are made one (NFKC), and a run of a script that puts no spaces between
    words becomes its overlapping pairs of characters, which is how such text is searched when no
    dictionary is at hand. Cyrillic and Arabic words are replaced by their stems.
    """
    if text.isascii():
        return text
    return with_stems(_UNSPACED_RUN.sub(_pairs, unicodedata.normalize("NFKC", text)))


def _pairs(match: re.Match[str]) -> str:
    run = match.group()
    pairs = " ".join(run[i : i + 2] for i in range(len(run) - 1))
    return f" {pairs or run} "


def words(text: str) -> list[str]:
    """Return the words of a text in order, in lower case. Neither marks nor white space are kept."""
    return _WORD.findall(for_index(text).lower())


def match_expression(terms: Iterable[str]) -> str:
    """Return an FTS5 expression for the chunks that hold any of `terms`, words as `words` returns them.

    Each is quoted, so none is taken for an operator.
    """
    return " OR ".join('"' + term.replace('"', '""') + '"' for term in terms)


def has_own_meaning(word: str) -> bool:
    """Return whether a model of English knows what a word means.

    It knows no number, no half of a word, and no word in other letters: it sees that as a row of
    letters, so that any two of them would seem alike.
    """
    if word.isascii():
        return not any(map(str.isdigit, word))
    return not any(map(str.isdigit, word)) and not _OTHER_LETTERS.search(word)


def word_set(spaced: str) -> frozenset[str]:
    """Return the words of a list that is written with spaces."""
    return frozenset(spaced.split())


FUNCTION_WORDS = word_set(
    # Articles, pronouns, auxiliaries, prepositions, conjunctions and question words, and what an
    # apostrophe leaves of them ("don't", "I'll").
    "a an the this that these those i me my mine myself we our ours ourselves you your yours "
    "yourself he him his himself she her hers herself it its itself they them their theirs themselves "
    "who whom whose which what when where why how am is are was were be been being do does did doing "
    "done have has had having can could might must shall should will would and or but nor so if "
    "then than because as until while of at by for with about against between into through during "
    "before after above below to from up down in out on off over under again further once here there "
    "all any both each few more most other some such no not only own same too very just also "
    "s t d ll m re ve don "
    # The same as people type them who leave the apostrophe out.
    "im ive youre youve theyre weve cant couldnt dont doesnt didnt isnt arent wasnt werent hasnt havent "
    "hadnt wont wouldnt shouldnt whats whos wheres hows thats theres lets hasn haven isn aren wasn "
    "weren doesn didn couldn wouldn shouldn won hadn"
)

ASKING_WORDS = word_set(
    "according accord article articles document documents text texts passage passages file files "
    "page pages author authors source sources say says said tell tells told mention mentions "
    "mentioned describe describes described state states stated explain explains explained "
    "discuss discusses discussed highlight highlighted emphasize emphasized emphasise emphasised "
    "outline outlined give gives given name names named call called mean means many much kind "
    "kinds type types list show find know please question answer information specific "
    "specifically particular certain various key main regarding concerning example examples "
    "detail details"
)
"""Words about the asking itself ("according to the article"), which no document needs to hold."""

LIGHT_WORDS = word_set(
    "get gets got getting go goes going gone make makes made take takes took taken want wants wanted "
    "need needs needed use uses used using keep keeps kept put puts let try tried look looks looking "
    "like thing things stuff way ways someone somebody anyone anybody something anything everything "
    "everyone nobody ok okay now still ever never really first actually maybe please hi hey hello thx "
    "thanks guys btw atm tho though lol etc bit lot lots kind sort able allowed possible happen happens "
    "happened come comes came say think know work works working long good right sure wonder wondering "
    "question tips idea stuff whole even much many back away around another"
)
"""Words that are in many a question and hardly ever what it is about."""
