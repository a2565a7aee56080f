"""Where the tests find the project's own files, and what may lie beside a checkout."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

DATA = ROOT / "tests" / "data"
"""What the tests read and no module makes: documents, questions on them, injections."""

EVALUATION = DATA / "evaluation"
"""The project's own evaluation set: `documents`, and `questions.jsonl` on them."""

SHARED = ROOT.parent / "shared"
"""Evaluation sets and specifications that are no part of the project; absent from most checkouts."""
