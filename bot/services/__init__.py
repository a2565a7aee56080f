"""What the bot does: answers questions and re-indexes. The cogs call these; they know no commands."""
