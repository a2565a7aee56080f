"""What becomes of log lines: their form, where they go, and that no secret stands in them."""
