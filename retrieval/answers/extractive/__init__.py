"""Answers by quoting: what could be quoted, which of it answers, and how much of it is shown."""
