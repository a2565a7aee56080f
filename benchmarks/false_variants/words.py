"""False by a word that is put in, left out or exchanged."""

from __future__ import annotations

import re

from .true_sentence import Falsify, TrueSentence, both_ways, capitalized, exchange, replaced

_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|could|will|would|may|might|must|should|does|did)\b"
    r"(?! (?:not|never|no|only|n't)\b)(?=,? [a-z])"
)
_NEGATION = re.compile(r"\b(?:not|never) |n[’']t\b|\b(?<=\w )no (?=[a-z])")
_HEDGE = re.compile(
    r"\b(?:probably|possibly|perhaps|maybe|likely|apparently|reportedly|allegedly|supposedly|generally|"
    r"usually|often|sometimes|nearly|almost|roughly|approximately|partly|mainly|mostly|typically|"
    r"occasionally|largely|seemingly),? |\b(?:about|around|some) (?=\d)",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:only|solely|exclusively|merely) ", re.IGNORECASE)
_FROM_TO = re.compile(r"\bfrom ((?:the )?[\w$€£.-]+(?: \d+)?) to ((?:the )?[\w$€£-]+(?:[.,]\d+)*)")
_ONE_OF = re.compile(r"\bone of the (?=most\b|\w+est\b|first\b|main\b|few\b)", re.IGNORECASE)

ANTONYMS = both_ways(
    {
        "increased": "decreased", "increase": "decrease", "rose": "fell", "rise": "fall",
        "won": "lost", "accepted": "rejected", "approved": "rejected", "supported": "opposed",
        "support": "oppose", "allowed": "forbidden", "allow": "forbid", "allows": "prevents",
        "high": "low", "large": "small", "big": "small", "long": "short", "old": "new",
        "early": "late", "strong": "weak", "rich": "poor", "hot": "cold", "hard": "easy",
        "good": "bad", "true": "false", "public": "private", "northern": "southern",
        "north": "south", "eastern": "western", "east": "west", "began": "ended", "begin": "end",
        "started": "stopped", "opened": "closed", "built": "destroyed", "bought": "sold",
        "success": "failure", "successful": "unsuccessful", "major": "minor", "positive": "negative",
        "male": "female", "men": "women", "gained": "lost", "increasing": "decreasing",
        "above": "below", "inside": "outside", "present": "absent", "common": "rare",
        "different": "same", "simple": "complex", "important": "unimportant", "full": "empty",
        "victory": "defeat", "peace": "war", "left": "right", "upper": "lower", "internal": "external",
        "fast": "slow", "wide": "narrow", "ancient": "modern", "raised": "lowered", "found": "lost",
        "include": "exclude", "includes": "excludes", "including": "excluding", "agreed": "refused",
        "created": "abolished", "founded": "dissolved", "developed": "abandoned", "best": "worst",
    }
)  # fmt: skip
_COMPARISON = both_ways(
    {
        "more": "less", "higher": "lower", "larger": "smaller", "greater": "smaller",
        "older": "younger", "better": "worse", "longer": "shorter", "faster": "slower",
        "bigger": "smaller", "stronger": "weaker", "cheaper": "dearer", "heavier": "lighter",
        "fewer": "more", "earlier": "later", "richer": "poorer",
    }
)  # fmt: skip
_QUANTIFIER = {
    "all": "some", "some": "all", "every": "no", "each": "no", "many": "few", "few": "many",
    "most": "few", "both": "neither", "none": "all", "always": "never", "never": "always",
    "several": "no", "everyone": "no one", "nobody": "everybody", "any": "no", "majority": "minority",
}  # fmt: skip
_GENERAL = {
    "one of the": "every one of the", "some": "all", "many": "all", "most": "all", "several": "all",
    "often": "always", "usually": "always", "sometimes": "always", "generally": "always",
    "certain": "all", "few": "all", "partly": "entirely", "much": "all", "half": "all",
}  # fmt: skip
_TENSE = {
    "was": "will be", "were": "will be", "has been": "will be", "have been": "will be",
    "is": "will be", "are": "will be", "will be": "was", "will": "used to", "had": "will have",
    "has": "will have", "became": "will become",
}  # fmt: skip
_ORDINAL = both_ways(
    {
        "first": "last", "second": "third", "fourth": "fifth", "largest": "smallest",
        "oldest": "youngest", "highest": "lowest", "earliest": "latest", "biggest": "smallest",
        "greatest": "smallest", "most": "least", "longest": "shortest", "best": "worst",
        "final": "first", "primary": "secondary", "strongest": "weakest",
    }
)  # fmt: skip
_PREFIX = both_ways(
    {
        "unable": "able", "unlikely": "likely", "uncommon": "common", "unknown": "known",
        "unclear": "clear", "unusual": "usual", "unequal": "equal", "unsuccessful": "successful",
        "independent": "dependent", "indirect": "direct", "indirectly": "directly",
        "incomplete": "complete", "impossible": "possible", "irregular": "regular",
        "disagree": "agree", "disappear": "appear", "disappeared": "appeared", "unlike": "like",
        "inefficient": "efficient", "unlawful": "lawful", "illegal": "legal", "unstable": "stable",
        "unnecessary": "necessary", "unofficial": "official", "disadvantage": "advantage",
    }
)  # fmt: skip


def negate(sentence: TrueSentence) -> str | None:
    """Put a "not" behind the first auxiliary verb."""
    return _AUXILIARY.sub(r"\g<0> not", sentence.text, count=1) if _auxiliary(sentence) else None


def affirm(sentence: TrueSentence) -> str | None:
    """Take the first negation out."""
    return _without(_NEGATION, sentence)


def drop_hedge(sentence: TrueSentence) -> str | None:
    """Say for certain what is said with a hedge."""
    certain = _without(_HEDGE, sentence)
    return certain or exchange({"may": "will", "might": "will", "could": "will"}, after=" [a-z]")(
        sentence
    )


def add_hedge(sentence: TrueSentence) -> str | None:
    """Say with a hedge what is said for certain."""
    if _HEDGE.search(sentence.text) or not _auxiliary(sentence):
        return None
    return _AUXILIARY.sub(r"\g<0> perhaps", sentence.text, count=1)


def drop_only(sentence: TrueSentence) -> str | None:
    """Take the restriction "only" out."""
    return _without(_ONLY, sentence)


def add_only(sentence: TrueSentence) -> str | None:
    """Put an "only" behind the first auxiliary verb."""
    if _ONLY.search(sentence.text) or not _auxiliary(sentence):
        return None
    return _AUXILIARY.sub(r"\g<0> only", sentence.text, count=1)


def exchange_from_to(sentence: TrueSentence) -> str | None:
    """Exchange where something comes from and where it goes to."""
    found = _FROM_TO.search(sentence.text)
    if found is None or found[1] == found[2]:
        return None
    return replaced(sentence.text, found.span(), f"from {found[2]} to {found[1]}")


def only_one(sentence: TrueSentence) -> str | None:
    """Make the one of what is one of several."""
    found = _ONE_OF.search(sentence.text)
    return replaced(sentence.text, found.span(), "the ") if found else None


def _auxiliary(sentence: TrueSentence) -> bool:
    return _AUXILIARY.search(sentence.text) is not None


def _without(pattern: re.Pattern[str], sentence: TrueSentence) -> str | None:
    found = pattern.search(sentence.text)
    return capitalized(replaced(sentence.text, found.span(), "")) if found else None


_BOUNDS = both_ways(
    {
        "at least": "at most", "more than": "less than", "over": "under", "up to": "at least",
        "minimum": "maximum",
    }
)  # fmt: skip
_CAUSE = {
    "because of": "despite", "due to": "despite", "despite": "because of", "because": "although",
    "although": "because", "though": "because", "therefore": "nevertheless", "thus": "nevertheless",
    "as a result": "nevertheless", "in order to": "instead of trying to",
}  # fmt: skip
_ORDER = both_ways({"before": "after", "until": "since", "prior to": "after", "earlier": "later"})
_MODAL = {"may": "must", "can": "must", "must": "may", "should": "must", "could": "had to"}
_PREPOSITION = both_ways({"with": "without", "within": "outside", "for": "against"})

WORD_WAYS: dict[str, Falsify] = {
    "is, is not": negate,
    "not taken out": affirm,
    "antonym": exchange(ANTONYMS),
    "comparison turned": exchange(_COMPARISON, before="(?<!no )(?<!No )"),
    "all, some": exchange(_QUANTIFIER),
    "generalised": exchange(_GENERAL),
    "one of several, the one": only_one,
    "hedge dropped": drop_hedge,
    "hedge added": add_hedge,
    "because, despite": exchange(_CAUSE),
    "tense": exchange(_TENSE),
    "only dropped": drop_only,
    "only added": add_only,
    "at least, at most": exchange(_BOUNDS, after=r" (?=[\d$€£]|one|two|three|four|five|a |the )"),
    "before, after": exchange(_ORDER),
    "from, to": exchange_from_to,
    "first, last": exchange(_ORDINAL),
    "prefix": exchange(_PREFIX),
    "and, or": exchange({"and": "or", "or": "and"}),
    "may, must": exchange(_MODAL, after=" (?!not)[a-z]"),
    "with, without": exchange(_PREPOSITION),
}
