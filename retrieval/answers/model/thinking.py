"""Takes what a model thinks aloud out of its reply. Pure.

Models that think write it before their answer, between `<think>` and `</think>`, where their server does
not keep it apart.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from contextlib import closing

MAX_THINKING = 200_000
"""Characters of thinking after which a reply is read no further."""

MAX_BLANK = 100
"""White space after which no thinking begins any more."""

_TAGS = ("think", "thinking", "thought", "reasoning")
_OPENING = re.compile(rf"\s{{0,{MAX_BLANK}}}<({'|'.join(_TAGS)})>", re.IGNORECASE)


def without_thinking(pieces: Generator[str, None, None]) -> Generator[str, None, None]:
    """Yield the pieces of a reply without the thinking at its beginning.

    For each piece that is thinking an empty one is yielded, so that the reader can stop at any time.
    Thinking that is never closed ends the reply, at the latest after MAX_THINKING characters.
    """
    unread, closing_tag, thought = "", "", 0
    with closing(pieces):
        for piece in pieces:
            unread += piece
            if closing_tag:
                thought += len(piece)
            while True:
                if closing_tag:
                    end = unread.lower().find(closing_tag)
                    if end < 0:
                        unread = unread[-len(closing_tag) :]
                        break
                    unread, closing_tag = unread[end + len(closing_tag) :], ""
                opening = _OPENING.match(unread)
                if opening is None:
                    break
                unread, closing_tag = unread[opening.end() :], f"</{opening[1].lower()}>"
            if thought > MAX_THINKING:
                return
            if not closing_tag and not _may_open(unread):
                yield unread
                yield from pieces
                return
            yield ""
    if not closing_tag:
        yield unread


def _may_open(text: str) -> bool:
    """Return whether `text` may be the beginning of an opening tag, or of the white space before one."""
    if len(text) > MAX_BLANK:
        return False
    beginning = text.strip().lower()
    return any(f"<{tag}>".startswith(beginning) for tag in _TAGS)
