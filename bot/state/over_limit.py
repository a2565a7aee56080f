"""What is raised where a question can't be taken now, whichever limit it was."""

from __future__ import annotations

from retrieval import FootnoteError


class OverLimitError(FootnoteError):
    """A limit is reached. The message says when to try again."""
