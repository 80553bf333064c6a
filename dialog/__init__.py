"""The conversation: what was meant, what is still missing, what to answer. Knows nothing of HTTP or of any network."""
