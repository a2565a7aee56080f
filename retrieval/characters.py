"""Characters that need care wherever text is read or shown: those that hide things, and scripts without
spaces. Each set is the inside of a character class of a regular expression.
"""

from __future__ import annotations

import re

CONTROLS = "\x00-\x08\x0b-\x1f\x7f-\x9f"
"""Control characters, but not the tab and the line feed."""

REVERSALS = "\u202a-\u202e\u2066-\u2069"
"""Marks that reverse the direction of reading, by which a text can show as another."""

HIDDEN_CHARACTERS = re.compile(f"[{CONTROLS}{REVERSALS}]")
"""What no text needs that is shown to a person, and by which it could mislead one."""

CONTROL_CATEGORIES = frozenset({"Cc", "Cs", "Co"})
"""Unicode categories of what is no character of any text: controls, surrogates, private use."""

UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e"  # Thai
    "\u0e81-\u0ece"  # Lao
    "\u1000-\u109f"  # Myanmar
    "\u1780-\u17d3"  # Khmer
    "\u3041-\u3096\u30a1-\u30fa\u30fc"  # kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"  # Han
)
"""Scripts that are written without spaces between words."""

HANGUL = "\uac00-\ud7a3"
"""Korean puts spaces between words, but glues endings to them."""

PICTOGRAPHS = range(0x1F000, 0x1FB00)
"""Code points for emoji: those too that the Unicode data of this Python does not know yet."""
