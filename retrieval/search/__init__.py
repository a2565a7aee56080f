"""From a question to passages: candidates, ranking, and how much of the question they cover."""
