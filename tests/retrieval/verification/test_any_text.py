"""Whatever a model or a document writes is compared without an error."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.verification.analysis.analyzer import analyze
from retrieval.verification.analysis.grammars.by_language import GRAMMARS
from retrieval.verification.attribution import without_attribution
from retrieval.verification.cross_lingual import cross_lingual_objection
from retrieval.verification.entailment.entailment import Evidence, coverage, objection
from retrieval.verification.instructions import speaks_to_a_model

PIECES = (
    "a dozen", "two", "million", "-3.5", "12. Mai", "€", "%", "1,000", "31/12/99", "half past", "10:30",
    "not", "Anna's", "pas tous", "nicht mehr", "~~x~~", "[3]", "(", "?", "\u200b", "½", "中文", "🎉",
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES)).map(" ".join))


@settings(deadline=None, derandomize=True)  # the first text of a language loads its dictionary
@given(statement=TEXTS, source=TEXTS, language=st.sampled_from(sorted(GRAMMARS)))
def test_any_two_texts_can_be_compared(statement: str, source: str, language: str) -> None:
    ours, theirs = analyze(statement, language), analyze(source, language)
    assert objection(ours, Evidence(ours)) is None  # a copy proves itself
    objection(ours, Evidence(theirs))
    assert 0 <= coverage(ours, theirs) <= 1
    assert isinstance(without_attribution(statement, language, source), str)
    assert isinstance(speaks_to_a_model(statement), bool)
    cross_lingual_objection(statement, source, language=language, source_language="en")
