"""The data folder as one file, and back: `back_up` and `restore`."""
