"""The command line: what may be said on it, and how its answers look, as text and as JSON."""
