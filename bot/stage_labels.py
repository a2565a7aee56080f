"""What the stages of a re-index are called, in Discord and in the terminal."""

from __future__ import annotations

STAGE_LABELS = {
    "scan": "Looking for files",
    "read": "Reading documents",
    "commit": "Making it live",
    "sweep": "Sweeping up",
}
