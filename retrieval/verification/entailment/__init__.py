"""Whether a statement follows from sentences of a source."""
