"""What stands around sentences and turns what they say: a heading, a lead, a label, a denial. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...verification.analysis.analyzer import analyze
from ...verification.analysis.tokens import Analysis, Token
from ...verification.entailment.comparison import same_word
from ..extractive.quotables import Quotable

_TURNING = ("negation", "reversal", "falsity")
"""Groups of grammar words by which a heading or what leads to an item turns its meaning."""

_DENIAL = re.compile(
    r"(?:but |however, |yet )?(?:this|that|it|none of (?:this|that|it)|these) (?:is|was|are|were) "
    r"(?:not (?:true|so|the case|correct)|untrue|false|wrong|incorrect|an? (?:myth|rumou?r|lie))\b",
    re.IGNORECASE,
)


def turned_by(stated: Analysis, quotables: Sequence[Quotable], first: int, last: int) -> str | None:
    """Return what stands around sentences and turns what they say, in words for the log."""
    found = quotables[first]
    leading = [] if found.lead.rstrip().endswith("?") else [found.lead]
    if found.kind in ("item", "row") and not found.heading.rstrip().endswith("?"):
        leading.append(found.heading)
    for above in leading:
        for token in analyze(above, stated.language).tokens:
            if token.group.startswith(_TURNING) and not _has(stated, token):
                return f"it leaves out “{token.text}”, which stands above it"
    label = analyze(found.label, stated.language).tokens
    names = found.label.istitle() and len(label) > 1
    if (names or found.kind == "row") and not any(_has(stated, token) for token in label):
        return f"it leaves out “{found.label}”" if label else None
    following = quotables[last + 1 : last + 2]
    if any(_DENIAL.match(each.text) for each in following if each.path == found.path):
        return "what follows denies it"
    return None


def _has(stated: Analysis, token: Token) -> bool:
    return any(same_word(each, token) for each in stated.tokens)
