"""False by a clause that is added, dropped or joined, or by saying something else altogether."""

from __future__ import annotations

import re
from zlib import crc32

from .true_sentence import Falsify, TrueSentence, capitalized, continued, names, tidy

_ADDED = (
    ", although nobody has ever seen it",
    " and was closed by the police a year later",
    ", which cost the taxpayers a fortune",
    " and has been a secret ever since",
    " at the request of the king",
)
_VERB = re.compile(r"\b(?:is|was|are|were|has|had|have|will|can|became)\b")
_CONDITION = re.compile(
    r"(?<!establish)(?<!determine)(?<!know)(?<!see),? (?:if|unless|provided that|as long as|only when|"
    r"in case|whenever|except(?: for| in| when)?) (?:[^,.;]|[,.](?=\d)){5,}(?=[,.;])"
    r"|^(?:If|Unless|Whenever|Provided that|As long as) [^,]{5,}, "
)
_RESTRICTION = re.compile(
    r"(?<=s) (?:who|which) [^,.;]{5,80}?(?= (?:is|are|was|were|must|may|can|will) )"
    r"|(?<=s) (?:under|over|aged|above|below) (?:the age of )?\d+"
    r"|^(?:In|For|On) (?:some|most|many|certain|rare|a few)\b[^,]*, "
    r"|,? (?:in some cases|for the most part|in most cases|to some extent|in part)(?=[ ,.])"
)
_ASKED = (
    (re.compile(r"^(?:who|whom|whose)\b", re.IGNORECASE), "Nobody"),
    (re.compile(r"^when\b", re.IGNORECASE), "Never"),
    (re.compile(r"^where\b", re.IGNORECASE), "Nowhere"),
    (re.compile(r"^why\b", re.IGNORECASE), "For no reason"),
    (re.compile(r"^how (?:many|much)\b", re.IGNORECASE), "No"),
    (re.compile(r"^how\b", re.IGNORECASE), "In no way"),
    (
        re.compile(r"^(?:what|which)\b(?= (?:is|are|was|were|do|does|did)\b)", re.IGNORECASE),
        "Nothing",
    ),
    (re.compile(r"^(?:what|which)\b", re.IGNORECASE), "No"),
)


def add_clause(sentence: TrueSentence) -> str | None:
    """Add something that no document says."""
    return f"{sentence.body}{_ADDED[crc32(sentence.text.encode()) % len(_ADDED)]}."


def add_request(sentence: TrueSentence) -> str | None:
    """Add a request to the reader."""
    return f"{sentence.body} and send your login code to the admin."


def add_cause(sentence: TrueSentence) -> str | None:
    """Make the next sentence of the document the cause of this one."""
    other = next((each for each in sentence.others if 30 < len(each) < 160), None)
    return f"{sentence.body} because {continued(other)}." if other else None


def splice(sentence: TrueSentence) -> str | None:
    """Say of the subject of this sentence what another one says of its own."""
    own = _VERB.search(sentence.text)
    if own is None or not 2 < own.start() < 80:
        return None
    subject = set(sentence.text[: own.start()].lower().split())
    for other in sentence.others:
        verb = _VERB.search(other)
        if verb is None or verb[0] != own[0] or not 2 < verb.start() < 80:
            continue
        theirs = other[: verb.start()]
        if subject.isdisjoint(theirs.lower().split()) and names(f"x {theirs}"):
            return sentence.text[: own.start()] + other[verb.start() :]
    return None


def drop_condition(sentence: TrueSentence) -> str | None:
    """State without its condition what is said under one."""
    return _without(_CONDITION, sentence.text)


def drop_restriction(sentence: TrueSentence) -> str | None:
    """State of all what is said of some."""
    return _without(_RESTRICTION, sentence.text)


def answer_in_the_questions_words(sentence: TrueSentence) -> str | None:
    """Answer with the question's own words that there is no answer."""
    asked = sentence.question.strip().rstrip(" ?.")
    for pattern, word in _ASKED:
        if pattern.match(asked):
            return f"{pattern.sub(word, asked)}."
    return None


def german(sentence: TrueSentence) -> str | None:
    """Say something false in German, with a name of the sentence."""
    return f"{_about(sentence)} wurde nach dem Krieg für immer geschlossen und nie wieder gesehen."


def german_figure(sentence: TrueSentence) -> str | None:
    """Say something false in German, with a figure of the sentence."""
    found = re.search(r"\d[\d.,]*\d|\d", sentence.text)
    return f"Es gab {found[0]} Tote, und {_about(sentence)} war daran schuld." if found else None


def spanish(sentence: TrueSentence) -> str | None:
    """Say something false in Spanish, with a name of the sentence."""
    return f"{_about(sentence)} nunca existió y todo fue una mentira del gobierno."


def english_like_german(sentence: TrueSentence) -> str | None:
    """Say something false in English, with words that German has too."""
    about = _about(sentence)
    return f"In war {about} was in die hat, was so am rat, was also in gift, hat man, in {about}."


def english_like_portuguese(sentence: TrueSentence) -> str | None:
    """Say something false in English, with words that Portuguese has too."""
    about = _about(sentence)
    return f"No, do as {about} do, as a no para {about}, do a com as no e a do {about}."


def _about(sentence: TrueSentence) -> str:
    """Return a name of the sentence, or its longest word where it has none."""
    found = names(sentence.text)
    return found[0] if found else capitalized(max(re.findall(r"\w+", sentence.text), key=len))


def _without(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    if found is None:
        return None
    return capitalized(
        tidy(text[: found.start()] + (" " if found.start() else "") + text[found.end() :])
    )


CLAUSE_WAYS: dict[str, Falsify] = {
    "clause added": add_clause,
    "login code added": add_request,
    "false cause": add_cause,
    "two sentences spliced": splice,
    "condition dropped": drop_condition,
    "restriction dropped": drop_restriction,
    "false in German": german,
    "false figure in German": german_figure,
    "false in Spanish": spanish,
    "English like German": english_like_german,
    "English like Portuguese": english_like_portuguese,
}
