"""From a file to chunks: loading, sentences, words, splitting, and where a person finds an offset."""
