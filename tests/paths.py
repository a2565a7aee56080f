"""Where the tests find the project's own files, and what may lie beside a checkout."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

SHARED = ROOT.parent / "shared"
"""Evaluation sets and specifications that are no part of the project; absent from most checkouts."""
