"""Changes of the documents folder that are made from Discord: proposed, previewed, made, undone."""
