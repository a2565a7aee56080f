"""All ways in which a true sentence is falsified, and the quotes that a model would give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .clauses import CLAUSE_WAYS, answer_in_the_questions_words
from .figures import FIGURE_WAYS
from .names_and_speakers import NAME_WAYS
from .true_sentence import Falsify, TrueSentence
from .words import WORD_WAYS

_UNRELATED, _WORD = "question's words, unrelated quote", "question's words, quote “the”"

WAYS: dict[str, Falsify] = {
    **WORD_WAYS,
    **NAME_WAYS,
    **FIGURE_WAYS,
    **CLAUSE_WAYS,
    _UNRELATED: answer_in_the_questions_words,
    _WORD: answer_in_the_questions_words,
}


@dataclass(frozen=True, slots=True)
class Variant:
    """A false variant of a sentence, and the true words that are given as its quote."""

    way: str
    text: str
    quote: str


def variants(sentence: TrueSentence) -> Iterator[Variant]:
    """Yield the false variants of a sentence, with the sentence itself or half of it as the quote.

    One that is no other than the sentence, or a sentence of the document itself, is not false.
    """
    true = {_compared(each) for each in (sentence.text, *sentence.others)}
    number = 0
    for way, falsify in WAYS.items():
        text = falsify(sentence)
        if text is None or _compared(text) in true:
            continue
        yield Variant(way, text, _quote(way, sentence, half=bool(number % 2)))
        number += 1


def _quote(way: str, sentence: TrueSentence, *, half: bool) -> str:
    if way == _WORD:
        return "the"
    if way == _UNRELATED and sentence.others:
        return sentence.others[-1]
    words = sentence.text.split()
    return " ".join(words[: max(4, len(words) // 2)]) if half else sentence.text


def _compared(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
