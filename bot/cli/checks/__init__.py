"""Checks of the set-up, and what they ask of Discord."""
