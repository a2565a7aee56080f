"""Answers written by a chat model, shown as far as they are proven."""
