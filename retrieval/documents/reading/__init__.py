"""Reads files in child processes, so that whatever a file does to its parser costs that file alone."""
