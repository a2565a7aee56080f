"""False by a name, by who did it to whom, or by who said it."""

from __future__ import annotations

import re
from itertools import pairwise

from .true_sentence import (
    Falsify,
    TrueSentence,
    capitalized,
    continued,
    names,
    other_names,
    replaced,
)

INVENTED = "Orlan Vekker"
"""A name that is in no document."""

_SAYING = (
    "said|says|stated|states|argued|argues|claimed|claims|believed|believes|believe|reported|reports|"
    "suggested|suggests|suggest|announced|declared|wrote|thinks|thought|denied|denies|estimated|"
    "estimates|concluded|proposed|asserts|asserted|found|warned|noted|notes|admits|admitted|explained"
)
_SAID = re.compile(
    rf"^(?P<speaker>[^,;]{{2,90}}?) (?:has |have |had |also |is |was |are )?(?:{_SAYING}) that "
    r"(?P<what>.+)$"
)
_ACCORDING = re.compile(r"^According to (?P<speaker>[^,]{2,80}), (?P<what>.+)$")
_SAID_LAST = re.compile(
    rf"^(?P<what>[^“”\"]+), (?!which |who |where |as )(?P<speaker>[^,]{{2,60}}?) (?:{_SAYING})\.?$"
)
_VERBS = (
    "won|beat|built|wrote|led|gave|sold|bought|told|taught|met|made|took|held|left|founded|joined|"
    r"overthrew|sought|chose|saw|hit|[a-z]{3,}ed"
)
_SUBJECT_AND_OBJECT = re.compile(
    r"^(?P<subject>(?:The |A |An )?[A-Z]?[\w’'-]+(?: (?:of )?(?:the )?[A-Z]?[\w’'-]+){0,3}) "
    rf"(?P<verb>(?!need\b|bed\b|red\b)(?:{_VERBS})) "
    r"(?P<object>(?:the |a |an )[a-z-]+(?: [A-Z][\w’'-]+)*|[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
    r"(?=[,.;]| (?:in|on|at|for|from|by|with|to|and|of|when|as|after|before) )"
)
_NO_SUBJECT = re.compile(r"\b(?:is|was|were|are|be|been|has|had|have|which|that|who)\b")
_ONLY_JOINED = re.compile(r"[\s,&]*(?:and|or|the|of|in|to|&|/)?[\s,]*(?:the)?\s*")


def swap_names(sentence: TrueSentence) -> str | None:
    """Exchange the first two names that are more than members of one list."""
    text = sentence.text
    found = names(text)
    for one, other in pairwise(found):
        first, second = text.index(one), text.rindex(other)
        end = first + len(one)
        if second <= end or _ONLY_JOINED.fullmatch(text[end:second]):
            continue
        if set(one.split()).isdisjoint(other.split()):
            rest = text[second + len(other) :]
            return text[:first] + other + text[end:second] + one + rest
    return None


def change_name(sentence: TrueSentence) -> str | None:
    """Put another name of the document in the place of the last name, one of as many words if any."""
    found, others = names(sentence.text), other_names(sentence)
    if not found or not others:
        return None
    length = len(found[-1].split())
    alike = [name for name in others if len(name.split()) == length]
    return _renamed(sentence, found[-1], (alike or others)[0])


def halve_name(sentence: TrueSentence) -> str | None:
    """Give the first part of a name the last part of another."""
    full = [name for name in names(sentence.text) if len(name.split()) == 2]
    others = [name.split()[-1] for name in other_names(sentence) if len(name.split()) == 2]
    if not full or not others:
        return None
    return _renamed(sentence, full[0], f"{full[0].split()[0]} {others[0]}")


def change_first_name(sentence: TrueSentence) -> str | None:
    """Begin with the name of somebody else, where the sentence begins with a name."""
    others = other_names(sentence)
    name = next((each for each in names(sentence.text) if sentence.text.startswith(each)), None)
    return _renamed(sentence, name, others[-1]) if name and others else None


def invent_name(sentence: TrueSentence) -> str | None:
    """Put a name that is in no document in the place of the first name."""
    found = names(sentence.text)
    return _renamed(sentence, found[0], INVENTED) if found else None


def add_role(sentence: TrueSentence) -> str | None:
    """Give the bearer of a full name a role that he does not have."""
    full = [name for name in names(sentence.text) if len(name.split()) == 2 and " of " not in name]
    if not full or re.search(rf"{re.escape(full[0])}(?:,|[’']s)", sentence.text):
        return None
    return _renamed(sentence, full[0], f"{full[0]}, the postmaster,")


def exchange_subject_and_object(sentence: TrueSentence) -> str | None:
    """Have the one do to the other what the other did to the one."""
    found = _SUBJECT_AND_OBJECT.match(sentence.text)
    if found is None or _NO_SUBJECT.search(found["subject"]):
        return None
    subject = found["subject"]
    article = subject.partition(" ")[0]
    if article in {"The", "A", "An"}:
        subject = article.lower() + subject[len(article) :]
    turned = f"{capitalized(found['object'])} {found['verb']} {subject}"
    return turned + sentence.text[found.end() :]


def drop_attribution(sentence: TrueSentence) -> str | None:
    """State as a fact what somebody says."""
    found = _attributed(sentence.text)
    return capitalized(found["what"]) if found else None


def change_attribution(sentence: TrueSentence) -> str | None:
    """Put what somebody says into the mouth of somebody else."""
    found, others = _attributed(sentence.text), other_names(sentence)
    return replaced(sentence.text, found.span("speaker"), others[0]) if found and others else None


def invent_attribution(sentence: TrueSentence) -> str | None:
    """Put a plain sentence into the mouth of somebody from another one."""
    others = [name for name in other_names(sentence) if len(name.split()) == 2]
    if not others or _attributed(sentence.text):
        return None
    return f"{others[0]} denied that {continued(sentence.text)}."


def _attributed(text: str) -> re.Match[str] | None:
    return _SAID.match(text) or _ACCORDING.match(text) or _SAID_LAST.match(text)


def _renamed(sentence: TrueSentence, name: str, other: str) -> str:
    start = sentence.text.index(name)
    return replaced(sentence.text, (start, start + len(name)), other)


NAME_WAYS: dict[str, Falsify] = {
    "names swapped": swap_names,
    "another name": change_name,
    "half a name": halve_name,
    "false first name": change_first_name,
    "invented name": invent_name,
    "role added": add_role,
    "subject, object": exchange_subject_and_object,
    "attribution dropped": drop_attribution,
    "attribution changed": change_attribution,
    "attribution invented": invent_attribution,
}
