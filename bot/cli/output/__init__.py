"""What the commands print, for people and as JSON, and where it goes."""
