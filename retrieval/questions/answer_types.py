"""What kind of answer a question asks for, and whether a text holds something of that kind. Pure.

The kinds follow the taxonomies of question answering (Voorhees, 2001; Li and Roth, 2002) as far as the
surface of a text tells them. Where a question shows none, nothing is narrowed.
"""

from __future__ import annotations

import re
from typing import Literal

from .foreign_figures import (
    FOREIGN_DAY,
    FOREIGN_MONTH,
    FOREIGN_NUMBER,
    FOREIGN_UNIT_OF_TIME,
    FOREIGN_WHEN,
)

AnswerType = Literal[
    "money", "count", "number", "size", "temperature", "power", "weight", "age", "version", "clock",
    "date", "duration", "phone", "email", "link", "person", "place", "reason", "definition",
    "procedure", "list", "yes or no",
]  # fmt: skip

FIGURES: frozenset[AnswerType] = frozenset(
    (
        "money", "count", "number", "size", "temperature", "power", "weight", "age", "version",
        "clock", "date", "duration", "phone", "email", "link",
    )
)  # fmt: skip
"""Kinds that a text shows by its characters: what shows none of them is hardly such an answer."""

_UNIT_OF_TIME = (
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|yrs?"
    r"|sekunden?|minuten?|stunden?|tagen?|wochen?|monaten?|jahren?|heures?|jours?|semaines?|mois"
    r"|horas?|días?|semanas?|meses|años?)"
)
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    r"|fifty|sixty|hundred|thousand|million|billion|dozen|half|once|twice)"
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:days?)?"
_CLOCK = (
    rf"\bat {_NUMBER_WORD}\b|\b(?:morning|afternoon|evening)\b|"
    r"\b\d{1,2}[:.]\d\d\b|\b\d{1,2}\s*(?:[ap]\.?m\b|uhr|o'clock|h\b)|\bnoon\b|\bmidnight\b"
)


def _any(*parts: str) -> re.Pattern[str]:
    return re.compile("|".join(parts), re.IGNORECASE)


_QUESTIONS: dict[AnswerType, re.Pattern[str]] = {
    "phone": _any(r"\b(?:tele)?phone number\b|\bphone\b.{0,20}\bnumber\b|\bwhat number\b.*\bcall\b"
                  r"|\bnumber\b.{0,15}\bcall\b|\btelefonnummer\b"),
    "email": _any(r"\be-?mail address\b|\b(?:who|where|whom)\b.{0,30}\be-?mail\b|\bwhich e-?mail\b"),
    "link": _any(r"\b(?:what|which|where)\b.{0,30}\b(?:website|web page|url|link)\b|^\W*link\b"),
    "duration": _any(
        r"\bhow (?:long(?! (?:must|should|can|may) .{1,40}\bbe\b)|soon)\b",
        rf"\bhow many {_UNIT_OF_TIME}\b"
        r"|\bnotice period\b|\bduration\b|\bwie lange\b|\bcombien de temps\b|\bcuánto tiempo\b"),
    "money": _any(
        r"\bhow much (?:is|are|for|does|do|did|will|would|money|to)\b|\bhow expensive\b"
        r"|\b(?:prices?|costs?|fees?|rent|deposit|salary|budget|per diem)\b"
        r"|\bkostet\b|\bkosten\b|\bpreis\b|\bcoûte\b|\bprix\b|\bcuesta\b|\bprecio\b"),
    "size": _any(
        r"\bhow (?:big|large|tall|high|wide|deep|thick|far)\b|\b(?:size|height|width|diameter"
        r"|dimensions?) of\b|\b(?:file|monitor|screen|bed|room|ceiling) (?:size|height)\b"
        r"|\bwie (?:gro(?:ß|ss)|hoch|breit)\b"),
    "temperature": _any(r"\bwhat temperature\b|\bhow (?:hot|cold|warm)\b|\btemperature (?:of|for|does)"),
    "power": _any(r"\bhow (?:many|much) (?:watts?|kilowatts?|amps?|volts?|horsepower)\b|\bwattage\b"),
    "weight": _any(r"\bhow heavy\b|\bhow much does .{1,30} weigh\b|\bweight limit\b"),
    "age": _any(r"\b(?:minimum|maximum|min|max) age\b|\bhow old\b|\bage limit\b|\bwhat age\b"),
    "version": _any(r"\b(?:which|what|since which|from which)\b(?: \w+)? version\b|\bversion number\b"),
    "clock": _any(r"\bwhat time\b|\bopening hours\b|\bwhat hours?\b|\bwie viel uhr\b|\bquelle heure\b"),
    "date": _any(
        r"\bwhen\b|\b(?:what|which) (?:date|day|year|month)\b|\bdeadline\b|\bby when\b|\bnext date\b"
        r"|\bwann\b|\bquand\b|\bcuándo\b"),
    "count": _any(r"\bhow many\b|\b(?:number|amount) of\b|\bwie viele\b|\bcombien d|\bcuánt[ao]s\b"),
    "number": _any(
        r"\bhow (?:much|fast|often|strong|long)\b",
        r"\b(?:max(?:imum)?|min(?:imum)?|limits?|quota|speed|power|percent(?:age)?|rate|capacity|code)\b"),
    "person": _any(r"\b(?:who|whom|whose|wer|wem|wen|qui|quién)\b"),
    "place": _any(r"\b(?:where|wo|wohin|où|dónde)\b"),
    "reason": _any(r"\b(?:why|how come|reasons?|warum|wieso|weshalb|pourquoi|por qué)\b"
                   r"|\bwhat(?:'?s| is) wrong\b"),
    "definition": _any(
        r"\bwhat\b.{1,45}\b(?:means?|stands? for)\b|\bwhat counts as\b|\bdefin(?:e|ition)\b",
        r"\bmeaning of\b",
        r"^\W*(?:what'?s|what (?:is|are)|who(?:'?s| is)|was (?:ist|sind)|qu'est-ce(?: que c'est)? qu"
        r"|qué (?:es|son))(?: an?\b| eine?\b| une?\b)?(?: [\w'/&.-]+){1,3}\W*$"),
    "procedure": _any(
        r"\bhow (?:do|does|can|could|to|should|would)\b|\bhow\W*$|\bsteps?\b|\binstructions\b"
        r"|\bwhat (?:do|should|must) (?:i|we|you) do\b|\bwhat (?:now|first)\b|\bwie (?:kann|mache)\b"
        r"|\bcomment\b|\bcómo\b"),
    "list": _any(
        r"\b(?:what|which) (?:are|kinds?|types?|sorts?|all)\b|\blist of\b",
        r"\bwhat (?:\w+ ){0,3}are there\b"
        r"|\bwhat has to be\b|^\W*(?:what|which) \w+s\b"),
    "yes or no": _any(
        r"^\W*(?:(?:hi|hey|hello|so|ok|and|but)\W+)*(?:is|are|was(?! (?:ist|sind|kostet|kosten|bedeutet"
        r"|mache|muss|passiert|gibt))|were|do|does|did|can|could|may|must"
        r"|should|will|would|has|have|had|am|darf|dürfen|kann|können|muss|ist|sind|gibt es|est-ce"
        r"|puis-je|puedo|se puede|hay)\b"),
}  # fmt: skip

_ANSWERS: dict[AnswerType, re.Pattern[str]] = {
    "money": _any(
        rf"\b{FOREIGN_NUMBER} (?:euros?|cents?|franken|pesos?|dollars?)\b",
        r"[$€£¥₹]|\d[\d.,]*\s*(?:p\b|eur|euros?|usd|dollars?|gbp|pounds?|cents?|pence|bucks|francs?"
        r"|chf)|\b(?:free|no charge|without charge|no cost|gratis|kostenlos)\b"),
    "count": _any(
        rf"\d|\b(?:{_NUMBER_WORD}|{FOREIGN_NUMBER})\b|\b(?:no|none|unlimited|single|only one)\b"),
    "number": _any(
        rf"\d|\b(?:{_NUMBER_WORD}|{FOREIGN_NUMBER})\b|\b(?:none|unlimited"
        r"|no (?:limit|maximum|minimum))\b"),
    "size": _any(
        r"\d\s*(?:mm|cm|m|km|ft|feet|foot|inch(?:es)?|in|metres?|meters?|miles?|[kmgt]i?b|megabytes?"
        r"|gigabytes?|litres?|liters?|sq|m²|[\"″])(?![\w])|\d\s*[×x]\s*\d"),
    "temperature": _any(r"\d\s*(?:°|degrees?\b|celsius|fahrenheit)"),
    "power": _any(r"\d\s*(?:k?w|watts?|kilowatts?|v|volts?|a|amps?|hp)\b"),
    "weight": _any(r"\d\s*(?:k?g|kilos?|kilograms?|grams?|lbs?|pounds?|ounces?|oz|tons?|tonnes?)\b"),
    "age": _any(r"\bages?\b|\baged\b|\byears? old\b|\b(?:under|over) \d|\bfrom \d\d\b|\byears of age\b"),
    "version": _any(r"\bv?\d+\.\d+|\bversion \d"),
    "clock": _any(
        _CLOCK, FOREIGN_WHEN, rf"\b{FOREIGN_NUMBER} (?:uhr|heures)\b",
        r"\b(?:closed|all day|day and night|24/7)\b"),
    "date": _any(
        _CLOCK, rf"\b{_DAY}\b", rf"\b{_MONTH}\b",
        rf"\b(?:{FOREIGN_DAY}|{FOREIGN_MONTH}|{FOREIGN_NUMBER} uhr)\b", FOREIGN_WHEN,
        r"\b(?:1[5-9]|20)\d\d\b",
        r"\b(?:before|after|until|when|as soon as|if|once|daily|weekly|monthly|within|today|tomorrow"
        r"|closed|century|for anything|always|never)\b"),
    "duration": _any(
        rf"\b(?:{FOREIGN_NUMBER}|eine[rn]?|une?|una)\b[\w\s,.()-]{{0,24}}?\b{FOREIGN_UNIT_OF_TIME}\b",
        rf"(?:\d|\b{_NUMBER_WORD}\b)[\w\s,.()-]{{0,24}}?\b{_UNIT_OF_TIME}\b",
        r"\b(?:daily|weekly|monthly|yearly|annually|forever|permanent|indefinite\w*|until|month"
        r"|as long as|however long|at once|immediately)\b"),
    "phone": _any(r"(?:\+|\(?\d)[\d ()/.\n-]{6,}\d|\b(?:999|911|112)\b"),
    "email": _any(r"[\w.+-]+@[\w-]+\.\w"),
    "link": _any(r"\bhttps?://|\bwww\.|\b[\w-]+\.(?:com|org|net|io|gov|edu|de|co\.uk)\b|\]\("),
    "reason": _any(
        r"\b(?:because|since|so that|in order to|due to|as a result|therefore|thus|caus\w+|reason\w*"
        r"|means? that|otherwise|too|to avoid|to prevent|fail\w*|harm\w*|danger\w*|which)\b"),
    "person": _any(
        r"\b(?:members?|anyone|everyone|nobody|chair\w*|manager|director|treasurer|secretary|team"
        r"|staff|owner|person|people|committee|supervisor|employees?|moderators?|admins?|king|queen"
        r"|president|minister|group|company)\b|(?-i:(?<=[a-z,] )[A-Z][a-z]+)"),
    "place": _any(
        r"\b(?:in|at|on|near|behind|beside|above|below|under|opposite|from|room|floor|building|street"
        r"|desk|tab|page|menu|button|section|corner|channel|folder)\b"),
    "definition": _any(
        r"\b(?:is|are|means?|refers? to|stands for|called|known as|defined as|tells|was)\b|:|–|—"),
}  # fmt: skip

_LEADING_FIGURE = re.compile(
    r"\W*(?:\w+\W+){0,2}?(?:how (?:much|many|long)|when|what time)\b", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\b(?:how many|number of|amount of|wie viele|combien de|cuánt[ao]s)\s+((?:[\w'-]+\s*){1,4})",
    re.IGNORECASE,
)
_ENDS_NOUN = re.compile(
    r"\b(?:is|are|was|were|do|does|did|can|could|may|must|should|will|would|has|have|had|of|in|on|at"
    r"|for|to|per|off|from|with|i|we|you|they|there|if|after|before|a|an|the|and|or)\b.*",
    re.IGNORECASE,
)
_NAMED_NUMBER = re.compile(
    r"\b(?:step|rule|point|item|section|paragraph|article|no\.?|§|chapter|clause|schritt|regel"
    r"|punkt|règle|regla|paso)\s*#?(\d{1,3})\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(rf"[£$€]?\d[\d.,:]*|\b{_NUMBER_WORD}\b", re.IGNORECASE)
_NEAR_FIGURE = 28
"""Characters on either side of a figure in which the thing that it counts stands."""


def answer_types(question: str) -> frozenset[AnswerType]:
    """Return the kinds of answer that a question asks for; none where it shows none."""
    found = {kind for kind, pattern in _QUESTIONS.items() if pattern.search(question)}
    special = found & (FIGURES - {"count", "number", "date"})
    if special:
        found -= {"count", "number", "date"}
    if "size" in special:
        found -= {"money"}
    if "count" in found:
        found -= {"number", "money"}
    if "yes or no" in found or (
        found & {"procedure", "reason"} and not _LEADING_FIGURE.match(question)
    ):
        found -= FIGURES
    return frozenset(found)


def holds_answer(kind: AnswerType, text: str) -> bool:
    """Return whether a text holds something of a kind; true for a kind that no surface form tells."""
    pattern = _ANSWERS.get(kind)
    return pattern is None or pattern.search(text) is not None


def counted_things(question: str) -> str:
    """Return the words for what a question counts ("how many *guests*"), empty where it counts none."""
    match = _COUNTED.search(question)
    return _ENDS_NOUN.sub("", match[1]).strip() if match else ""


def near_figures(text: str) -> str:
    """Return the words that stand next to the figures of a text: what they may count."""
    spans = (match.span() for match in _FIGURE.finditer(text))
    return " … ".join(
        text[max(0, start - _NEAR_FIGURE) : end + _NEAR_FIGURE] for start, end in spans
    )


def defined_term(question: str) -> str:
    """Return the words whose meaning is asked for, empty where it is not a meaning that is asked for."""
    match = _DEFINED.search(question) or _MEANT.search(question)
    return match["term"].strip(" ?!.\"'") if match else ""


def defines(term: str, text: str) -> bool:
    """Return whether a text says what a term is: it begins with it and goes on with "is" or a colon."""
    if not term:
        return False
    words = r"\W+".join(re.escape(word.rstrip("s")) + r"\w{0,2}" for word in term.split())
    return re.match(rf"[\W\d]*(?:an?\W+|the\W+)?{words}{_IS}", text, re.IGNORECASE) is not None


_DEFINED = re.compile(
    r"^\W*(?:what'?s|what (?:is|are|does|do)|who(?:'?s| is)|was (?:ist|sind|bedeutet)|define|qué es"
    r"|qu'est-ce que?|what counts as)\s+(?:an? |the |eine? |une? )?"
    r"(?P<term>[\w'/&.-]+(?: [\w'/&.-]+){0,3}?)"
    r"(?=\W*$|\s+(?:mean|means|stand for|at|in|on|next to)\b)",
    re.IGNORECASE,
)
_MEANT = re.compile(
    r"(?P<term>[\w'/&.-]+(?: [\w'/&.-]+){0,4})\W+what (?:does|do|is|'s) (?:that|this|it|they)\b",
    re.IGNORECASE,
)
_IS = r"[\W_]*(?:\([^)]*\)\W*)?(?::|–|—|-\s|\b(?:is|are|means?|refers?|stands|was|describes?)\b)"


def named_number(question: str) -> int | None:
    """Return the number of the item that a question names ("step 5"), or None."""
    match = _NAMED_NUMBER.search(question)
    return int(match[1]) if match else None
