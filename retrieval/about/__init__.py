"""Messages that ask nothing of the documents' contents: what they are, and what there is to say."""
