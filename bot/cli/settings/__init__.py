"""The settings as the command line has them: where each comes from, and what is wrong with them."""
