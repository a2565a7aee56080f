"""The words of a question that say what it is about, in whatever language it is. Pure."""

from __future__ import annotations

from functools import cache

from ..documents.words import FUNCTION_WORDS, word_set, words
from ..verification.language import LANGUAGE_FUNCTION_WORDS
from .question_language import ASKING_SMALL_WORDS, question_language

_OF_OTHER_SCRIPTS = (
    # Russian
    "и в во на не с со что кто кого где куда когда как какой какая какое какие каков сколько "
    "почему зачем чей чья ли по к ко из у за от до о об для это этот эта эти есть был была было были "
    "можно ли мне я мы вы он она оно они а но или же бы "
    # Arabic, with and without the letters' marks
    "ما ماذا من متى أين اين كيف كم لماذا هل أي اي في على علي إلى الى عن مع هو هي هذا هذه ذلك التي "
    "الذي أن ان إن لا و أو او ثم قد كان كانت "
    # Chinese, as pairs of characters
    "什么 怎么 么样 哪里 哪个 哪些 多少 为什 是否 有没 没有 是什 几个 可以 是谁"
)


_LIGHT = word_set(
    "man macht machen lange lang oft denn doch bitte eigentlich "  # German
    "hace hacer mucho tiempo favor "  # Spanish
    "fait faire longtemps temps"  # French
)
"""Words of questions that are hardly ever what they are about."""


def keywords(question: str) -> list[str]:
    """Return the distinct words of a question that say what it is about, in order.

    Where it has no others, these are its function words ("Who are you?").
    """
    distinct = list(dict.fromkeys(words(question)))
    language = question_language(question)
    small = (
        FUNCTION_WORDS if question.isascii() else FUNCTION_WORDS | _small_words_of_other_scripts()
    )
    if language not in (None, "en"):
        own = LANGUAGE_FUNCTION_WORDS[language] | ASKING_SMALL_WORDS[language]
        small = small | own | _LIGHT
    return [word for word in distinct if word not in small] or distinct


@cache
def _small_words_of_other_scripts() -> frozenset[str]:
    """Return them as they are searched, and so without their endings."""
    return frozenset(words(_OF_OTHER_SCRIPTS))
