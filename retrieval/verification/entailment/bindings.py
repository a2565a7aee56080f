"""What figures, negations, quantifiers and tenses go with, in a statement and in its source. Pure.

Each check returns its objection in a few words, or None.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..analysis.digits import UNITS
from ..analysis.tokens import Analysis, Token
from ..analysis.word_forms import is_future
from .comparison import Comparison, same_word

_ATTACHED = ("negation", "restriction", "quantifier", "bound", "hedge (a", "comparison", "modal")
"""Groups that bind the word behind them."""


def counted(compared: Comparison) -> str | None:
    """Object to a figure that counts or measures something else."""
    for i, j in compared.pairs:
        figure = compared.ours[i]
        if figure.kind != "figure":
            continue
        ours, theirs = _behind(compared.ours, i), _behind(compared.theirs, j)
        if theirs is not None and _lacks_unit(compared, i, j, theirs):
            return f"“{compared.ours[i].text}” lacks its “{compared.theirs[theirs].text}”"
        names = ours is not None and compared.ours[ours].kind == "name"
        if figure.is_date or (figure.is_year and names):
            continue
        if (
            ours is None
            or not compared.ours[ours].is_content
            or (theirs is not None and same_word(compared.ours[ours], compared.theirs[theirs]))
        ):
            continue
        mapped = compared.of_ours.get(ours)
        if compared.evidence.is_row and mapped is not None:
            near = compared.theirs[mapped].clause == compared.theirs[j].clause
            if near:
                continue
        near = (
            mapped is not None and 0 < compared.theirs[mapped].place - compared.theirs[j].place <= 3
        )
        adjacent = compared.ours[ours].place == compared.ours[i].place + 1
        if adjacent and not near:
            return f"“{compared.ours[i].text} {compared.ours[ours].text}” is not what it counts"
    return None


def _lacks_unit(compared: Comparison, i: int, j: int, unit: int) -> bool:
    measure = compared.theirs[unit]
    measured = measure.place == compared.theirs[j].place + 1 and not measure.keys.isdisjoint(UNITS)
    return measured and compared.of_theirs.get(unit) != i + 1


def _behind(tokens: Sequence[Token], index: int) -> int | None:
    """Return the word that a figure counts: the next one in its clause."""
    following = index + 1
    if following < len(tokens) and tokens[following].clause == tokens[index].clause:
        return following
    return None


def attached(compared: Comparison) -> str | None:
    """Object to a negation, quantifier or limit that binds another word."""
    for i, j in compared.pairs:
        if not compared.ours[i].group.startswith(_ATTACHED):
            continue
        a, b = compared.next_content(compared.ours, i), compared.next_content(compared.theirs, j)
        if a is None or b is None or a not in compared.of_ours:
            continue
        bound = compared.of_ours[a]
        far = compared.content_between(b, bound) > _reach(compared.ours[i].group)
        if bound < b or far or compared.theirs[bound].sentence != compared.theirs[j].sentence:
            return f"“{compared.ours[i].text}” goes with another word"
    return None


def joined(compared: Comparison) -> str | None:
    """Object to sentences that have nothing to do with each other, said as one."""
    used = sorted(
        {compared.theirs[j].sentence for i, j in compared.pairs if compared.ours[i].is_content}
    )
    apart = [each for each in used[1:] if each not in compared.evidence.analysis.referring]
    return "it joins sentences that do not refer to each other" if apart else None


def tense(compared: Comparison) -> str | None:
    """Object to what is said in another tense."""
    ours = {each for _, each in compared.statement.tenses}
    told = compared.evidence.analysis.tenses
    theirs = {each for clause, each in told if clause in compared.clauses}
    theirs = theirs or {each for _, each in told}
    if ours and theirs and not ours <= theirs:
        return "it is in another tense"
    language = compared.statement.language
    for i, j in compared.pairs:
        mine, other = compared.ours[i], compared.theirs[j]
        times = {is_future(each.text.casefold(), language) for each in (mine, other)}
        if mine.kind == "word" and len(times) > 1:
            return f"“{mine.text}” is in another tense"
        if (
            mine.past != other.past
            and mine.kind == "word"
            and mine.text.casefold() != other.text.casefold()
            and _is_verb(mine, other)
        ):
            return f"“{mine.text}” is in another tense"
    return None


def voice(compared: Comparison) -> str | None:
    """Object to someone doing what was done to them."""
    ours, theirs = compared.statement, compared.evidence.analysis
    for i, j in compared.pairs:
        suffered = compared.theirs[j].past and _is_passive(theirs, compared.theirs[j])
        if suffered and not _is_passive(ours, compared.ours[i]) and not ours.passive_at:
            return f"“{compared.ours[i].text}” is in the passive there"
    return None


def _is_passive(analysis: Analysis, token: Token) -> bool:
    return not analysis.voices.isdisjoint({token.place - 1, token.place - 2})


def contrasted(compared: Comparison) -> str | None:
    """Object to a denial of what stands behind "but": "not the boat but the trailer"."""
    contrasting = compared.evidence.analysis.contrasting
    for i, j in compared.pairs:
        if not compared.ours[i].group.startswith("negation"):
            continue
        denied = compared.theirs[j].clause
        for k, m in compared.pairs:
            behind = compared.theirs[m].clause > denied and compared.theirs[m].clause in contrasting
            if behind and compared.ours[k].clause == compared.ours[i].clause:
                return f"“{compared.ours[k].text}” is not what is denied"
    return None


def _is_verb(ours: Token, theirs: Token) -> bool:
    past, other = (ours, theirs) if ours.past else (theirs, ours)
    return past.past and not other.text.casefold().endswith(
        ("ion", "ment", "ing", "al", "er", "or")
    )


def _reach(group: str) -> int:
    """Return how many words a grammar word may bind at a distance."""
    return 1 if group.startswith(("quantifier", "restriction", "bound", "comparison")) else 2
