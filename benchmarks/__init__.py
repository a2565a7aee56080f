"""Figures for the README, each by one command: `python -m benchmarks.reindex`, `.event_loop`, `.ask`.

They time the real library on documents made up here, and print ratios measured in one run, since
seconds depend on the machine. They are no tests: nothing here passes or fails.
"""
