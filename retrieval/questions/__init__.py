"""What a message asks, before anything is searched for: its parts, its emphasis, what may answer."""
