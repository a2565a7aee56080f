"""Whether two texts say the same, whatever marks and line ends they are written with. Pure.

Gold may be text alone, since loaders are free in how they lay out a page, a table or a list.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

SUFFICIENT_WORDS = 8
"""A quote of so many words that stands in the gold is evidence; a bare "Yes." is none."""

SUFFICIENT_SHARE = 0.6
"""The share of the gold's words that a quote must hold if it does not hold all of them."""

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_LINE_MARK = re.compile(r"^\s*(?:#{1,6}|>|[-*+•]|\d+[.)])\s+", re.MULTILINE)
_TAG = re.compile(r"<[^>]{1,80}>")
_MARKUP = re.compile(r"[*_`|#>~\\\u200b]")
_WORD = re.compile(r"\w+(?:[.,:]\d+)*")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("“”„", '"') | dict.fromkeys("‘’", "'") | dict.fromkeys("–—‑−", "-")
)


def plain(text: str) -> str:
    """Return a text without marks of Markdown, in one Unicode form, case and kind of white space.

    >>> plain("# **Fees**\\n- See [the list](fees.md)")
    'fees see the list'
    """
    text = unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHY)
    text = _LINK.sub(r"\1", text)
    for pattern in (_LINE_MARK, _TAG, _MARKUP):
        text = pattern.sub(" ", text)
    return " ".join(text.split()).casefold()


def overlap(quote: str, gold: str) -> bool:
    """Return whether a quote says what the gold says.

    It does if one of the two contains the other, a contained quote being of `SUFFICIENT_WORDS`. Else
    it must hold all numbers of the gold and `SUFFICIENT_SHARE` of its words: in one unbroken run, or
    in any order where the gold is a row of a table, its cells between bars.
    """
    quoted, wanted = _WORD.findall(plain(quote)), _WORD.findall(plain(gold))
    if not quoted or not wanted:
        return False
    run = SequenceMatcher(None, quoted, wanted, autojunk=False).find_longest_match().size
    if run == len(wanted) or run == len(quoted) >= SUFFICIENT_WORDS:
        return True
    held = set(quoted)
    if any(word not in held for word in wanted if _has_digit(word)):
        return False
    common = sum(word in held for word in wanted) if "|" in gold else run
    return common / len(wanted) >= SUFFICIENT_SHARE


def contains(text: str, sought: str) -> bool:
    """Return whether a text holds another, whose first and last numbers must be whole ones.

    >>> contains("It costs £180.", "£18"), contains("a 12 - month plan", "12-month")
    (False, True)
    """
    tokens = _TOKEN.findall(plain(sought))
    if not tokens:
        return True
    before = r"(?<!\d)(?<!\d[.,])" if tokens[0][0].isdigit() else ""
    after = r"(?!\d|[.,]\d)" if tokens[-1][-1].isdigit() else ""
    pattern = before + r"\s*".join(map(re.escape, tokens)) + after
    return re.search(pattern, plain(text)) is not None


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))
