"""What tells of a quotable that it answers a question: a row of explained numbers for each. Pure.

The weights of these features are fitted (see `weights`); here is only what they mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...arrays import Floats
from ...documents.words import ASKING_WORDS, LIGHT_WORDS, words
from ...questions.answer_types import (
    FIGURES,
    AnswerType,
    answer_types,
    counted_things,
    defined_term,
    defines,
    holds_answer,
    named_number,
    near_figures,
)
from ...questions.quantities import conditions, fit, numbers
from ...search.lexicon import Lexicon, Term
from ...search.ranking import inverse_document_frequencies
from .quotables import Quotable

_LEAD, _HEADING, _ABOVE, _BESIDE, _SECTION = 0.95, 0.95, 0.6, 0.6, 0.4
"""What a word of the question counts that stands in the lead, in the headings, in the sentence before
or after, or elsewhere in the section, beside 1 in the quotable itself."""


_LIGHT = 0.3
"""What a word counts that is as good as never what a question is about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is held against quotables.

    `rarity` is how rare each term is among all chunks; 0 for words about the asking itself.
    """

    text: str
    terms: tuple[Term, ...]
    rarity: Floats
    types: frozenset[AnswerType]
    counted: str
    defined: str
    number: int | None
    numbers: tuple[float, ...]

    @classmethod
    def of(cls, question: str, lexicon: Lexicon, rarity: Mapping[str, float]) -> Asked:
        """Analyse a question; `rarity` is that of the index, by stem."""
        terms = lexicon.terms(question)
        weights = np.array([rarity.get(term.stem, 0.0) for term in terms], np.float32)
        content = np.array([term.word not in ASKING_WORDS for term in terms], bool)
        if content.any():
            weights = np.where(content, weights, 0)
        light = np.array([term.word in LIGHT_WORDS for term in terms], bool)
        weights = np.where(light, _LIGHT * weights, weights).astype(np.float32)
        return cls(
            question,
            terms,
            weights,
            answer_types(question),
            counted_things(question),
            defined_term(question),
            named_number(question),
            tuple(numbers(question)),
        )


_ALIKE = 0.5
"""How far a heading and a question agree, from 0 to 1, where they ask the same."""


@dataclass(frozen=True, slots=True)
class Features:
    """The features of quotables, one row each, by name; and how the terms are covered.

    `covered[t, i]` is how well term t is matched in quotable i or in what it is read with.
    """

    names: tuple[str, ...]
    rows: Floats
    covered: Floats

    @property
    def asked_above(self) -> list[bool]:
        """Whether what stands above each quotable asks much the same question."""
        alike = self.rows[:, self.names.index("heading agrees")]
        opens = self.rows[:, self.names.index("opens what the question is")]
        return [bool(value) for value in (alike >= _ALIKE) | (opens > 0)]


def measure(asked: Asked, found: Sequence[Quotable], lexicon: Lexicon) -> Features:
    """Measure every quotable against the question."""
    texts = [quotable.text for quotable in found]
    matches = lexicon.matches(asked.terms, texts)
    own = matches.word_similarity
    lead = _matched(asked, [quotable.lead for quotable in found], lexicon)
    heading = _matched(asked, [quotable.heading for quotable in found], lexicon)
    above = _matched(
        asked, [f"{quotable.above} {_path_words(quotable.path)}" for quotable in found], lexicon
    )
    beside, section = _around(own, found)
    covered = np.maximum.reduce(
        [
            own,
            _LEAD * lead,
            _HEADING * heading,
            _ABOVE * above,
            _BESIDE * beside,
            _SECTION * section,
        ]
    )
    local = inverse_document_frequencies((matches.counts > 0).sum(axis=1), len(found))
    local = np.where(asked.rarity > 0, local, 0) if asked.rarity.any() else local
    columns: dict[str, Floats] = {
        "own words, local": _share(local, own),
        "own words, rare": _share(asked.rarity, own),
        "lead": _share(asked.rarity, lead),
        "heading": _share(asked.rarity, heading),
        "above": _share(asked.rarity, above),
        "scope": _scope(asked.rarity, above),
        "beside": _share(asked.rarity, beside),
        "covered": _share(asked.rarity, covered),
        "covered, local": _share(local, covered),
        "own words, exact": _share(asked.rarity, (matches.counts > 0).astype(np.float32)),
        "pairs": _pairs(asked, found),
        "covered at once": _share(asked.rarity, np.maximum.reduce([own, lead, heading])),
        "section": _share(asked.rarity, np.maximum(section, heading)),
        "best of its section": _relative(_share(local, own), found),
        "missing": _worst(asked.rarity, covered),
    }
    columns |= _named(asked, found, lexicon)
    columns |= _similar(asked, found, lexicon)
    columns |= _shape(found)
    columns["heading agrees"] = np.sqrt(columns["heading"] * columns["heading named"])
    columns["lead agrees"] = np.sqrt(columns["lead"] * columns["lead named"])
    columns["label agrees"] = np.sqrt(columns["own words, rare"] * columns["label named"])
    columns["asked alike above"] = columns["similarity of context"] * columns["below a question"]
    columns |= _typed(asked, found, lexicon)
    rows = np.stack(list(columns.values()), axis=1).astype(np.float32)
    return Features(tuple(columns), rows, covered)


def _matched(asked: Asked, texts: Sequence[str], lexicon: Lexicon) -> Floats:
    """Return the word similarity of terms and texts, of which many are the same."""
    distinct = {text: column for column, text in enumerate(dict.fromkeys(texts))}
    similarity = lexicon.matches(asked.terms, list(distinct)).word_similarity
    return similarity[:, [distinct[text] for text in texts]]


def _around(own: Floats, found: Sequence[Quotable]) -> tuple[Floats, Floats]:
    """Return the best match in the quotable before or after, and anywhere in the section."""
    beside, section = np.zeros_like(own), np.zeros_like(own)
    places = {(c.path, c.section, c.position): i for i, c in enumerate(found)}
    members: dict[tuple[str, int], list[int]] = {}
    for index, quotable in enumerate(found):
        members.setdefault((quotable.path, quotable.section), []).append(index)
        for step in (-1, 1):
            other = places.get((quotable.path, quotable.section, quotable.position + step))
            if other is not None:
                beside[:, index] = np.maximum(beside[:, index], own[:, other])
    for indexes in members.values():
        section[:, indexes] = own[:, indexes].max(axis=1, keepdims=True)
    return beside, section


def _share(weights: Floats, matched: Floats) -> Floats:
    """Return the share of the question that is matched in each text, terms weighted."""
    total = float(weights.sum())
    return (weights @ matched) / total if total else np.zeros(matched.shape[1], np.float32)


def _scope(weights: Floats, above: Floats) -> Floats:
    """Return how much of where the question says to look a quotable's document is.

    Words that stand in the title, the folder or an outer heading of some quotables narrow the search
    to these.
    """
    narrowing = (above >= _NAMES).any(axis=1) & (above < _NAMES).any(axis=1)
    return _share(np.where(narrowing, weights, 0), above)


_NAMES = 0.8


def _pairs(asked: Asked, found: Sequence[Quotable]) -> Floats:
    """Return the share of the question's neighbouring words that stand near each other in each text.

    Near is at most `_NEAR` words apart, in either order; words of one beginning count as the same.
    """
    beginnings = [term.stem[:_BEGINNING] for term in asked.terms]
    pairs = list(pairwise(beginnings))
    shares = np.zeros(len(found), np.float32)
    if not pairs:
        return shares
    for index, quotable in enumerate(found):
        places: dict[str, list[int]] = {}
        for place, word in enumerate(words(f"{quotable.lead} {quotable.shown}")):
            places.setdefault(word[:_BEGINNING], []).append(place)
        near = sum(
            any(abs(a - b) <= _NEAR for a in places.get(one, ()) for b in places.get(other, ()))
            for one, other in pairs
        )
        shares[index] = near / len(pairs)
    return shares


_NEAR = 3
_BEGINNING = 6


def _relative(values: Floats, found: Sequence[Quotable]) -> Floats:
    """Return each value as a share of the highest in its section."""
    best: dict[tuple[str, int], float] = {}
    for quotable, value in zip(found, values.tolist(), strict=True):
        place = (quotable.path, quotable.section)
        best[place] = max(best.get(place, 0.0), value)
    tops = np.array([best[quotable.path, quotable.section] for quotable in found], np.float32)
    shares: Floats = np.divide(values, tops, out=np.zeros_like(values), where=tops > 0)
    return shares


def _worst(weights: Floats, covered: Floats) -> Floats:
    """Return the weight of the rarest term that is not matched, of the heaviest term's."""
    if not weights.any():
        return np.zeros(covered.shape[1], np.float32)
    worst: Floats = (weights[:, None] * (1 - covered)).max(axis=0) / weights.max()
    return worst


def _named(asked: Asked, found: Sequence[Quotable], lexicon: Lexicon) -> dict[str, Floats]:
    """Return which share of a name the question has: of the heading, the lead, a row's label."""
    names: dict[str, Callable[[Quotable], str]] = {
        "heading named": lambda quotable: quotable.heading,
        "lead named": lambda quotable: quotable.lead if quotable.kind != "row" else "",
        "label named": lambda quotable: quotable.label,
    }
    columns = {}
    for name, of in names.items():
        texts = [of(quotable) for quotable in found]
        shares = _named_shares(asked, list(dict.fromkeys(texts)), lexicon)
        columns[name] = np.array([shares[text] for text in texts], np.float32)
    columns["number named"] = np.array(
        [
            float(asked.number is not None and _number(quotable) == asked.number)
            for quotable in found
        ],
        np.float32,
    )
    return columns


def _named_shares(asked: Asked, names: Sequence[str], lexicon: Lexicon) -> dict[str, float]:
    """Return by name which share of its words the question has; words that tell little count less."""
    terms = {name: lexicon.terms(name) if name else () for name in names}
    distinct = list(dict.fromkeys(term for each in terms.values() for term in each))
    matched = dict(
        zip(
            distinct,
            lexicon.matches(distinct, [asked.text]).word_similarity[:, 0].tolist(),
            strict=True,
        )
    )
    shares: dict[str, float] = {}
    for name, own in terms.items():
        weights = [_LIGHT if _is_light(term) else 1.0 for term in own]
        weighted = sum(matched[term] * weight for term, weight in zip(own, weights, strict=True))
        shares[name] = weighted / sum(weights) if own else 0.0
    return shares


def _is_light(term: Term) -> bool:
    return term.word in LIGHT_WORDS or term.word in ASKING_WORDS


_LEADING_NUMBER = re.compile(r"\W*(\d{1,3})[.)]")


def _number(quotable: Quotable) -> int | None:
    if quotable.block.number is not None:
        return quotable.block.number
    match = _LEADING_NUMBER.match(quotable.text) or _LEADING_NUMBER.match(quotable.heading)
    return int(match[1]) if match else None


def _similar(asked: Asked, found: Sequence[Quotable], lexicon: Lexicon) -> dict[str, Floats]:
    """Return how similar in meaning the question is to a quotable, and to what it is read with."""
    headings = [f"{quotable.heading} {quotable.lead}".strip() for quotable in found]
    texts = [quotable.text for quotable in found]
    together = [f"{above} {text}" for above, text in zip(headings, texts, strict=True)]
    sections = _section_texts(found)
    distinct = list(
        dict.fromkeys([*texts, *together, *sections, *(above for above in headings if above)])
    )
    values = dict(zip(distinct, lexicon.similarities(asked.text, distinct).tolist(), strict=True))
    of = {"text": texts, "text in context": together, "context": headings, "section": sections}
    return {
        f"similarity of {name}": np.array([values.get(text, 0.0) for text in column], np.float32)
        for name, column in of.items()
    }


def _section_texts(found: Sequence[Quotable]) -> list[str]:
    """Return the heading of each quotable's section with what the section says, as far as is found."""
    said: dict[tuple[str, int], str] = {}
    for quotable in found:
        place = (quotable.path, quotable.section)
        before = said.get(place, quotable.heading)
        said[place] = f"{before} {quotable.text}" if len(before) < _SECTION_TEXT else before
    return [said[quotable.path, quotable.section] for quotable in found]


_SECTION_TEXT = 800

DEPENDENT = re.compile(
    r"\W*(?:this|that|these|those|it|they|he|she|such|however|also|but|and|so|then|otherwise|instead"
    r"|for example|e\.g)\b",
    re.IGNORECASE,
)


def _shape(found: Sequence[Quotable]) -> dict[str, Floats]:
    """Return what a quotable is by itself, and how good its passage is."""
    best = max((quotable.score for quotable in found), default=0.0) or 1.0
    lengths = np.array([len(words(quotable.text)) for quotable in found], np.float32)
    flags: dict[str, Callable[[Quotable], bool]] = {
        "is an item": lambda quotable: quotable.kind == "item",
        "is a row": lambda quotable: quotable.kind == "row",
        "is code": lambda quotable: quotable.kind == "code",
        "opens its section": lambda quotable: quotable.position == 0,
        "leads in": lambda quotable: quotable.text.rstrip("*_ ").endswith(":"),
        "is a link": lambda quotable: quotable.is_link,
        "asks": lambda quotable: quotable.text.rstrip("*_ ").endswith("?"),
        "depends on what is before": lambda quotable: DEPENDENT.match(quotable.text) is not None,
        "below a question": lambda quotable: (
            quotable.heading.rstrip().endswith("?") or quotable.lead.rstrip("*_ \n").endswith("?")
        ),
    }
    columns = {
        name: np.array([flag(quotable) for quotable in found], np.float32)
        for name, flag in flags.items()
    }
    columns["opens what the question is"] = (
        columns["below a question"] * columns["opens its section"]
    )
    columns["length"] = np.log1p(lengths)
    columns["is short"] = (lengths < 4).astype(np.float32)
    columns["chunk"] = np.array([quotable.score / best for quotable in found], np.float32)
    tops: dict[tuple[str, int], float] = {}
    for quotable in found:
        place = (quotable.path, quotable.section)
        tops[place] = max(tops.get(place, 0.0), quotable.score)
    columns["section's best chunk"] = np.array(
        [tops[quotable.path, quotable.section] / best for quotable in found], np.float32
    )
    columns["passage rank"] = np.array(
        [1 / (1 + quotable.passage) for quotable in found], np.float32
    )
    return columns


def _typed(asked: Asked, found: Sequence[Quotable], lexicon: Lexicon) -> dict[str, Floats]:
    """Return whether a quotable holds what is asked for, and whether it lacks it.

    A figure may stand in any cell of a row, and what it counts in the name of its column.
    """
    shown = [quotable.shown for quotable in found]
    figures = sorted(asked.types & FIGURES)
    held = np.array(
        [bool(figures) and all(holds_answer(kind, text) for kind in figures) for text in shown]
    )
    columns: dict[str, Floats] = {
        "holds the figure asked for": held.astype(np.float32),
        "lacks the figure asked for": (~held).astype(np.float32) * bool(figures),
        "counts what is asked": _counted(asked, shown, lexicon),
    }
    for kind in ("reason", "person", "place"):
        of_kind = kind in asked.types
        columns[f"holds a {kind} asked for"] = np.array(
            [of_kind and holds_answer(kind, text) for text in shown], np.float32
        )
    columns["defines what is asked"] = np.array(
        [defines(asked.defined, quotable.text) for quotable in found], np.float32
    )
    columns["number fits"] = np.array([fit(asked.numbers, text) for text in shown], np.float32)
    columns["number missing"] = _missing_numbers(asked, found)
    steps = bool(asked.types & {"procedure", "list"})
    columns["is an item of what is asked for"] = np.array(
        [steps and quotable.kind in ("item", "code") for quotable in found], np.float32
    )
    return columns


def _missing_numbers(asked: Asked, found: Sequence[Quotable]) -> Floats:
    """Return the share of the question's figures that neither stand in a quotable nor fit it."""
    figures = [float(figure) for figure in _FIGURE.findall(asked.text)]
    if not figures:
        return np.zeros(len(found), np.float32)
    missing = np.zeros(len(found), np.float32)
    for index, quotable in enumerate(found):
        text = f"{quotable.heading} {quotable.lead} {quotable.shown}"
        said, allowed = set(numbers(text)), conditions(text)
        missing[index] = sum(
            figure not in said and not any(each.holds(figure) for each in allowed)
            for figure in figures
        ) / len(figures)
    return missing


_FIGURE = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


def _counted(asked: Asked, shown: Sequence[str], lexicon: Lexicon) -> Floats:
    """Return how well what stands beside a figure is the thing that is counted; 0 if none is."""
    things = lexicon.terms(asked.counted) if asked.counted else ()
    if not things:
        return np.zeros(len(shown), np.float32)
    beside = lexicon.matches(things, [near_figures(text) for text in shown]).word_similarity
    best: Floats = beside.mean(axis=0)
    return best


def _path_words(path: str) -> str:
    """Return the words of a document's folder and file name."""
    return re.sub(r"\.\w+$", "", path).replace("/", " ").replace("-", " ").replace("_", " ")
