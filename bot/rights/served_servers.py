"""In which servers the bot serves: those that the settings name, or else the first that it was in.

If it served every server, whoever can add it to one could ask and command it there. So the first server
is remembered for good, and no other takes its place when the bot is removed from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .refusals import NOT_SERVED, NOT_YET_KNOWN, NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class JoinedServer:
    """A server that the bot is in, and since when; None while Discord has not said."""

    id: int
    since: datetime | None


class ServedServers:
    """The servers that the bot serves. Until they are known it serves none."""

    def __init__(self, named: frozenset[int]) -> None:
        self._named = named
        self._first: int | None = None

    @property
    def ids(self) -> frozenset[int]:
        """The servers; none while they are not known."""
        if self._named or self._first is None:
            return self._named
        return frozenset({self._first})

    def remember(self, first: int) -> None:
        """Serve this server where the settings name none, whatever others the bot is in."""
        self._first = first

    def choose_first(self, joined: Collection[JoinedServer]) -> int | None:
        """Return the server to be remembered, or None if there is no need, or no telling yet."""
        if self.ids:
            return None
        return first_joined(joined)

    def check(self, server: int) -> None:
        """Make sure that this server is served.

        Raises:
            NotAllowedError: it is not, or nobody knows yet.
        """
        if not self.ids:
            raise NotAllowedError(NOT_YET_KNOWN)
        if server not in self.ids:
            raise NotAllowedError(NOT_SERVED)

    def warnings(self, joined: Collection[int]) -> Iterator[str]:
        """Yield a sentence for each server where the bot is without serving it, or the reverse."""
        if not self.ids:
            return
        for server in sorted(self.ids - set(joined)):
            if self._named:
                yield f"FOOTNOTE_SERVERS names server {server}, which the bot is not in."
            else:
                yield (
                    f"The bot is no longer in server {server}, the only one that it served, and serves "
                    "no other instead. Name the servers to serve in FOOTNOTE_SERVERS."
                )
        for server in sorted(set(joined) - self.ids):
            yield (
                f"The bot is in server {server} and does not serve it. Name it in FOOTNOTE_SERVERS, or "
                "remove the bot from it."
            )


def first_joined(joined: Collection[JoinedServer]) -> int | None:
    """Return the server that the bot has been in for longest, if Discord has said so of all of them."""
    since = {server.id: server.since for server in joined}
    if len(since) == 1:
        return next(iter(since))
    known = [(moment, server) for server, moment in since.items() if moment is not None]
    return min(known)[1] if known and len(known) == len(since) else None
