"""From a question to passages: words, candidates, ranking, and how much of the question they cover."""
