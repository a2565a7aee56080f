"""What Discord shows: messages built from the library's values, within Discord's limits.

Pure but for `components` and `buttons`.
"""
