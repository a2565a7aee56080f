"""A sentence as it is compared: the words that carry a claim, in order, with what binds each. Pure.

Words that carry none (articles, auxiliaries) are left out, but what they tell is kept: the preposition
that governs a word, the clause that it stands in, the tense.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

from ...documents.sentences import sentences
from ...documents.words import word_set
from .countries import COUNTRY_OF, LONG_NAMES
from .digits import in_digits
from .figures import Figure, find_figures
from .grammars.by_language import GRAMMARS
from .grammars.grammar_words import GrammarWords
from .word_forms import is_past, name_keys, word_keys

Kind = Literal["word", "name", "figure", "grammar"]
Tense = Literal["present", "past"]

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
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*(?:-[^\W\d_]+)*'?")
_BREAK = re.compile(r"[,;:()—–!?.…]+\"?(?=\s|$|\W)|\s-\s|[();—–]")
_KEPT_PREFIXES = word_set("non anti ex un pseudo semi pre post co vice mid pro quasi nicht anti-")
_NOUNS_ARE_CAPITALISED = "de"
_YEAR = 4
_BEGINNING = 3
"""Words at the beginning of a sentence among which a pronoun takes up what was named before."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, name, figure or grammar word that carries a claim.

    `text` is the word as it stands. `keys` are those of its forms. `group` is a grammar word's.
    `preposition` is the relation that governs it. `owns` tells of "'s" behind it, `agent` that it names
    who acts in the passive. `case` is what a German article tells of the noun's role. `place` counts all
    words of the text, `clause` its clauses and `sentence` its sentences.
    """

    text: str
    kind: Kind
    keys: frozenset[str]
    place: int
    clause: int
    sentence: int
    group: str = ""
    figure: Figure | None = None
    preposition: str | None = None
    owns: bool = False
    case: str = ""
    agent: bool = False
    past: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it is a number of four digits or a date."""
        return self.figure is not None and (
            (len(self.text) == _YEAR and self.text.isdecimal())
            or any(kind == "date" for kind, _ in self.figure.values)
        )

    @property
    def is_content(self) -> bool:
        """Whether it is no grammar word."""
        return self.kind != "grammar"


@dataclass(frozen=True, slots=True)
class Analysis:
    """A text as tokens. `words` are all its words in one form, for telling a copy.

    `coordinated` are the clauses that "and" or the like begins, `limiting` those that tell which one is
    meant ("members who pay"). `referring` are the sentences that speak of what one before them names.
    `relative` are all those that a relative word begins, and `contrasting` those that "but" does.
    `voices` are the places of the auxiliaries of the passive, `passive_at` that of the first. `tenses`
    are those of each clause that tells one, and `persons` the kinds of person that pronouns tell.
    """

    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    tenses: frozenset[tuple[int, Tense]]
    asks: bool
    referring: frozenset[int]
    coordinated: frozenset[int]
    limiting: frozenset[int]
    relative: frozenset[int]
    contrasting: frozenset[int]
    voices: frozenset[int]
    passive_at: int | None
    persons: frozenset[str]
    language: str


@lru_cache(maxsize=4096)
def analyze(text: str, language: str) -> Analysis:
    """Analyze a text in a language of GRAMMARS."""
    return _Analyzer(_prepared(text, language), language).analysis()


def _prepared(text: str, language: str) -> str:
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


@dataclass(slots=True)
class _Analyzer:
    """Goes through a prepared text once."""

    text: str
    language: str
    tokens: list[Token] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    tenses: set[tuple[int, Tense]] = field(default_factory=set)
    clause: int = 0
    preposition: str | None = None
    agent: bool = False
    passive_at: int | None = None
    referring: set[int] = field(default_factory=set)
    coordinated: set[int] = field(default_factory=set)
    limiting: set[int] = field(default_factory=set)
    relative: set[int] = field(default_factory=set)
    contrasting: set[int] = field(default_factory=set)
    voices: set[int] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    broken: bool = True
    sentence: int = 0
    sentence_at: int = 0
    starts: frozenset[int] = frozenset()
    agent_named: bool = False

    @property
    def grammar(self) -> GrammarWords:
        return GRAMMARS[self.language]

    def analysis(self) -> Analysis:
        self.starts = frozenset(_word_at(self.text, span.start) for span in sentences(self.text))
        for part in self._parts():
            if isinstance(part, Figure):
                self._figure(part)
            elif part is None:
                self._break()
            else:
                self._word(part)
        asks = self.text.rstrip(" \"')").endswith("?")
        return Analysis(
            tuple(_with_owners(self.tokens)),
            tuple(self.words),
            frozenset(self.tenses),
            asks,
            frozenset(self.referring),
            frozenset(self.coordinated),
            frozenset(self.limiting),
            frozenset(self.relative),
            frozenset(self.contrasting),
            frozenset(self.voices),
            self.passive_at,
            frozenset(self.persons),
            self.language,
        )

    def _parts(self) -> Iterator[Figure | re.Match[str] | None]:
        """Yield the figures, the words and, as None, what separates clauses, in order."""
        figures = find_figures(self.text)
        parts: list[tuple[int, Figure | re.Match[str] | None]] = [
            (each.start, each) for each in figures
        ]
        covered = {index for each in figures for index in range(each.start, each.end)}
        words, breaks = _WORD.finditer(self.text), _BREAK.finditer(self.text)
        parts += [(match.start(), match) for match in words if match.start() not in covered]
        parts += [(match.start(), None) for match in breaks if match.start() not in covered]
        yield from (part for _, part in sorted(parts, key=lambda each: each[0]))

    @property
    def _position(self) -> tuple[int, int, int]:
        return len(self.words), self.clause, self.sentence

    def _break(self) -> None:
        self.clause += 1
        self.broken = True
        self._release()

    def _release(self) -> None:
        self.preposition, self.agent = None, False

    def _figure(self, figure: Figure) -> None:
        text = self.text[figure.start : figure.end]
        self._add(Token(text, "figure", frozenset(), *self._position, figure=figure))
        self.words.append(",".join(sorted(f"{kind} {value}" for kind, value in figure.values)))

    def _word(self, match: re.Match[str]) -> None:
        whole = match.group().rstrip("'")
        owner = whole.removesuffix("'s") if whole.endswith("'s") else whole
        owns = owner != whole or match.group().endswith("s'")
        parts = owner.replace("'", "").split("-")
        if len(parts) > 1 and parts[0].casefold() in _KEPT_PREFIXES:
            parts = ["".join(parts)]
        for number, part in enumerate(parts):
            self._one(part, match.start() + number, owns=owns and number == len(parts) - 1)

    def _one(self, word: str, start: int, *, owns: bool) -> None:
        lower, grammar = word.casefold(), self.grammar
        begins = start in self.starts or self._follows_colon(start)
        if start in self.starts and self.words:
            self.sentence += 1
            self.sentence_at = len(self.words)
        capital = word[0].isupper() and not begins and lower != "i"
        capital |= word.isupper() and len(word) > 1
        if lower in grammar.pronouns and len(self.words) - self.sentence_at < _BEGINNING:
            self.referring.add(self.sentence)
        self._note(lower)
        behind_comma = self.broken and self.words and start not in self.starts
        if behind_comma and lower in grammar.relative_after_break:
            self.relative.add(self.clause)
        known = lower in grammar.groups or lower in grammar.plain or lower in grammar.prepositions
        if known and (not capital or (word.isupper() and lower in grammar.groups)):
            self._grammar_word(word, lower)
        else:
            self._content_word(word, capital=capital, owns=owns)
        self.words.append(lower)
        self.broken = False

    def _note(self, lower: str) -> None:
        """Take from an auxiliary what it tells of tense and voice."""
        grammar = self.grammar
        if lower in grammar.present:
            self.tenses.add((self.clause, "present"))
        if lower in grammar.past:
            self.tenses.add((self.clause, "past"))
        if lower in grammar.passive:
            self.voices.add(len(self.words))
            self.passive_at = min(self.voices)
        if lower in grammar.persons:
            self.persons.add(grammar.persons[lower])

    def _grammar_word(self, word: str, lower: str) -> None:
        grammar = self.grammar
        if lower in grammar.breaks:
            self.clause += 1
            self._release()
            if lower in grammar.coordinating:
                self.coordinated.add(self.clause)
            if lower in grammar.relative:
                self.relative.add(self.clause)
                if not self.broken:
                    self.limiting.add(self.clause)
            if lower in grammar.contrasting:
                self.contrasting.add(self.clause)
        if lower in grammar.prepositions:
            self.preposition = grammar.prepositions[lower]
            acts = lower in grammar.agents and self.passive_at is not None
            self.agent = acts and not self.agent_named
            self.agent_named |= self.agent
        elif grammar.groups.get(lower) in ("intention", "claim"):
            pass  # as much a noun as a verb: "against the proposal"
        elif lower not in _ARTICLES and not grammar.groups.get(lower, "").startswith("quantifier"):
            self._release()
        if lower in grammar.groups:
            keys = word_keys(lower, self.language)
            group = grammar.groups[lower]
            self._add(Token(word, "grammar", keys, *self._position, group))

    def _content_word(self, word: str, *, capital: bool, owns: bool) -> None:
        named = capital and (self.language != _NOUNS_ARE_CAPITALISED or word.isupper())
        last = self.tokens[-1] if self.tokens else None
        between = self.words[last.place + 1 :] if last is not None and last.is_year else None
        if between is not None and _ARTICLES.issuperset(between) and (named or between):
            self._release()  # "In 1987 Anna", "in 1987 the club": the preposition was the year's
        keys = (
            name_keys(word, self.language)
            if word[0].isupper() or self.language != "en"
            else word_keys(word.casefold(), self.language)
        )
        self._add(
            Token(
                word,
                "name" if named else "word",
                keys,
                *self._position,
                owns=owns,
                case=self.grammar.cases.get(self.words[-1], "") if self.words else "",
                past=is_past(word.casefold(), self.language),
            )
        )

    def _add(self, token: Token) -> None:
        bound = token.is_content or token.group in ("intention", "claim")
        self.tokens.append(
            replace(token, preposition=self.preposition, agent=self.agent) if bound else token
        )

    def _follows_colon(self, start: int) -> bool:
        return self.text[:start].rstrip(" \"'(\n")[-1:] in {"", ":", "…"}


def _with_owners(tokens: list[Token]) -> list[Token]:
    """Return the tokens, a name of several words owning what its last word owns."""
    owning = list(tokens)
    for index in range(len(tokens) - 2, -1, -1):
        name, following = owning[index], owning[index + 1]
        beside = following.place == name.place + 1 and name.clause == following.clause
        named = name.text[:1].isupper() and following.kind == "name"
        if named and following.owns and beside:
            owning[index] = replace(name, owns=True)
    return owning


def _word_at(text: str, start: int) -> int:
    """Return where the first word from `start` on begins."""
    match = _WORD.search(text, start)
    return match.start() if match else start


_ARTICLES = word_set(
    "a an the this that these those its his her their our your my der die das den dem des ein eine "
    "einen einem einer eines le la les l un une du des ce cet cette ces son sa ses leur leurs el "
    "los las una unos su sus only all both about atleast atmost morethan lessthan very"
)
