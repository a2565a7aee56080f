"""The documents folder: which files it holds, and how one is opened."""
