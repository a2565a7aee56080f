"""Who may do what: where the bot serves, who may write to it directly, who may look after the index."""
