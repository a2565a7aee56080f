"""From a file to chunks: loading, sentences, splitting, and where an offset is found by a person."""
