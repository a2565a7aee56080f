"""Checks a model's words against the source: its quotes, and the statements that rest on them. Pure."""
