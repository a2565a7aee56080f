"""Whether a statement is supported by its quotes, as far as words can tell. Pure.

That a quote exists does not make a statement true to it: a model that obeys an instruction hidden in
a document quotes one thing and says another. So every number of a statement must stand in its quotes
or in the question; every address and every name in the sources; and, where both are in one language,
a share of its words in the quoted sentences or the question. An honest paraphrase keeps that much.
Across languages names are known by their beginnings ("Russia", "Russie"), half of them will do, and
words are not compared. What no word shows, such as a twisted relation between the same names, passes:
the quote beside the statement is what the reader checks it by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..types import VerifiedQuote
from .language import (
    MULTILINGUAL_FUNCTION_WORDS,
    content_words,
    detect_language,
    may_be_in_other_language,
    scripts,
)
from .numbers import has_unsupported_number
from .quotes import surrounding_sentences

SHARE_OF_WORDS = 0.25
"""The least share of a statement's words that its quoted sentences or the question must hold."""

_SAME_NAME = 4
_SAME_NAME_ABROAD = 3
"""How many letters at the beginning two forms of a name share, within and across languages."""

_NOUNS_ARE_CAPITALISED = "de"
_LETTERS = re.compile(r"[^\W\d_]+")
_BEGINNING = frozenset({"", *':;.!?…"“”„«»‹›‘([—–'})
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]*://|\bwww\.)[^\s<>\"”»]+"
    r"|<?[@#][!&]?\w+>?"
    r"|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b",
    re.IGNORECASE,
)
_TO_A_MODEL = re.compile(
    r"\b(?:ignore|disregard|forget|override) (?:\w+ ){0,3}(?:previous|above|earlier|instructions?)\b"
    r"|\b(?:previous|prior|these|following|new|system) (?:instructions?|prompts?)\b"
    r"|\byour (?:\w+ )?(?:answer|response|reply|output)s?\b"
    r"|\b(?:respond|reply|answer) (?:only |just )?with\b"
    r"|\b(?:ai|large) language model\b|\byou are (?:now )?(?:an? )?(?:ai|assistant|chatbot)\b",
    re.IGNORECASE,
)
"""Words by which a text speaks to a model. It is a second line: alone it drops nothing."""


def rejection_reason(statement: str, question: str, quotes: Sequence[VerifiedQuote]) -> str | None:
    """Return why `statement` must not be shown with `quotes`, in a few words; None if it may be.

    `question` may hold the questions before it too: what the reader said needs no support.
    """
    quoted = " ".join(surrounding_sentences(quote) for quote in quotes)
    source = " ".join({_about(quote) for quote in quotes})
    foreign = may_be_in_other_language(statement, source)
    if has_unsupported_number(statement, [*(quote.words for quote in quotes), question]):
        return "a figure that is in no quote"
    if _has_foreign_address(statement, f"{source} {question}"):
        return "an address that is in no source"
    if _has_foreign_name(statement, f"{source} {question}", foreign=foreign):
        return "a name that is in no source"
    if not foreign and _share(statement, f"{quoted} {question}") < SHARE_OF_WORDS:
        return "words that are not those of its quotes"
    if _TO_A_MODEL.search(quoted) and not content_words(statement) & content_words(question):
        return "an instruction to a model in place of an answer"
    return None


def _about(quote: VerifiedQuote) -> str:
    passage = quote.passage
    source = passage.source
    known = (source.path, source.title, passage.location.heading, source.date, passage.text)
    return " ".join(part for part in known if part)


def _share(statement: str, evidence: str) -> float:
    ours = content_words(statement)
    return len(ours & content_words(evidence)) / len(ours) if ours else 1.0


def _has_foreign_address(statement: str, source: str) -> bool:
    """Return whether a statement holds an address, a mention or a file name that no source does."""
    known = source.casefold()
    return any(
        match.group().rstrip(".,;:!?").casefold() not in known
        for match in _ADDRESS.finditer(statement)
    )


def _has_foreign_name(statement: str, source: str, *, foreign: bool) -> bool:
    """Return whether a statement names what the source does not.

    Titles and first names may be added ("President Trump"): half of a name's words must be known.
    """
    if detect_language(statement) == _NOUNS_ARE_CAPITALISED:
        return False
    names, known = _names(statement), _Names(source)
    if not foreign:
        return any(not known.hold(name, _SAME_NAME) for name in names)
    legible = [name for name in names if known.share_a_script_with(name)]
    unknown = [name for name in legible if not known.hold(name, _SAME_NAME_ABROAD)]
    return len(unknown) * 2 > len(legible)


def _names(text: str) -> list[tuple[str, ...]]:
    """Return the names in a text: runs of capitalised words.

    A word that begins a sentence or a quotation belongs to one only if others follow it or it is all
    capitals; an article in front never does.
    """
    names = []
    for start, words in _capitalised_runs(text):
        before = text[:start].rstrip()[-1:]
        begins = before in _BEGINNING
        article = begins and words[0].casefold() in MULTILINGUAL_FUNCTION_WORDS
        name = tuple(words[article:])
        if name and (not begins or article or len(name) > 1 or name[0].isupper()):
            names.append(name)
    return names


def _capitalised_runs(text: str) -> list[tuple[int, list[str]]]:
    """Neighbouring words with a capital, and the offset at which each run begins."""
    runs: list[tuple[int, list[str]]] = []
    end = None
    for match in _LETTERS.finditer(text):
        word = match.group()
        if len(word) == 1 or not word[0].isupper():
            end = None
            continue
        if end is not None and text[end : match.start()] in {" ", "-", "\u00a0"}:
            runs[-1][1].append(word)
        else:
            runs.append((match.start(), [word]))
        end = match.end()
    return runs


class _Names:
    """The words by which the names of a source are known."""

    def __init__(self, source: str) -> None:
        self._words = {word.casefold() for word in _LETTERS.findall(source)}
        self._initials = {_initials(name) for name in _names(source) if len(name) > 1}
        self._scripts = scripts(source)

    def hold(self, name: tuple[str, ...], letters: int) -> bool:
        """Return whether half of a name's words begin like words of the source, or its initials do."""
        if _initials(name) in self._words and len(name) > 1:
            return True
        known = [word for word in map(str.casefold, name) if self._has(word, letters)]
        return len(known) * 2 >= len(name)

    def share_a_script_with(self, name: tuple[str, ...]) -> bool:
        """Return whether the source is written in the letters of a name at all."""
        return not self._scripts.isdisjoint(scripts(name[0]))

    def _has(self, word: str, letters: int) -> bool:
        if word in self._words or word in self._initials:
            return True
        beginning = word[:letters]
        return len(word) >= letters and any(known.startswith(beginning) for known in self._words)


def _initials(name: tuple[str, ...]) -> str:
    return "".join(word[0] for word in name).casefold()
