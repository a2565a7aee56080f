"""The words of a message as people type them, in one spelling. Pure."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = re.compile("['’‘`´]")
_EMOJI_CODE = re.compile(
    r"<a?:\w+:\d+>|(?<!\w):[a-z0-9_+-]*[a-z][a-z0-9_+-]*:(?!\w)|.\ufe0f?\u20e3"
)
_EMOTICON = re.compile(r"(?<!\w)(?:[:;=]['-]?[dDpPoO3]|[xX]D+|<3+|\^_+\^|[oO]_[oO])(?!\w)")
_MENTION = re.compile(r"<[@#][!&]?\d+>|(?<![\w@])@[\w.-]*\w")
_WORD = re.compile(r"[^\W_]+")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")

_SPELLINGS = {
    "u": "you",
    "ya": "you",
    "r": "are",
    "ur": "your",
    "pls": "please",
    "plz": "please",
    "wat": "what",
    "gimme": "give me",
    "wanna": "want to",
    "cannot": "can not",
    "whats": "what is",
    "whos": "who is",
    "hows": "how is",
    "wheres": "where is",
    "thats": "that is",
    "theres": "there is",
    "its": "it is",
    "im": "i am",
    "youre": "you are",
    "ive": "i have",
    "youve": "you have",
    "id": "i would",
    "lets": "let us",
    "cant": "can not",
    "dont": "do not",
    "doesnt": "does not",
    "didnt": "did not",
    "isnt": "is not",
    "arent": "are not",
    "wasnt": "was not",
}
"""How the short forms of chats and of speech are written out; apostrophes are gone by then."""


def message_words(message: str) -> tuple[str, ...]:
    """Return the words of a message: in lower case, without accents, short forms written out.

    Emoji, emoticons and mentions of people are no words.

    >>> message_words("What's up, José? :D")
    ('what', 'is', 'up', 'jose')
    """
    for pattern in (_MENTION, _EMOJI_CODE, _EMOTICON):
        message = pattern.sub(" ", message)
    folded = _without_accents(_APOSTROPHES.sub("", message)).casefold()
    spelled = (_SPELLINGS.get(word, word) for word in _WORD.findall(folded))
    return tuple(word for words in spelled for word in words.split())


def shortened(message: str) -> tuple[str, str]:
    """Return the message with letters that are drawn out ("hiiii", "coool") written once, and twice."""
    return _DRAWN_OUT.sub(r"\1", message), _DRAWN_OUT.sub(r"\1\1", message)


def _without_accents(text: str) -> str:
    return "".join(
        character
        for character in unicodedata.normalize("NFKD", text)
        if unicodedata.category(character) != "Mn"
    )
