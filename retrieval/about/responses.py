"""What there is to say to a message that asks nothing of the contents."""

from __future__ import annotations

from ..index.catalog.reading import Snapshot
from ..types import About, AboutTopic
from .document_names import documents_named
from .outlines import outline
from .topics import SummaryRequest

MAX_OUTLINES = 3
"""The most documents that are summarised at once. Of more, or of all that there are, a list is given."""


def respond(recognised: AboutTopic | SummaryRequest, snapshot: Snapshot) -> About | None:
    """Return what there is to say; None where a summary is asked of what is no document."""
    if not isinstance(recognised, SummaryRequest):
        listed = snapshot.sources().values() if recognised == "documents" else ()
        return About(recognised, sources=tuple(listed))
    sources = snapshot.sources()
    rows = documents_named(recognised, sources)
    if not rows:
        return None
    if len(rows) > MAX_OUTLINES or len(rows) == len(sources) > 1:
        return About("documents", sources=tuple(sources[row] for row in rows))
    outlines = (
        outline(snapshot.document(row), snapshot.all_blocks(row), number)
        for number, row in enumerate(rows, start=1)
    )
    return About("summary", outlines=tuple(outlines))
