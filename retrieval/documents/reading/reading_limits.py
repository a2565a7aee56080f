"""How long and with how much memory a file may be read, and what is said of one that needs more."""

from __future__ import annotations

from dataclasses import dataclass

from ...errors import DocumentError


class LimitError(DocumentError):
    """Reading a file took too long, too much memory, or ended the process: it would do so again."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take: seconds by the clock, megabytes of memory. `at_once` are read."""

    seconds: float
    megabytes: int
    at_once: int = 1

    def __str__(self) -> str:
        """Say in a few words what one file may take."""
        return f"{self.seconds:g} s, {self.megabytes} MB"

    @property
    def too_slow(self) -> str:
        """What is said of a file that takes longer."""
        return (
            f"Reading it took longer than {self.seconds:g} seconds. Split it, or raise "
            "FOOTNOTE_FILE_SECONDS."
        )

    @property
    def too_large(self) -> str:
        """What is said of a file that takes more memory."""
        return (
            f"Reading it took more than {self.megabytes} MB of memory. Split it, or raise "
            "FOOTNOTE_FILE_MEMORY."
        )

    def crashed(self, cause: str) -> str:
        """Return what is said of a file at which the process that read it ended."""
        return (
            f"The program that reads such files broke off at it ({cause}): it is damaged, made to do "
            f"that, or needs more than {self.megabytes} MB of memory."
        )
