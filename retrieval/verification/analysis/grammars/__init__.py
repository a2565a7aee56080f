"""The words of each language that decide what a sentence claims."""
