"""What the stages of a re-index are called, in Discord and in the terminal."""

from __future__ import annotations

STAGE_LABELS = {
    "scan": "Looking for files",
    "index": "Indexing",
    "commit": "Making it live",
    "sweep": "Sweeping up",
}
