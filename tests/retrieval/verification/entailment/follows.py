"""Whether a statement follows, for tests that are tables of statements and sources."""

from __future__ import annotations

from retrieval.verification.analysis.analyzer import analyze
from retrieval.verification.entailment.entailment import Evidence, objection


def follows(statement: str, source: str, language: str = "en") -> bool:
    """Whether nothing tells against a statement, held against its source."""
    return why_not(statement, source, language) is None


def why_not(statement: str, source: str, language: str = "en") -> str | None:
    """Why a statement does not follow from its source, as the log would tell it."""
    return objection(analyze(statement, language), Evidence(analyze(source, language)))
