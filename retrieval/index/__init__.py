"""The index and how it is made: catalog, vectors, embeddings, plan and re-index."""
