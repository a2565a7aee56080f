"""Whether a word is English: what stands in the dictionary of pyspellchecker."""

from __future__ import annotations

from importlib import import_module

import pytest

from retrieval.search.english_words import is_listed
from retrieval.search.spelling import is_english


@pytest.mark.parametrize("word", ["a", "greenhouse", "Greenhouse", "WATERS", "gardener's", "zoo"])
def test_a_word_of_the_dictionary_is_english_in_whatever_case(word: str) -> None:
    assert is_english(word)


@pytest.mark.parametrize(
    "word", ["", "greenhuose", "greenhousely", "greenhous", "qqq", "Gewächshaus", '"']
)
def test_what_is_misspelt_or_of_another_language_or_no_word_is_not(word: str) -> None:
    assert not is_english(word)


def test_the_words_are_all_those_that_the_package_itself_knows() -> None:
    checker = import_module("spellchecker").SpellChecker(language="en", distance=1)
    known = list(checker.word_frequency.words())[::25]
    cut = [word[:-1] for word in known if word[:-1]]
    assert all(map(is_listed, known))
    assert [is_listed(word) for word in cut] == [word in checker for word in cut]
