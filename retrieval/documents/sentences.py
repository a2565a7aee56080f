"""Where the sentences of a text are. Pure, and linear in the length of the text.

It knows no documents and no chunks. What cannot be decided from the characters at hand is decided
for the longer sentence: a quote that holds one sentence too many still reads well, half of one
does not.
"""

from __future__ import annotations

import re

from ..types import Span
from .words import word_set

_STOPS = ".!?…‽؟۔।"
_WIDE_STOPS = "。！？｡．"
_BREAKS = r"\r\n\f\v\x85\u2028\u2029"
_CLOSERS = "\"'”’»›)\\]}*_"

# A stop with what closes after it, a reference mark ("[12]") included; a run of full-width stops;
# or a line break with the white space around it. The possessive quantifiers keep it linear, and
# beginning with one set of characters makes it four times as fast as asking for each kind in turn.
_CANDIDATE = re.compile(
    rf"[{_STOPS}{_WIDE_STOPS}{_BREAKS}](?:"
    rf"(?<=[{_STOPS}])(?P<stop>[{_STOPS}]*+(?:[{_CLOSERS}]|\[\w{{1,4}}\])*+)"
    rf"|(?<=[{_WIDE_STOPS}])(?P<wide>[{_WIDE_STOPS}]*+[」』”’）】》\"']*+)"
    r"|(?P<break>[\s\u200b]*+))"
)
_QUOTED_WITHIN = re.compile("[」』][\u3041-\u3096]")
"""The end of direct speech in the midst of a Japanese sentence."""

_FULL_STOP = re.compile(rf"\.(?![{_STOPS}])")
_LINE_BREAK = re.compile(rf"\r\n|[{_BREAKS}]")
_WORD = re.compile(r"[^\W_][\w.’'-]*")
_OPENERS = "\"'“‘«‹([{*_¿¡-–— \t\r\n\u00a0"

# A line that begins like this begins something new, whatever stood before it: a list item, a
# heading, a table row, a quotation, a fence, a rule.
_BLOCK = re.compile(
    r"(?:[-*+•‣◦–—]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])[ \t]+\S"
    r"|#{1,6}[ \t]|[|>]|```|~~~|={3}|-{3}"
)
# A line that begins like this ends with itself.
_WHOLE_LINE = re.compile(r"[ \t]*(?:#{1,6}[ \t]|[|]|```|~~~|={3}|-{3})")
_NUMBERING = re.compile(
    r"\s*(?:[-*+•>#]+[ \t]+)?\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zA-Z]|[ivxIVX]{1,5})"
)
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}|[^\W\d_]")

_SHORTEST_WRAPPED = 35
_LONGEST_WRAPPED = 120
"""How long, in characters, the lines of a text are that was wrapped by hand or by a program."""


_NEVER_LAST = word_set(
    "mr mrs ms messrs mme mlle dr prof rev st sr sra gen maj capt cpt lt sgt cmdr adm gov sen "
    "pres supt vs viz e.g i.e eg ie approx esp resp incl hr fr z.b d.h u.a bzw vgl bspw p.ej"
)
"""Abbreviations that something always follows."""

_BEFORE_NUMBER = word_set(
    "no nos nr p pp pg fig figs eq eqs sec ch chap art arts vol vols para ca jan feb mar apr jun "
    "jul aug sep sept oct nov dec"
)
"""Abbreviations before a number; elsewhere the same letters may be a word ("No. He stayed.")."""

_SELDOM_LAST = word_set(
    "inc ltd co corp llc jr esq etc col hon rep ed eds al cf lit dept univ mt ft bros ave blvd rd"
)
"""Abbreviations that end a sentence only where another clearly begins."""

_AFTER_ORDINAL = word_set(
    "januar februar märz mai juni juli oktober dezember jahrhundert jahrhunderts"
)
_ENGLISH_TOO = word_set("april august september november")
_BEFORE_ORDINAL = word_set("am vom der den dem zum bis seit ab")
"""What stands around the number of a day in German, which a full stop makes an ordinal."""

_BEGINNERS = word_set(
    "the a an this that these those it its he she they we you i his her their our my in on at by "
    "for from with after before during since when while where as if although though however but "
    "and or so yet there then thus therefore meanwhile moreover what who why how which some many "
    "most all both each no not only also another one two to of under over until because despite "
    "following according today now later earlier"
)
"""Words that, with a capital letter, begin a sentence more often than they belong to a name."""


def sentences(text: str, longest: int | None = None) -> list[Span]:
    """Return the sentences of `text` in order, without the white space around them.

    Every character that is not white space is in exactly one of them. A blank line always ends a
    sentence, a single line break where it does not look like a wrapped line. A sentence of more than
    `longest` characters comes in pieces that are cut at white space, or anywhere if there is none.
    """
    found: list[Span] = []
    begin = 0
    for match in _CANDIDATE.finditer(text):
        end = _end(text, begin, match)
        if end is not None:
            _add(found, text, begin, end)
            begin = end
    _add(found, text, begin, len(text))
    return [piece for span in found for piece in _pieces(text, span, longest)] if longest else found


def _pieces(text: str, span: Span, longest: int) -> list[Span]:
    if len(span) <= longest:
        return [span]
    # As many whole words as fit, or as much as fits of a word that is longer.
    fitting = rf"\S(?:.{{0,{longest - 2}}}\S)?(?!\S)|\S.{{0,{longest - 1}}}"
    cut = re.compile(fitting, re.DOTALL).finditer(text, span.start, span.end)
    return [Span(*piece.span()) for piece in cut]


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    content = piece.strip()
    if content:
        start += len(piece) - len(piece.lstrip())
        found.append(Span(start, start + len(content)))


def _end(text: str, begin: int, match: re.Match[str]) -> int | None:
    """Return the offset at which a sentence ends that began at `begin`, if one ends at this match."""
    if match.lastgroup == "wide":
        return None if _QUOTED_WITHIN.match(text, match.end() - 1) else match.end()
    if match.lastgroup == "break":
        return match.end() if _breaks(text, match) else None
    return match.end() if _stops(text, begin, match) else None


def _stops(text: str, begin: int, match: re.Match[str]) -> bool:
    end = match.end()
    if end == len(text):
        return True
    if not text[end].isspace():
        return False
    following = _following_word(text, end)
    if following[:1].islower():
        return False
    full_stop = _FULL_STOP.match(text, match.start())
    return not (full_stop and _abbreviates(text, begin, match.start(), following))


def _abbreviates(text: str, begin: int, stop: int, following: str) -> bool:
    """Return whether the full stop at `stop` belongs to the word before it and ends nothing."""
    if stop - begin < 16 and _NUMBERING.fullmatch(text, begin, stop):
        return True
    word = _preceding_word(text, begin, stop)
    lowered = word.lower()
    if len(word) <= 2 and word.isdigit():
        return _counts_days(text, begin, stop - len(word), following)
    if lowered in _NEVER_LAST:
        return True
    if lowered in _BEFORE_NUMBER:
        return following[:1].isdigit()
    if lowered in _SELDOM_LAST or _ACRONYM.fullmatch(word):
        return following.lower() not in _BEGINNERS
    return False


def _counts_days(text: str, begin: int, number: int, following: str) -> bool:
    """Return whether the number before a stop is that of a day or a century in German ("am 3. Mai")."""
    lowered = following.lower().rstrip(".")
    if lowered in _AFTER_ORDINAL:
        return True
    return lowered in _ENGLISH_TOO and _preceding_word(text, begin, number) in _BEFORE_ORDINAL


def _preceding_word(text: str, begin: int, stop: int) -> str:
    """Return the word before a stop, without what opens it. White space may stand between."""
    words = text[max(begin, stop - 24) : stop].rsplit(maxsplit=1)
    return words[-1].lstrip(_OPENERS) if words else ""


def _following_word(text: str, offset: int) -> str:
    """Return the first word after `offset`, without what opens it; empty if none is near."""
    match = _WORD.search(text, offset, offset + 40)
    if match is None or text[offset : match.start()].strip(_OPENERS):
        return ""
    return match.group()


def _breaks(text: str, match: re.Match[str]) -> bool:
    """Return whether a line break ends a sentence: not where a line was merely wrapped."""
    after = match.end()
    if after == len(text) or len(_LINE_BREAK.findall(match.group())) > 1:
        return True
    line = _line_before(text, match.start())
    if _BLOCK.match(text, after) or _WHOLE_LINE.match(line):
        return True
    if text[after].islower():
        return False
    if line.endswith(":") or not _SHORTEST_WRAPPED <= len(line) <= _LONGEST_WRAPPED:
        return True
    following = _line_after(text, after)
    first_word = following.split(maxsplit=1)[0]
    would_have_fitted = len(line) + 1 + len(first_word) <= len(following)
    return would_have_fitted or len(following) > _LONGEST_WRAPPED


def _line_before(text: str, end: int) -> str:
    """Return the line that ends at `end`, or as much of it as tells that it was not wrapped."""
    nearby = text[max(0, end - _LONGEST_WRAPPED - 1) : end]
    return nearby[nearby.rfind("\n") + 1 :]


def _line_after(text: str, start: int) -> str:
    """Return the line that begins at `start`, or as much of it as tells that it was not wrapped."""
    nearby = text[start : start + _LONGEST_WRAPPED + 1]
    return _LINE_BREAK.split(nearby, maxsplit=1)[0]
