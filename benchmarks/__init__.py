"""Figures for the README, by one command: `python -m benchmarks`, or `make bench`.

They time the real library and the real bot on documents made up here, and print ratios measured in one
run, since seconds depend on the machine. They are no tests: nothing here passes or fails. What becomes
of a model's statements is measured by `python -m benchmarks.statements` and its neighbours.
"""
