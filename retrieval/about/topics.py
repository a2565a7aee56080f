"""Which messages ask nothing of the documents' contents, and what they are instead. Pure.

A message is recognised only as a whole: each of its words must belong to a phrase that is known. "Help"
is one; "help, my key is lost" is a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..documents.words import word_set
from ..types import AboutTopic
from .courtesy_phrases import GREETINGS, REMARKS, THANKS, WHOLE_REMARKS
from .expressions import Phrases
from .message_words import message_words, shortened
from .request_phrases import (
    DESCRIPTIONS,
    DOCUMENTS,
    HELP,
    IDENTITY,
    SUBJECTS,
    SUMMARIES,
    WHOLE_DOCUMENTS,
    WHOLE_HELP,
)

Asking = Literal["summary", "subject", "description"]

_MAX_WORDS = 30
"""A message of more words is taken for a question."""

_PHRASES: tuple[tuple[AboutTopic, Phrases], ...] = (
    ("documents", DOCUMENTS),
    ("identity", IDENTITY),
    ("help", HELP),
    ("thanks", THANKS),
    ("greeting", GREETINGS),
    ("remark", REMARKS),
)
"""Of several topics in one message the first here is what it is about."""

_WHOLE_MESSAGES: tuple[tuple[AboutTopic, Phrases], ...] = (
    ("documents", WHOLE_DOCUMENTS),
    ("help", WHOLE_HELP),
    ("remark", WHOLE_REMARKS),
)

_REQUESTS: tuple[tuple[Asking, Phrases], ...] = (
    ("summary", SUMMARIES),
    ("subject", SUBJECTS),
    ("description", DESCRIPTIONS),
)

_JOINING_WORDS = word_set("and but also so then just please now again though because hey")
"""Words that may stand between phrases, and say nothing alone."""

_TO_SOMEONE = re.compile(r"(?P<greeting>\D+?)[\s,]+[A-Z][a-z]+[\s!.,)~]*")
"""A greeting and a name: a word with a capital letter. A question mark would make it a question."""


@dataclass(frozen=True, slots=True)
class SummaryRequest:
    """A message that asks what a document is about, in the words `named`: whether they name one is open.

    `asking` tells how it is asked, for some ways ask for other things as well.
    """

    asking: Asking
    named: tuple[str, ...]


def recognise(message: str) -> AboutTopic | SummaryRequest | None:
    """Return what a message is that asks nothing of the contents; None for a question.

    A message without a word, of emoji say, is a remark.
    """
    for spelling in dict.fromkeys((message, *shortened(message))):
        words = message_words(spelling)
        if not words:
            return "remark"
        if len(words) <= _MAX_WORDS:
            found = _topic(words) or _summary_request(words)
            if found:
                return found
    addressed = _TO_SOMEONE.fullmatch(message)
    if addressed and GREETINGS.fullmatch(" ".join(message_words(addressed["greeting"]))):
        return "greeting"
    return None


def _topic(words: Sequence[str]) -> AboutTopic | None:
    """Return the topic of a message that consists of phrases alone."""
    for topic, phrases in _WHOLE_MESSAGES:
        if phrases.fullmatch(" ".join(words)):
            return topic
    topics = _cut_into_phrases(words)
    return next((topic for topic, _ in _PHRASES if topic in topics), None)


def _cut_into_phrases(words: Sequence[str]) -> set[AboutTopic]:
    """Return the topics of the phrases that make up all of `words`; empty where none do."""
    reached: dict[int, set[AboutTopic]] = {0: set()}
    for start in range(len(words)):
        if start not in reached:
            continue
        if words[start] in _JOINING_WORDS:
            reached.setdefault(start + 1, set()).update(reached[start])
        for end in range(start + 1, len(words) + 1):
            phrase = " ".join(words[start:end])
            topics = {topic for topic, phrases in _PHRASES if phrases.fullmatch(phrase)}
            if topics:
                reached.setdefault(end, set()).update(reached[start] | topics)
    return reached.get(len(words), set())


def _summary_request(words: Sequence[str]) -> SummaryRequest | None:
    """Return the request for a summary that a message is, after a greeting or other courtesies."""
    for start in range(len(words)):
        if start and not _is_courtesy(words[:start]):
            continue
        for asking, phrases in _REQUESTS:
            match = phrases.fullmatch(" ".join(words[start:]))
            if match:
                named = match[match.lastgroup] if match.lastgroup else ""
                return SummaryRequest(asking, tuple(named.split()))
    return None


def _is_courtesy(words: Sequence[str]) -> bool:
    return all(word in _JOINING_WORDS for word in words) or bool(_cut_into_phrases(words))
