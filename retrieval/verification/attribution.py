"""What a statement says apart from who says it: "The article says that X" says X. Pure.

Only words for the document itself are taken away, and only its own title may stand beside them; a claim
that someone in the document makes stays with its claimant.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from ..documents.words import words
from .analysis.grammars.by_language import GRAMMARS

_REPLY = re.compile(r"^(?:yes|no|ja|nein|oui|non|sí|no)\s*[,.;:—–-]\s+(?=\w)", re.IGNORECASE)
_NO_CLAIM = re.compile(
    r"(?:of|by|on|about|from|nothing|little|how|why|whether|von|vom|über|nichts|de|du|sur|rien|nada)\b",
    re.IGNORECASE,
)
"""Words behind an attribution that go on with it ("the report of Anna") or say nothing."""

_MOST_WORDS = 6
"""Words that may stand between the article and the noun for a document, as its title."""


def without_reply(statement: str) -> str:
    """Return a statement without the "Yes," or "No," before it, which no source can prove."""
    bare = _REPLY.sub("", statement, count=1)
    return bare[:1].upper() + bare[1:] if bare != statement else statement


def without_attribution(statement: str, language: str, title: str) -> str:
    """Return what a statement says without its attribution to the document, which is titled `title`."""
    known = frozenset(words(title))
    for pattern in _patterns(language):
        match = pattern.search(statement)
        if match is None:
            continue
        beside = words(match["beside"] or "") if "beside" in match.groupdict() else []
        rest = f"{statement[: match.start()]}{statement[match.end() :]}".strip(" ,")
        if match.start() == 0 and _NO_CLAIM.match(rest):
            continue
        if known.issuperset(beside) and len(words(rest)) > 1:
            return rest[:1].upper() + rest[1:]
    return statement


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    grammar = GRAMMARS[language]
    document = _any_of(grammar.documents)
    says = _any_of(grammar.reporting)
    beside = rf"(?P<beside>(?:[\w'’-]+ ){{0,{_MOST_WORDS}}}?)"
    source_en = r"(?:according to|as (?:stated|written|described) in)"
    written = {
        "en": (
            rf"^(?:{source_en}|in) (?:the|this|these) {beside}{document}\b,? ",
            rf"^(?:the|this|these) {beside}{document} (?:also )?{says}\b(?: that\b|:)? ",
            r"^it (?:says|states|is (?:said|stated|written)) that ",
            rf",? {source_en} (?:the|this|these) {beside}{document}(?=[.!]?$)",
            rf", (?:the|this) {beside}{document} {says}(?=[.!]?$)",
        ),
        "de": (
            rf"^(?:laut|gemäß) (?:der |dem |den |diesem |dieser )?{beside}{document}\w{{0,2}},? ",
            rf"^(?:nach|in) (?:der|dem) {beside}{document}\w{{0,2}},? ",
            rf"^(?:der|die|das|dieser|dieses) {beside}{document} {says}(?:,? dass\b|:|,)? ",
            rf"^(?:dem|der) {beside}{document} zufolge,? ",
            rf",? (?:laut|gemäß) (?:der|dem|den) {beside}{document}\w{{0,2}}(?=[.!]?$)",
        ),
        "fr": (
            rf"^(?:selon|d['’]après|dans) (?:le |la |les |l['’]|ce |cet |cette ){beside}{document},? ",
            rf"^(?:le |la |les |l['’]|ce |cet |cette ){beside}{document} {says} (?:que |qu['’])",
            rf",? (?:selon|d['’]après) (?:le |la |les |l['’]|ce |cet ){beside}{document}(?=[.!]?$)",
        ),
        "es": (
            rf"^(?:según|de acuerdo con|en) (?:el|la|los|las|este|esta) {beside}{document},? ",
            rf"^(?:el|la|los|las|este|esta) {beside}{document} {says} que ",
            rf",? según (?:el|la|los|las|este|esta) {beside}{document}(?=[.!]?$)",
        ),
    }
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in written[language])


def _any_of(words_of_a_kind: Collection[str]) -> str:
    longest_first = sorted(words_of_a_kind, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, longest_first))})"
