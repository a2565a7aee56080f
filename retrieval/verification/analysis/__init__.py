"""What the words of a sentence are, in the languages in which statements can be proven."""
