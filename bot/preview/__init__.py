"""The real bot in a simulated Discord, to try it without a token. No part of the bot at work."""
