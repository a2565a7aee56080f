"""Gaps of the documents: what was asked and not answered, put into groups."""
