"""The Discord bot and the command line. It stands on `retrieval` and knows nothing of Chroma."""
