"""What the bot remembers: answers and feedback on disk; conversations and limits in memory."""
