"""What a dictionary of the last entries lets go of."""

from __future__ import annotations

from bot.state.recent_entries import RecentEntries


def test_what_was_set_longest_ago_goes_first() -> None:
    entries: RecentEntries[str, int] = RecentEntries(2)
    entries["a"] = 1
    entries["b"] = 2
    entries["a"] = 3
    entries["c"] = 4

    assert list(entries.items()) == [("a", 3), ("c", 4)]
