"""The proof of a statement: its quote's place in the source, its figures, and what supports it. Pure."""
