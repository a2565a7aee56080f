"""`footnote init`: from nothing to an index, and to a bot that can be invited."""
