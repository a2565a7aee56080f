"""What Discord shows: pure functions from the library's values to messages within Discord's limits."""
