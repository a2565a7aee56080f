"""Goes through a sentence once and notes what each word is and what binds it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from ...documents.sentences import sentences
from ...documents.words import word_set
from .figures import Figure, find_figures
from .grammars.by_language import GRAMMARS
from .grammars.grammar_words import GrammarWords
from .simplified_text import simplified
from .tokens import Analysis, Tense, Token
from .word_forms import is_past, name_keys, word_keys

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*(?:-[^\W\d_]+)*'?")
_BREAK = re.compile(r"[,;:()—–!?.…]+\"?(?=\s|$|\W)|\s-\s|[();—–]")
_KEPT_PREFIXES = word_set("non anti ex un pseudo semi pre post co vice mid pro quasi nicht anti-")
_NOUNS_ARE_CAPITALISED = "de"
_BEGINNING = 3
"""Words at the beginning of a sentence among which a pronoun takes up what was named before."""


@lru_cache(maxsize=4096)
def analyze(text: str, language: str) -> Analysis:
    """Analyze a text in a language of GRAMMARS."""
    return _Analyzer(simplified(text, language), language).analysis()


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
    subordinate: set[int] = field(default_factory=set)
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
            frozenset(self.subordinate),
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
            self._begin_clause(lower)
        if lower in grammar.prepositions:
            self.preposition = grammar.prepositions[lower]
            acts = lower in grammar.agents and self.passive_at is not None
            self.agent = acts and not self.agent_named
            self.agent_named |= self.agent
        elif lower in _ARTICLES and self._follows_its_noun():
            self._release()  # "without the cable the hospital"
        elif grammar.groups.get(lower) in ("intention", "claim"):
            pass  # as much a noun as a verb: "against the proposal"
        elif lower not in _ARTICLES and not grammar.groups.get(lower, "").startswith("quantifier"):
            self._release()
        if lower in grammar.groups:
            keys = word_keys(lower, self.language)
            group = grammar.groups[lower]
            self._add(Token(word, "grammar", keys, *self._position, group))

    def _begin_clause(self, lower: str) -> None:
        """Begin the clause that a word such as "and", "who" or "while" leads to."""
        grammar = self.grammar
        self.clause += 1
        self._release()
        if lower in grammar.coordinating:
            self.coordinated.add(self.clause)
        if lower in grammar.relative:
            self.relative.add(self.clause)
            if not self.broken:
                self.limiting.add(self.clause)
        if lower not in grammar.coordinating | grammar.relative | _CHOICES:
            self.subordinate.add(self.clause)
        if lower in grammar.contrasting:
            self.contrasting.add(self.clause)

    def _follows_its_noun(self) -> bool:
        """Return whether the last word was the noun that the preposition governs."""
        last = self.tokens[-1] if self.tokens else None
        beside = last is not None and last.is_content and last.place == len(self.words) - 1
        return beside and last is not None and last.preposition == self.preposition is not None

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


_CHOICES = word_set("or nor oder ou o u denn so car donc")
_ARTICLES = word_set(
    "a an the this that these those its his her their our your my der die das den dem des ein eine "
    "einen einem einer eines le la les l un une du des ce cet cette ces son sa ses leur leurs el "
    "los las una unos su sus only all both about atleast atmost morethan lessthan very"
)
